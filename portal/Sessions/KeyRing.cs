using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// The keys of ASP.NET's data protection, in the portal's own store, each wrapped by the master key: every replica reads the same ring, and
/// a restart signs nobody out. Beside them the key under which people are hidden there.
/// </summary>
public sealed class KeyRing(SessionDatabase database, MasterKey master) : IXmlRepository
{
    private const string Hiding = "wo-portal-subjects";
    private readonly Lazy<byte[]> subjects = new(() => Sync(async () =>
        Open(master, (await Rows(database)).Single(row => row.Name == Hiding)).Plain));

    /// <summary>The key under which people are hidden; it stays what it was, whichever master key wraps it.</summary>
    internal byte[] Subjects => subjects.Value;

    /// <summary>
    /// Wraps again, with the master key of now, what another one wrapped (<c>WO_MASTER_KEY_OTHER</c>). Refuses a start without the key
    /// that wrapped it.
    /// </summary>
    public async Task Prepare()
    {
        var first = master;
        foreach (var row in await Rows(database))
        {
            var (by, plain) = Open(master, row);
            if (by == master)
                continue;

            first = by;
            await database.Run(
                "update ring_keys set sealed = @now where name = @name and sealed = @before",
                ("now", master.Wrap(plain, Place(row.Name))), ("name", row.Name), ("before", row.Sealed));
        }

        // People were hidden under what the first master key derived, and who was shut out has to stay so under the next.
        await Add(Hiding, first.Derive("wo-portal-subjects-v1"));
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => Sync(async () => (await Rows(database))
        .Where(row => row.Name != Hiding)
        .Select(row => XElement.Parse(Encoding.UTF8.GetString(Open(master, row).Plain)))
        .ToList());

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        Sync(() => Add(friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))));

    private Task<int> Add(string name, byte[] plain) => database.Run(
        "insert into ring_keys (name, sealed) values (@name, @sealed) on conflict (name) do nothing",
        ("name", name), ("sealed", master.Wrap(plain, Place(name))));

    private static Task<List<(string Name, byte[] Sealed)>> Rows(SessionDatabase database) => database.List(
        "select name, sealed from ring_keys", row => (row.GetString(0), row.GetFieldValue<byte[]>(1)));

    private static (MasterKey By, byte[] Plain) Open(MasterKey master, (string Name, byte[] Sealed) row)
    {
        foreach (var held in master.Others.Prepend(master))
        {
            try
            {
                return (held, held.Unwrap(row.Sealed, Place(row.Name)));
            }
            catch (SealBrokenException)
            {
                // Another one wrapped it; a seal does not say which.
            }
        }

        throw new StartRefusedException(
            "De sleutels van het portaal zijn verpakt met een andere hoofdsleutel dan die in WO_MASTER_KEY. Geef die als "
            + "WO_MASTER_KEY_OTHER, of zet haar terug. (Give the master key that wrapped the portal's keys too.)");
    }

    private static string Place(string name) => $"wo-portal-key-v1|{name}";

    // The framework asks without waiting; its calls come at the start and once a quarter.
    private static T Sync<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}

/// <summary>Puts the ring in place of the framework's own folder.</summary>
internal sealed class KeyRingSetup(KeyRing ring) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = ring;
}
