using System.Security.Cryptography;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// Unwrapped owner keys, at most <see cref="Life"/> after the store was asked for them (decision 6), so that an erasure in another process
/// is felt here within that time. It gives copies, because it wipes its own bytes on eviction while somebody may still be sealing.
/// </summary>
public sealed class OwnerKeyCache : IDisposable
{
    /// <summary>How long an unwrapped key lives.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly Dictionary<PayloadOwner, Entry> entries = [];
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private long drops;

    /// <summary>An empty cache.</summary>
    public OwnerKeyCache(TimeProvider clock)
    {
        this.clock = clock;
        timer = clock.CreateTimer(_ => DropOld(), null, Sweep, Sweep);
    }

    /// <summary>What to note before the store is asked; hand it to <see cref="Put"/> with the answer.</summary>
    public Asked Ask()
    {
        lock (gate)
            return new(clock.GetTimestamp(), drops);
    }

    /// <summary>A copy of an owner's key: of one version, or the newest.</summary>
    public OwnerKey? Find(PayloadOwner owner, int? version)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(owner, out var entry) || IsOld(entry))
                return null;

            foreach (var key in entry.Keys)
            {
                if (version is null || key.Version == version)
                    return new(key.Version, [.. key.Key]);
            }

            return null;
        }
    }

    /// <summary>Takes an owner's keys, newest first, bytes and all. An answer that an erasure overtook is wiped, not kept.</summary>
    public void Put(PayloadOwner owner, IReadOnlyList<OwnerKey> keys, Asked asked)
    {
        lock (gate)
        {
            var entry = new Entry(keys, asked.At);
            if (asked.Drops != drops || IsOld(entry))
            {
                Wipe(entry);
                return;
            }

            if (entries.Remove(owner, out var older))
                Wipe(older);

            entries.Add(owner, entry);
        }
    }

    /// <summary>Forgets an owner at once.</summary>
    public void Drop(PayloadOwner owner)
    {
        lock (gate)
        {
            drops++;
            if (entries.Remove(owner, out var entry))
                Wipe(entry);
        }
    }

    /// <summary>Wipes every key.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            drops++;
            foreach (var entry in entries.Values)
                Wipe(entry);

            entries.Clear();
        }
    }

    // A sweep early, so that a key nobody asks for again is gone in time as well.
    private bool IsOld(Entry entry) => clock.GetElapsedTime(entry.Since) >= Life - Sweep;

    private void DropOld()
    {
        lock (gate)
        {
            foreach (var (owner, entry) in entries.Where(pair => IsOld(pair.Value)).ToArray())
            {
                entries.Remove(owner);
                Wipe(entry);
            }
        }
    }

    private static void Wipe(Entry entry)
    {
        foreach (var key in entry.Keys)
            CryptographicOperations.ZeroMemory(key.Key);
    }

    /// <summary>When the store was asked, and how many erasures had been felt by then.</summary>
    public readonly record struct Asked(long At, long Drops);

    private sealed record Entry(IReadOnlyList<OwnerKey> Keys, long Since);
}
