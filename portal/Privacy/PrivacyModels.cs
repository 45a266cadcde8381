namespace WarmHandover.Portal.Privacy;

/// <summary>A wrong sending in the list.</summary>
public sealed record BreachListed(
    Guid Breach, Guid Referral, string Number, string Cause, Guid FromTeam, Guid Team, DateTimeOffset DiscoveredAt,
    DateTimeOffset TellAuthorityBefore, bool Late, string? Confirmed, string? Outcome);

/// <summary>The facts for the report of a wrong sending.</summary>
public sealed record BreachSeen(
    Guid Breach, Guid Referral, string Number, string CauseInWords, PersonInBreach[] People, Guid FromTeam, Guid Team,
    DateTimeOffset SentAt, DateTimeOffset DiscoveredAt, DateTimeOffset ReportedAt, string ReportedBy, DateTimeOffset ClosedAt,
    OpenedInBreach Opened, ConfirmedInBreach? Confirmed, DateTimeOffset TellAuthorityBefore, bool Late, AssessedBreach? Assessed,
    string Statement);

/// <summary>One person by number, with what of him went along.</summary>
public sealed record PersonInBreach(Guid Member, string[] Categories, bool Special);

/// <summary>How often it was opened.</summary>
public sealed record OpenedInBreach(int Letter, DateTimeOffset? First, DateTimeOffset? Last, int Previews);

/// <summary>What the receiver said it did.</summary>
public sealed record ConfirmedInBreach(string Word, DateTimeOffset At);

/// <summary>How it was judged.</summary>
public sealed record AssessedBreach(string Outcome, bool PeopleTold, string Reason, DateTimeOffset At);

/// <summary>A week's list of unusual access.</summary>
public sealed record UnusualShown(
    string Service, DateOnly Week, int LinesRead, int PeopleSeen, DateTimeOffset MadeAt, UnusualLine[] Lines);

/// <summary>One line of it.</summary>
public sealed record UnusualLine(
    int Line, string Kind, string Sentence, string Who, int Count, Guid[] About, DateTimeOffset First, DateTimeOffset Last,
    string? Outcome, string? JudgedBy);

/// <summary>Break-glass of the own organisation.</summary>
public sealed record EmergencyListed(
    Guid Emergency, Guid Family, Guid Team, string By, string Urgency, int Minutes, DateTimeOffset AskedAt, DateTimeOffset? OpenUntil,
    string Standing, string? Outcome);

/// <summary>A request to destroy, in the list.</summary>
public sealed record ErasureRow(
    Guid Erasure, Guid Family, Guid? Member, string Origin, string Stand, DateOnly ReceivedOn, DateOnly DecideBy, bool Near, bool Expired,
    string[] Missing, bool Overdue, DateOnly? KeysGoneOn);

/// <summary>One request to destroy.</summary>
public sealed record ErasureSeen(
    Guid Erasure, Guid Family, Guid? Member, string Origin, string Stand, Guid[] AskedBy, string? Identified, DateOnly ReceivedOn,
    DateOnly DecideBy, bool PutOff, string? GrantedBy, string? ConfirmedBy, string? Reason, string? Words, string? Explanation,
    string[] Missing, bool Overdue);

/// <summary>What was made, with the number for the card.</summary>
public sealed record ErasureMade(Guid Erasure, DateOnly DecideBy, string Number, string Card);

/// <summary>The proof that all of it was destroyed.</summary>
public sealed record ErasureCertificate(
    Guid Certificate, string Scope, DateOnly ReceivedOn, DateOnly GrantedOn, DateOnly DoneOn, ServiceDone[] Services, DateOnly KeysGoneOn,
    string Text);

/// <summary>When one service destroyed what it had.</summary>
public sealed record ServiceDone(string Service, DateTimeOffset At);

/// <summary>The closed lists for requests.</summary>
public sealed record ErasureLists(CodeItems Reasons, CodeItems Delays, CodeItems Identifications);

/// <summary>A list of codes.</summary>
public sealed record CodeItems(CodeItem[] Items);

/// <summary>A code, its words, and the law it rests on.</summary>
public sealed record CodeItem(string Code, string Label, string? Law);
