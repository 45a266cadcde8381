using WarmHandover.Contracts;

namespace WarmHandover.Referrals.Features;

/// <summary>A referral in a team's list. The family's id only for who sends, or has accepted.</summary>
public sealed record ReferralListed(
    Guid Referral, string Number, string Domain, string Area, string Band, string Urgency, string Status, Guid FromTeam, Guid ToTeam,
    string? ClaimedBy, bool Warm, DateTimeOffset Since, Guid? Family);

/// <summary>All that the receiving team may know before it accepts.</summary>
public sealed record ReferralPreview(
    Guid Referral, string Number, string Status, string Domain, string Urgency, string Area, string Band, bool Interpreter,
    bool Transfer)
{
    /// <summary>Which colleague of the receiving team took it up; null while nobody did.</summary>
    public string? ClaimedBy { get; init; }
}

/// <summary>What is left for a receiver when it ended there: that it was, and how it ended.</summary>
public sealed record ReferralGone(Guid Referral, string Number, string Status);

/// <summary>A referral as sender, or as receiver after acceptance: everything but the content of the letter.</summary>
public sealed record ReferralSeen(
    Guid Referral, string Number, string Side, string Status, Guid Family, ReferredNeed Need, string Purpose, string Urgency, Guid FromTeam,
    Guid FromOrganisation, Guid ToTeam, Guid ToOrganisation, string? ClaimedBy, IReadOnlyList<Row> Sent, ConversationSeen? Planned,
    HeldSeen? Held, bool Warm, IReadOnlyList<CheckBackSeen> CheckBacks, DateTimeOffset Since, SenderSees? Sender)
{
    /// <summary>Whose it is now: the sender's until acceptance, then the receiver's. There is always one.</summary>
    public Guid Owner { get; init; }

    /// <summary>Whether the receiver takes the family over as a whole.</summary>
    public bool Transfer { get; init; }

    /// <summary>The team that leads the care around the family: with a referral always the sender's.</summary>
    public Guid Lead { get; init; }

    /// <summary>When the receiver took the family over; nothing while the sender leads.</summary>
    public DateTimeOffset? TakenOverAt { get; init; }

    /// <summary>Whether an interpreter is needed.</summary>
    public bool Interpreter { get; init; }

    /// <summary>The referrals of the same family that it belongs with; for the sender only.</summary>
    public IReadOnlyList<Guid> Linked { get; init; } = [];
}

/// <summary>What only the sender sees: the rows asked for, and how consent stands on them.</summary>
public sealed record SenderSees(IReadOnlyList<Row> Asked, IReadOnlyList<Row> Allowed, IReadOnlyList<Row> Closed,
    IReadOnlyList<Row> Written);

/// <summary>A planned conversation.</summary>
public sealed record ConversationSeen(Guid Conversation, DateTimeOffset PlannedAt);

/// <summary>A conversation that was held, and who was there.</summary>
public sealed record HeldSeen(Guid Conversation, DateTimeOffset HeldAt, IReadOnlyList<Guid> Members, IReadOnlyList<string> Professionals);

/// <summary>A check-back: its day and, once answered, for the team that asked whether it helped. Never the words.</summary>
public sealed record CheckBackSeen(Guid CheckBack, DateOnly DueOn, Guid Team, bool Due, int? Score, string? Code)
{
    /// <summary>Whether the family was asked.</summary>
    public bool Answered { get; init; }
}
