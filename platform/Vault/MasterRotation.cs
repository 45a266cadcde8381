using System.Data.Common;
using System.Security.Cryptography;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// One master key replaces another while the service runs: first every replica gets both (the new one as <c>WO_MASTER_KEY_OTHER</c>), then
/// they change places, then every owner's key is wrapped again, then the old one can go. Nobody waits and nothing is read in the clear.
/// </summary>
public sealed class MasterRotation(string service, MasterKey master, IVaultDatabase database)
{
    // An owner that is nobody: his key is the first master key of the service.
    private const string Root = "house/derivation";
    private const int AtOnce = 200;

    /// <summary>How many keys each master key wraps, by its name.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Count(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var command = connection.Say(
            "select master_key, count(*) from owner_keys where master_key is not null group by master_key");
        await using var row = await command.ExecuteReaderAsync(ct);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync(ct))
            counts[row.GetString(0)] = Convert.ToInt64(row.GetValue(1), provider: null);
        return counts;
    }

    /// <summary>Wraps again what another key wrapped; broken off, the next run goes on. Answers how many.</summary>
    public async Task<long> Run(IProgress<long>? progress, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        for (var done = 0L; ; progress?.Report(done))
        {
            var page = await Others(connection, ct);
            if (page is [])
                return done;

            foreach (var (owner, version, by, wrapped) in page)
            {
                var old = master.Named(by) ?? throw new StartRefusedException(
                    $"Sleutels van {service} zijn verpakt met hoofdsleutel {by}. Geef die als WO_MASTER_KEY_OTHER. (Give that key too.)");
                var key = old.Unwrap(wrapped, Place(service, owner, version, by));
                var again = master.Wrap(key, Place(service, owner, version, master.Id));
                CryptographicOperations.ZeroMemory(key);

                // Erased meanwhile, or wrapped by another run: then there is nothing to do.
                await connection.Run(
                    "update owner_keys set master_key = @now, wrapped_key = @wrapped "
                        + "where owner = @owner and version = @version and master_key = @by",
                    [("now", master.Id), ("wrapped", again), ("owner", owner), ("version", version), ("by", by)], ct);
                done++;
            }
        }
    }

    /// <summary>Where an owner's key is bound to.</summary>
    internal static string Place(string service, string owner, int version, string wrappedBy) =>
        $"wo-owner-key-v1|{service}|{version}|{wrappedBy}|{owner}";

    /// <summary>
    /// Tells a master key what to derive from. As long as there was one key only, that is it; when a second one appears the first is kept.
    /// </summary>
    internal static async Task FindRoot(
        DbConnection connection, string service, MasterKey master, IReadOnlyList<string> masters, CancellationToken ct)
    {
        if (await Read(connection, service, master, ct) is not { } root)
        {
            if (master.Others is [])
                return;

            var first = masters is [var only] ? master.Named(only)! : master;
            await connection.Run(
                "insert into owner_keys (owner, version, master_key, wrapped_key) values (@owner, 1, @master, @wrapped) "
                    + "on conflict (owner, version) do nothing",
                [
                    ("owner", Root), ("master", master.Id),
                    ("wrapped", first.WrappedBy(master, Place(service, Root, version: 1, master.Id))),
                ],
                ct);
            root = (await Read(connection, service, master, ct))!;
        }

        master.DeriveFrom(root);
    }

    private static async Task<byte[]?> Read(DbConnection connection, string service, MasterKey master, CancellationToken ct)
    {
        await using var command = connection.Say(
            "select master_key, wrapped_key from owner_keys where owner = @owner and wrapped_key is not null", ("owner", Root));
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && master.Named(row.GetString(0)) is { } held
            ? held.Unwrap(row.GetFieldValue<byte[]>(1), Place(service, Root, version: 1, held.Id))
            : null;
    }

    private async Task<List<(string Owner, int Version, string By, byte[] Wrapped)>> Others(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.Say(
            "select owner, version, master_key, wrapped_key from owner_keys where master_key <> @master limit @most",
            ("master", master.Id), ("most", AtOnce));
        await using var row = await command.ExecuteReaderAsync(ct);
        var page = new List<(string, int, string, byte[])>();
        while (await row.ReadAsync(ct))
            page.Add((row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetFieldValue<byte[]>(3)));
        return page;
    }
}
