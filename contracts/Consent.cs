namespace WarmHandover.Contracts.Consent;

/// <summary>
/// How every request of one family stands after an answer, a withdrawal or another change. The whole state, so that the newest one wins.
/// </summary>
public sealed record ConsentStands(string Stream, long Version, Guid Family, IReadOnlyList<RequestStands> Requests) : IAnnouncement;

/// <summary>One request: for whom, for what, which rows are allowed now, which were withdrawn. Not who answered what.</summary>
public sealed record RequestStands(
    Guid Request, Guid AskedByOrganisation, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose,
    IReadOnlyList<Row> Allowed, IReadOnlyList<Row> Withdrawn, DateOnly Until);

/// <summary>
/// The one question that needs an answer now: may this person see, send or open these rows? Dropped unanswered when past <see
/// cref="ExpiresAt"/>
/// (decision 17). The same <see cref="Question"/> again returns the recorded answer.
/// </summary>
public sealed record MayBeSeen(Guid Question, DateTimeOffset ExpiresAt, AskedBy By, string Action, IReadOnlyList<FamilyQuestion> Families);

/// <summary>Who asks, as the asking service validated the token. <see cref="Person"/> is a pseudonym.</summary>
public sealed record AskedBy(string Service, string Person, string Role, Guid Team, Guid Organisation);

/// <summary>Rows of one family, to be seen by (or sent to) a team for a purpose.</summary>
public sealed record FamilyQuestion(Guid Family, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, IReadOnlyList<Row> Rows);

/// <summary>The answer, recorded in each family's stream before it was given.</summary>
public sealed record SeenAnswer(Guid Question, IReadOnlyList<FamilyAnswer> Families);

/// <summary>What is granted and what is withheld of one family.</summary>
public sealed record FamilyAnswer(Guid Family, IReadOnlyList<GrantedRow> Granted, IReadOnlyList<WithheldRow> Withheld);

/// <summary>A row with the consent it rests on: request id and version of the answers.</summary>
public sealed record GrantedRow(Row Row, Guid Request, int ConsentVersion);

/// <summary>A row that stays closed, with a stable code that says no more than the asker may know.</summary>
public sealed record WithheldRow(Row Row, string Code);
