using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// The keys of ASP.NET's data protection, in the portal's own store, each wrapped by the master key: every replica reads the same ring, and
/// a restart signs nobody out.
/// </summary>
internal sealed class KeyRing(SessionDatabase database, MasterKey master) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Sync(async () =>
    {
        var rows = await database.List(
            "select name, sealed from ring_keys", row => (Name: row.GetString(0), Sealed: row.GetFieldValue<byte[]>(1)));
        return rows.ConvertAll(row => XElement.Parse(System.Text.Encoding.UTF8.GetString(master.Unwrap(row.Sealed, Place(row.Name)))));
    });

    public void StoreElement(XElement element, string friendlyName) => Sync(() => database.Run(
        "insert into ring_keys (name, sealed) values (@name, @sealed) on conflict (name) do nothing",
        ("name", friendlyName),
        ("sealed", master.Wrap(System.Text.Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), Place(friendlyName)))));

    private static string Place(string name) => $"wo-portal-key-v1|{name}";

    // The framework asks without waiting; both calls come at the start and once a quarter.
    private static T Sync<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}

/// <summary>Puts the ring in place of the framework's own folder.</summary>
internal sealed class KeyRingSetup(KeyRing ring) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = ring;
}
