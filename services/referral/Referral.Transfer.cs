using System.Text.Json.Serialization;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(FamilyTakenOver), "family-taken-over.v1")]
public abstract partial record ReferralEvent;

/// <summary>
/// A transfer was completed: the receiver leads the care around the family from now on, and whoever transferred it sees no more of it. A
/// plain referral never comes to this: there the sender stays who leads.
/// </summary>
public sealed record FamilyTakenOver(Guid FromTeam, Guid FromOrganisation, Guid ToTeam, Guid ToOrganisation, DateTimeOffset At)
    : ReferralEvent(At);

/// <summary>The chapter of transfer in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>That the receiver took the family over; null for a referral, and while the sender still leads.</summary>
        public FamilyTakenOver? TakenOver { get; init; }

        /// <summary>Whether this is a transfer of the family as a whole.</summary>
        public bool Transfer => Draft.Transfer is true;

        /// <summary>The team that leads the care around the family: with a referral the sender's, always.</summary>
        public Guid Lead => TakenOver is null ? Draft.FromTeam : To.Team;
    }
}
