using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// What the log of a service holds of one family: the streams in which it stands, and the ids (of the family, of its referrals) under which
/// somebody may have looked at it.
/// </summary>
public sealed record FamilyTrail(IReadOnlyList<string> Streams, IReadOnlyList<Guid> Things)
{
    /// <summary>Whether an entry of these streams is about this family; streams of a team hold other families as well.</summary>
    public Func<StoredEvent, bool> IsAbout { get; init; } = _ => true;
}

/// <summary>Finds what the log of a service holds of a family.</summary>
public interface IFindsFamily
{
    /// <summary>Its streams; those that are not there are left out afterwards.</summary>
    Task<FamilyTrail> Trail(Guid family, CancellationToken ct);

    /// <summary>Types of facts that hold what a code or secret was made of: these stay closed for every auditor.</summary>
    IReadOnlySet<string> StayClosed => new HashSet<string>();
}

/// <summary>
/// Which entries of a log an auditor may read: what people of his organisations recorded or looked at in his period, and what the house did
/// by itself in streams that such a person began.
/// </summary>
public sealed class ReadableEntries(IEventLog log, Remit remit, IReadOnlySet<string> stayClosed, CancellationToken ct)
{
    private readonly Dictionary<string, Guid?> began = [];

    /// <summary>Whether he may read this one.</summary>
    public async ValueTask<bool> Opens(StoredEvent entry)
    {
        var header = EventHeader.Read(entry.Header);
        if (!remit.Covers(header.RecordedAt) || stayClosed.Contains(entry.Type))
            return false;

        var whose = header.Actor.IsHouse ? await Began(entry.Stream) : header.Actor.Organisation;
        return whose is { } organisation && remit.Organisations.Contains(organisation);
    }

    /// <summary>Whether sealed content goes along, as ciphertext: that of his organisations.</summary>
    public bool Carries(Vault.SealedPayload payload) =>
        remit.Organisations.Any(one => payload.Owner.Name.EndsWith($"/{one:N}", StringComparison.Ordinal));

    private async Task<Guid?> Began(string stream)
    {
        if (began.TryGetValue(stream, out var known))
            return known;

        await foreach (var entry in log.Read(stream, 0, ct))
        {
            if (EventHeader.Read(entry.Header).Actor is { IsHouse: false } person)
                return began[stream] = person.Organisation;
        }

        return began[stream] = null;
    }
}
