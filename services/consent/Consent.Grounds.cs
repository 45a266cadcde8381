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

    /// <summary>Under which versions of policy it was invoked; null when only what the release brings held.</summary>
    public PolicyVersions? Policy { get; init; }

    /// <summary>Break-glass: for so many minutes from the moment at which a second person agreed; null for every other ground.</summary>
    public int? Minutes { get; init; }

    /// <summary>Why it could not wait, in a code; of break-glass only.</summary>
    public string? Urgency { get; init; }
}

/// <summary>The court's order: about which child, naming which organisation, from and until (the last day) when.</summary>
public sealed record CourtOrder(Guid Child, Guid Organisation, DateOnly From, DateOnly Until);

/// <summary>A second person carries the ground as well.</summary>
public sealed record GroundConfirmed(Guid Ground, string By, DateTimeOffset At) : ConsentFact(At);

/// <summary>The ground ended before its last day.</summary>
public sealed record GroundEnded(Guid Ground, string Reason, string By, DateTimeOffset At) : ConsentFact(At);

/// <summary>Somebody who was neither of both looked afterwards whether break-glass was right.</summary>
public sealed record EmergencyReviewed(Guid Ground, string Outcome, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentFact(At);

// State.

/// <summary>A ground with what became of it.</summary>
public sealed record Ground(GroundInvoked Invoked, GroundConfirmed? Confirmed, GroundEnded? Ended)
{
    /// <summary>Whether it opens its rows at an instant: in its term, carried by as many people as it must be, and not ended.</summary>
    public bool InForce(DateTimeOffset at) =>
        Began(at) && Amsterdam.DateAt(at) is var on && Invoked.From <= on && on <= Invoked.Until
        && (Ended is null || at < Ended.At)
        && !(OverAt <= at)
        && (Invoked.ReviewBy is not { } review || on <= review || Confirmed?.At <= at);

    /// <summary>Who looked afterwards whether break-glass was right; null while nobody did.</summary>
    public EmergencyReviewed? Reviewed { get; init; }

    /// <summary>The instant at which break-glass is over; null for every other ground, and before a second person agreed.</summary>
    public DateTimeOffset? OverAt => Invoked.Minutes is { } minutes && Confirmed is { } agreed ? agreed.At.AddMinutes(minutes) : null;

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
