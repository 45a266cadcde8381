using System.Data.Common;
using System.Security.Cryptography;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// Owner keys, each wrapped by the master key for its own place. A tombstone is the row of an owner's first version without a key: making a
/// key and erasing the owner meet on one primary key, so neither engine can let a key slip past a tombstone that is just being written.
/// </summary>
public sealed class KeyStore(string service, MasterKey master, IVaultDatabase database, TimeProvider clock) : IKeyStore, IDisposable
{
    private const string InsertIfAbsent = """
        insert into owner_keys (owner, version, master_key, wrapped_key) values (@owner, 1, @master, @wrapped)
        on conflict (owner, version) do nothing
        """;

    private const string Erase = """
        insert into owner_keys (owner, version, erased_at) values (@owner, 1, @at)
        on conflict (owner, version) do update set
            master_key = null, wrapped_key = null, erased_at = coalesce(owner_keys.erased_at, excluded.erased_at)
        """;

    private const string EraseLaterVersions = """
        update owner_keys set master_key = null, wrapped_key = null, erased_at = @at
        where owner = @owner and version > 1 and erased_at is null
        """;

    private const string OfOwner = "select version, master_key, wrapped_key from owner_keys where owner = @owner order by version desc";
    private const string Masters = "select distinct master_key from owner_keys where master_key is not null";

    private readonly OwnerKeyCache cache = new(clock);

    /// <inheritdoc/>
    public async Task<OwnerKey> Current(PayloadOwner owner, CancellationToken ct)
    {
        if (cache.Find(owner, version: null) is { } warm)
            return warm;

        await using var connection = await database.Open(ct);
        if (await Read(connection, owner, version: null, ct) is { } standing)
            return standing;

        await Make(connection, owner, ct);
        return await Read(connection, owner, version: null, ct) ?? throw new KeyMissingException();
    }

    /// <inheritdoc/>
    public async Task<OwnerKey?> Find(PayloadOwner owner, int version, CancellationToken ct)
    {
        if (cache.Find(owner, version) is { } warm)
            return warm;

        try
        {
            await using var connection = await database.Open(ct);
            return await Read(connection, owner, version, ct) ?? throw new KeyMissingException();
        }
        catch (OwnerErasedException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task Destroy(PayloadOwner owner, CancellationToken ct)
    {
        (string, object)[] values = [("owner", owner.Name), ("at", Instants.Text(clock.Now()))];
        try
        {
            await using var connection = await database.Open(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await connection.Run(Erase, values, ct);
            await connection.Run(EraseLaterVersions, values, ct);
            await transaction.CommitAsync(ct);
        }
        finally
        {
            // Also when the answer to the commit got lost: the next reader asks the store.
            cache.Drop(owner);
        }
    }

    /// <summary>
    /// Stops the start when a master key wrapped keys here that nobody gave us: better no service than half a file that opens. Also finds
    /// what keys for a purpose are derived from.
    /// </summary>
    public async Task CheckMasterKey(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var masters = new List<string>();
        await using (var command = connection.Say(Masters))
        {
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
                masters.Add(rows.GetString(0));
        }

        if (masters.Find(id => master.Named(id) is null) is { } other)
        {
            throw new StartRefusedException(
                $"The keys of {service} were wrapped by master key {other}; this is {master.Id}. Start it with the key it was made with.");
        }

        await MasterRotation.FindRoot(connection, service, master, masters, ct);
    }

    /// <summary>Wipes the keys in memory.</summary>
    public void Dispose() => cache.Dispose();

    private async Task Make(DbConnection connection, PayloadOwner owner, CancellationToken ct)
    {
        var key = RandomNumberGenerator.GetBytes(Sealing.KeySize);
        var wrapped = master.Wrap(key, Place(owner, version: 1, master.Id));
        CryptographicOperations.ZeroMemory(key);
        await connection.Run(InsertIfAbsent, [("owner", owner.Name), ("master", master.Id), ("wrapped", wrapped)], ct);
    }

    private async Task<OwnerKey?> Read(DbConnection connection, PayloadOwner owner, int? version, CancellationToken ct)
    {
        var asked = cache.Ask();
        var keys = new List<OwnerKey>(1);
        await using var command = connection.Say(OfOwner, ("owner", owner.Name));
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            keys.Add(rows.IsDBNull(2) ? throw new OwnerErasedException() : Unwrap(owner, rows));

        var found = keys.Find(key => version is null || key.Version == version);
        var copy = found is null ? null : found with { Key = [.. found.Key] };
        if (keys is not [])
            cache.Put(owner, keys, asked);

        return copy;
    }

    private OwnerKey Unwrap(PayloadOwner owner, DbDataReader row)
    {
        var (version, wrappedBy) = (row.GetInt32(0), row.GetString(1));
        return master.Named(wrappedBy) is { } held
            ? new(version, held.Unwrap(row.GetFieldValue<byte[]>(2), Place(owner, version, wrappedBy)))
            : throw new WrongMasterKeyException(wrappedBy, master.Id);
    }

    private string Place(PayloadOwner owner, int version, string wrappedBy) =>
        MasterRotation.Place(service, owner.Name, version, wrappedBy);
}

/// <summary>A payload's key is not there, though its owner was never erased: the key store was lost, or is older than the log.</summary>
public sealed class KeyMissingException() : Exception("A payload's key is not in the key store, though its owner was never erased.");

/// <summary>The key store was written under another master key.</summary>
public sealed class WrongMasterKeyException(string wrappedBy, string have)
    : Exception($"This key was wrapped by master key {wrappedBy}; this process holds {have}.");
