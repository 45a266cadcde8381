using WarmHandover.Contracts;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Referrals;

// The words that facts of a referral are made of. They are stored with them: what stands here only grows.

/// <summary>
/// A joint conversation as it is planned: form (driegesprek, toeleiden, duo-consult), place (thuis, bij-verwijzer, bij-ontvanger, telefoon,
/// beeldbellen, elders), who of the family and which professionals, with an interpreter or not.
/// </summary>
public sealed record Meeting(
    string Form, string Place, bool Interpreter, IReadOnlyList<Guid> Members, IReadOnlyList<string> Professionals);

/// <summary>The agreement that a referral was drafted under, and the times agreed in it.</summary>
public sealed record Agreed(Guid Agreement, int Version, int? AnswerWorkingDays, int? ContactWorkingDays, int? FeedbackWeeks);

/// <summary>The need that is referred, as signal stated it: whose, in which domain, area and age band.</summary>
public sealed record ReferredNeed(Guid Id, Guid Member, string Band, string Domain, string Area)
{
    /// <summary>The day of the first signal that it goes back to; null where there was none.</summary>
    public DateOnly? SignalledOn { get; init; }
}

/// <summary>The team it goes to, as the directory knew it then.</summary>
public sealed record Recipient(Guid Team, Guid Organisation, bool ActsForCollege);

/// <summary>What the letter says in one row.</summary>
public sealed record Section(Row Row, PayloadRef Content);

/// <summary>On whose behalf a transition happens.</summary>
public enum Side
{
    Sender, Receiver, FamilyWish, House,
}

/// <summary>Where a referral stands.</summary>
public enum ReferralStatus
{
    Concept, Ready, Sent, Received, Accepted, HandoverPlanned, HandoverHeld, InProgress, OnHold, Completed, Declined, ReRouted, Recalled,
    Stopped, Expired, Reopened,
}
