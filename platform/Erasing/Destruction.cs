using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Erasing;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to the data of one erasure in one service. Ids and times only.</summary>
[JsonDerivedType(typeof(DestructionOrdered), "destruction-ordered.v1")]
[JsonDerivedType(typeof(DestructionOfRecordsOrdered), "destruction-of-records-ordered.v1")]
[JsonDerivedType(typeof(DestructionDone), "destruction-done.v1")]
public abstract record DestructionFact(DateTimeOffset At);

/// <summary>
/// What one organisation recorded of a family must become unreadable here: all of it, or (with a member) what is about that person. The
/// teams are those with which the organisation worked with the family.
/// </summary>
public sealed record DestructionOrdered(
    Guid Erasure, Guid Family, Guid Organisation, Guid? Member, IReadOnlyList<Guid> Teams, DateTimeOffset At) : DestructionFact(At)
{
    /// <summary>Under which other ids the same was recorded, in files that were joined to this one.</summary>
    public IReadOnlyList<RecordedUnder>? Also { get; init; }

    /// <summary>
    /// Only what came in until the end of this day goes, and the file stays; null: all of it. It is never stored with this fact, so that no
    /// version that does not know it could take the one for the other.
    /// </summary>
    [JsonIgnore]
    public DateOnly? ReceivedUntil { get; init; }

    /// <summary>Everything that goes: of which families, and which member of each.</summary>
    [JsonIgnore]
    public IReadOnlyList<RecordedUnder> Parts => [new(Family, Member), .. Also ?? []];
}

/// <summary>
/// The records that one organisation received of a family until the end of a day must become unreadable here; the rest of the file stays.
/// </summary>
public sealed record DestructionOfRecordsOrdered(
    Guid Erasure, Guid Family, Guid Organisation, DateOnly ReceivedUntil, IReadOnlyList<Guid> Teams, DateTimeOffset At)
    : DestructionFact(At)
{
    /// <summary>Under which other ids the same was recorded, in files that were joined to this one.</summary>
    public IReadOnlyList<RecordedUnder>? Also { get; init; }

    internal DestructionOrdered Order => new(Erasure, Family, Organisation, Member: null, Teams, At)
    {
        Also = Also,
        ReceivedUntil = ReceivedUntil,
    };

    internal static DestructionFact Of(DestructionOrdered order) => order.ReceivedUntil is { } until
        ? new DestructionOfRecordsOrdered(order.Erasure, order.Family, order.Organisation, until, order.Teams, order.At)
        {
            Also = order.Also,
        }
        : order;
}

/// <summary>Keys, payloads, terms of the search index and whatever this service kept beside them are gone.</summary>
public sealed record DestructionDone(DateTimeOffset At) : DestructionFact(At);

/// <summary>A step of a destruction.</summary>
public abstract record DestructionCommand(DateTimeOffset At);

/// <summary>Take the order.</summary>
public sealed record OrderDestruction(DestructionOrdered Order) : DestructionCommand(Order.At);

/// <summary>Everything was destroyed.</summary>
public sealed record FinishDestruction(DateTimeOffset At) : DestructionCommand(At);

/// <summary>One erasure as one service carries it out.</summary>
public sealed record Destruction(DestructionOrdered? Ordered, DestructionDone? Done)
{
    /// <summary>The streams of one service; the id is the erasure's.</summary>
    public static StreamKind<Destruction, DestructionCommand, DestructionFact> Streams(string service) =>
        new(service, "destruction", new(null, null), Decide, Evolve);

    private static Decision<DestructionFact> Decide(DestructionCommand command, Destruction state) => (command, state) switch
    {
        (OrderDestruction c, { Ordered: null }) => [DestructionOfRecordsOrdered.Of(c.Order)],
        (OrderDestruction, _) => [],
        (FinishDestruction c, { Ordered: not null, Done: null }) => [new DestructionDone(c.At)],
        (FinishDestruction, _) => [],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    private static Destruction Evolve(Destruction state, DestructionFact fact) => fact switch
    {
        DestructionOrdered f => state with { Ordered = f },
        DestructionOfRecordsOrdered f => state with { Ordered = f.Order },
        DestructionDone f => state with { Done = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };
}
