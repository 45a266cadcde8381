using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

/// <summary>One process with a vault: its own key store and cache on a store that several may share.</summary>
public sealed class VaultRig : IDisposable
{
    public const string Service = "signal";
    public static readonly MasterKey Master = new(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());

    public VaultRig(IVaultDatabase database, Shelf shelf, FakeClock clock, MasterKey? master = null)
    {
        Watched = new(database);
        Keys = new(Service, master ?? Master, Watched, clock);
        Vault = new(Service, master ?? Master, Keys, shelf);
        Index = new(Watched, Vault);
    }

    public WatchedDatabase Watched { get; }

    public KeyStore Keys { get; }

    public PayloadVault Vault { get; }

    public SearchIndex Index { get; }

    public void Dispose() => Keys.Dispose();
}

/// <summary>Payloads in memory: what stands on it can be taken off, changed and put elsewhere by a test, as a burglar would.</summary>
public sealed class Shelf : IPayloads
{
    private readonly Dictionary<Guid, SealedPayload> payloads = [];

    public PayloadRef Put(SealedPayload payload)
    {
        payloads[payload.Id] = payload;
        return payload.Ref;
    }

    public Task<SealedPayload?> Find(Guid id, CancellationToken ct) => Task.FromResult(payloads.GetValueOrDefault(id));

    public Task Destroy(Guid id, CancellationToken ct)
    {
        payloads.Remove(id);
        return Task.CompletedTask;
    }

    public Task DestroyOwner(PayloadOwner owner, CancellationToken ct)
    {
        foreach (var payload in payloads.Values.Where(payload => payload.Owner == owner).ToArray())
            payloads.Remove(payload.Id);

        return Task.CompletedTask;
    }

    public Task DestroySubject(PayloadOwner owner, Guid subject, CancellationToken ct)
    {
        foreach (var payload in payloads.Values.Where(payload => payload.Owner == owner && payload.Subject == subject).ToArray())
            payloads.Remove(payload.Id);

        return Task.CompletedTask;
    }
}

/// <summary>Counts how often the store is asked.</summary>
public sealed class WatchedDatabase(IVaultDatabase inner) : IVaultDatabase
{
    private int opened;

    public int Opened => opened;

    public Task Prepare(CancellationToken ct) => inner.Prepare(ct);

    public Task<System.Data.Common.DbConnection> Open(CancellationToken ct)
    {
        Interlocked.Increment(ref opened);
        return inner.Open(ct);
    }
}

/// <summary>What a nurse wrote of somebody; the words are looked for where they must not be.</summary>
public sealed record Note(string Name, DateOnly BirthDate, string Text)
{
    public static readonly Note Yara = new("Yara Kanarie", new(2014, 5, 3), "De stroom is afgesloten");
}
