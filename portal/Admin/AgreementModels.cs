namespace WarmHandover.Portal.Admin;

/// <summary>What partners agreed, in the list: how it stands, when it changes, and whether a proposal waits for a second person.</summary>
public sealed record AgreementListed(
    Guid Agreement, string State, int Version, AgreementEntry Entry, bool ReviewOverdue, DateOnly? ChangesOn, bool Waits);

/// <summary>An agreement's contents.</summary>
public sealed record AgreementEntry(
    string Name, Guid[] Organisations, string[] Purposes, string[] Categories, int? AnswerWorkingDays, int? ContactWorkingDays,
    int? FeedbackWeeks, DateOnly From, DateOnly ReviewOn);

/// <summary>A proposal about an agreement; without an entry it is to end.</summary>
public sealed record AgreementChangeSeen(
    Guid Change, string State, int? Version, DateOnly From, string Reason, AgreementEntry? Entry, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? RefusedFor) : IProposal;

/// <summary>An agreement with its proposals, the newest first, and what holds on the first day on which it can change.</summary>
public sealed record AgreementSeen(
    AgreementListed Listed, DateOnly FirstDay, AgreementEntry? Next, string[] Reasons, string[] RefusedFor, AgreementChangeSeen[] Changes);

/// <summary>What an agreement was and becomes, and what that touches.</summary>
public sealed record AgreementPreview(DateOnly From, AgreementEntry? Before, AgreementEntry? After, Touched[]? Touches);
