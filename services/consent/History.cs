using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Consents;

/// <summary>One stored fact of a family with what the chain says of it.</summary>
public sealed record Step(EventHeader Header, ConsentFact Fact, byte[] Hash);

/// <summary>
/// The whole stream of one family, oldest first. What was known at an instant is the fold of the facts that had been recorded by then;
/// how it stood on a day is that state judged on that day: two clocks, one replay.
/// </summary>
public sealed class History(IReadOnlyList<Step> steps)
{
    /// <summary>All steps.</summary>
    public IReadOnlyList<Step> Steps => steps;

    /// <summary>The state as known now.</summary>
    public Consent Now { get; } = Fold(steps.Select(s => s.Fact));

    /// <summary>The other numbers of this family, since files were joined: what is asked of one is not asked of the others.</summary>
    public IReadOnlyList<Guid> AlsoUnder => [.. Now.Twins.Select(twin => twin.With).Distinct()];

    /// <summary>The history as it was known at an instant: a prefix, because recorded times never run backwards in a stream.</summary>
    public History KnownAt(DateTimeOffset known) => new([.. steps.TakeWhile(s => s.Header.RecordedAt <= known)]);

    /// <summary>Reads a family's stream.</summary>
    public static async Task<History> Read(IEventLog log, Guid family, CancellationToken ct)
    {
        var steps = new List<Step>();
        await foreach (var stored in log.Read(ConsentHandler.Consents.Stream(family), 0, ct))
            steps.Add(new(EventHeader.Read(stored.Header), Facts.Read<ConsentFact>(stored.Type, stored.Data), stored.Hash));

        return new(steps);
    }

    /// <summary>What facts add up to.</summary>
    public static Consent Fold(IEnumerable<ConsentFact> facts) => facts.Aggregate(Consent.Initial, Consent.Evolve);
}
