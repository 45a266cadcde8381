using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// Rows are shared without consent, on a ground of the matrix (with its version): to whom, until which last day, why (sealed; codes beside
/// it), who was consulted, whether the family was told, and who decided (a pseudonym).
/// </summary>
public sealed record GroundInvoked(
    Guid Ground, string Code, int Version, Guid ByOrganisation, Guid ByTeam, string? SenderKind, string By, Guid RecipientTeam,
    Guid RecipientOrganisation, string RecipientKind, string Purpose, IReadOnlyList<Row> Rows, DateOnly From, DateOnly Until,
    PayloadRef Motivation, bool NecessityMotivated, string Consulted, bool Told, string? NotTold, string Seriousness, CourtOrder? Order,
    string? Second, DateOnly? ReviewBy, DateTimeOffset At) : ConsentFact(At)
{
    /// <summary>The track of the reporting code that it follows from; null where the ground asks none.</summary>
    public Guid? Track { get; init; }
}

/// <summary>The court's order: about which child, naming which organisation, from and until (the last day) when.</summary>
public sealed record CourtOrder(Guid Child, Guid Organisation, DateOnly From, DateOnly Until);

/// <summary>A second person carries the ground as well.</summary>
public sealed record GroundConfirmed(Guid Ground, string By, DateTimeOffset At) : ConsentFact(At);

/// <summary>The ground ended before its last day.</summary>
public sealed record GroundEnded(Guid Ground, string Reason, string By, DateTimeOffset At) : ConsentFact(At);

// State.

/// <summary>A ground with what became of it.</summary>
public sealed record Ground(GroundInvoked Invoked, GroundConfirmed? Confirmed, GroundEnded? Ended)
{
    /// <summary>Whether it opens its rows at an instant: in its term, carried by as many people as it must be, and not ended.</summary>
    public bool InForce(DateTimeOffset at) =>
        Began(at) && Amsterdam.DateAt(at) is var on && Invoked.From <= on && on <= Invoked.Until
        && (Ended is null || at < Ended.At)
        && (Invoked.ReviewBy is not { } review || on <= review || Confirmed?.At <= at);

    /// <summary>Whether it has come into force by an instant: what waits for a second person has not.</summary>
    public bool Began(DateTimeOffset at) =>
        Invoked.At <= at && (Invoked.Second != GroundMatrix.Confirmed || Confirmed?.At <= at);

    /// <summary>Whether it is about a row for this recipient and purpose (any purpose when none is named).</summary>
    public bool IsFor(Row row, Guid team, Guid organisation, string? purpose) =>
        (Invoked.RecipientTeam, Invoked.RecipientOrganisation) == (team, organisation)
        && (purpose is null || Invoked.Purpose == purpose) && Invoked.Rows.Contains(row);

    /// <summary>Whether the family may see it: not where telling is dangerous.</summary>
    public bool MayBeTold => Invoked.NotTold != GroundMatrix.Dangerous;
}
