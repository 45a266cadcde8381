using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals;

/// <summary>
/// A member of the family who looks: himself, the rows that consent shows him with the team they are shown for, and since when it stands
/// still for him. A row about a child is among them only while he decides about it.
/// </summary>
public sealed record Viewer(Guid Member, IReadOnlyList<RowShown> Shown, DateTimeOffset? StillSince = null)
{
    /// <summary>The rows of his that a referral took to the team where it is, as far as he was to see them at an instant.</summary>
    public Row[] Along(Referral.Known? known, DateTimeOffset at) => known is null ? [] : [.. known.Sent.Where(row => Shown.Any(s =>
        s.Row == row && (s.Team ?? known.To.Team, s.Organisation) == (known.To.Team, known.To.Organisation)
        && (s.LastDay is not { } last || Amsterdam.DateAt(at) <= last)))];

    /// <summary>Whether he decides about this row now, for whichever team.</summary>
    public bool Decides(Row row) => Shown.Any(s => s.Row == row && s.LastDay is null);

    /// <summary>Whether he decides about rows of this person now: himself, or a child.</summary>
    public bool DecidesFor(Guid subject) => Shown.Any(s => s.Row.Subject == subject && s.LastDay is null);
}
