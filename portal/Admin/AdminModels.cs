namespace WarmHandover.Portal.Admin;

/// <summary>An organisation that takes part.</summary>
public sealed record OrganisationListed(Guid Organisation, string Name, string Kind);

/// <summary>A team, whether it is open, and whether it can be reached now.</summary>
public sealed record TeamListed(TeamSeen Entry, bool Open, bool Reachable);

/// <summary>How a team stands in the directory.</summary>
public sealed record TeamSeen(
    Guid Team, Guid Organisation, string OrganisationKind, string Name, string[] Areas, bool ActsForCollege, string? Phone);

/// <summary>What points to a team.</summary>
public sealed record TeamLoad(int Received, int Sent, ClaimCount[] Claims);

/// <summary>How many referrals somebody took on.</summary>
public sealed record ClaimCount(string Person, int Count);

/// <summary>Referrals that are the team's again.</summary>
public sealed record TakenBack(string[] Numbers);

/// <summary>Referrals that another team goes on with.</summary>
public sealed record HandedOn(string[] Received, string[] Sent);

/// <summary>How terms are counted.</summary>
public sealed record TermRules(
    int Version, TermSeen[] Terms, CodeNamed[] Threats, Dictionary<DateOnly, string> Decreed,
    Dictionary<string, MunicipalChoice> Municipal);

/// <summary>A kind of term.</summary>
public sealed record TermSeen(
    string Kind, bool Legal, string Basis, int? Weeks, int? WorkingDays, int WarnDays, string OwedBy, string Name);

/// <summary>A code with its name.</summary>
public sealed record CodeNamed(string Code, string Name);

/// <summary>What a municipality chose.</summary>
public sealed record MunicipalChoice(CodeNamed[] Threats, int? DecisionWeeks);

/// <summary>A webhook of the own organisation.</summary>
public sealed record WebhookSeen(
    Guid Subscription, Guid Organisation, string[] Types, Guid[] Teams, string KeyId, string? Paused, bool Ended, DateTimeOffset At);

/// <summary>A delivery with its last answer.</summary>
public sealed record DeliverySeen(
    Guid Delivery, string Type, string Answer, bool Delivered, int Tries, int Milliseconds, DateTimeOffset? Next, DateTimeOffset At);

/// <summary>A key, shown once.</summary>
public sealed record ShownKey(Guid Subscription, string KeyId, string Secret);

/// <summary>What a target answered.</summary>
public sealed record TryShown(string Answer, bool Delivered, int Milliseconds);

/// <summary>A message that could not be brought.</summary>
public sealed record PostSeen(
    Guid Message, string Channel, string Reason, string Number, Guid? Team, string Stand, int Tries, string? Why, DateTimeOffset At);

/// <summary>Which messages there are.</summary>
public sealed record MessageBook(int Version, MessageSeen[] Messages, int Times = 0);

/// <summary>One message: for whom, how urgent, over which channels, and after how many working days again.</summary>
public sealed record MessageSeen(
    string Reason, string Text, string[] Recipients, string Urgency, string[] Channels, int[] Reminders);

/// <summary>An assignment of an auditor.</summary>
public sealed record AssignmentListed(
    Guid Assignment, string Auditor, DateOnly From, DateOnly Until, string Purpose, DateOnly EndsOn, string DraftedBy,
    Guid DraftedByOrganisation, AssignedSeen[] Organisations);

/// <summary>One organisation in it.</summary>
public sealed record AssignedSeen(Guid Organisation, string Standing);

/// <summary>The rules of consent in force.</summary>
public sealed record RulesInForce(RuleBookSeen Rules, ValiditySeen Validity);

/// <summary>The book of rules.</summary>
public sealed record RuleBookSeen(int Version, RuleChoiceSeen[] Choices, RuleSetSeen[] RuleSets, ExceptionSeen[] Exceptions);

/// <summary>Which rule set is chosen.</summary>
public sealed record RuleChoiceSeen(string[] Kinds, string[] Purposes, string RuleSet);

/// <summary>A rule set.</summary>
public sealed record RuleSetSeen(string Code, int Version, string Meaning, BandSeen[] Bands, int AskAheadDays, int LongestYears);

/// <summary>Who signs in an age band.</summary>
public sealed record BandSeen(string Band, string Words, string[] Sources);

/// <summary>A statutory exception.</summary>
public sealed record ExceptionSeen(string Code, string Meaning, string[] RuleSets);

/// <summary>How long a yes holds.</summary>
public sealed record ValiditySeen(int Version, int Months, int LongestMonths);

/// <summary>The closed lists.</summary>
public sealed record ClosedLists(CategoriesSeen Categories, PurposesSeen Purposes, GroundsSeen Grounds);

/// <summary>Kinds of data.</summary>
public sealed record CategoriesSeen(int Version, CategorySeen[] Categories);

/// <summary>A kind of data.</summary>
public sealed record CategorySeen(string Code, string Subject, bool Special, string Sentence, string? ChildSentence, string[]? Never);

/// <summary>Purposes.</summary>
public sealed record PurposesSeen(int Version, PurposeSeen[] Purposes);

/// <summary>A purpose.</summary>
public sealed record PurposeSeen(string Code, string Name, string Text, string[] Categories);

/// <summary>The ground matrix.</summary>
public sealed record GroundsSeen(int Version, GroundSeen Emergency, GroundSeen[] Grounds);

/// <summary>A ground.</summary>
public sealed record GroundSeen(
    string Code, string Name, string Plain, string[] Senders, string[] Recipients, string[] Categories, string[] IfNecessary,
    string[] Evidence, string Ends);
