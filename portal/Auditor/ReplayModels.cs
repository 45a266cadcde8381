using System.Text.Json.Serialization;

namespace WarmHandover.Portal.Auditor;

internal sealed record Assignment(
    [property: JsonPropertyName("assignment")] Guid Id, DateOnly From, DateOnly Until, string Purpose, DateOnly EndsOn,
    IReadOnlyList<AssignedOrganisation> Organisations)
{
    public bool Open => Organisations.Any(o => o.Standing is "open");
}

internal sealed record AssignedOrganisation(Guid Organisation, string Standing);

/// <summary>A kind of data about one person.</summary>
public sealed record DataRow(Guid Subject, string Category);

/// <summary>Who did something, as far as the assignment lets an auditor know.</summary>
public sealed record By(string? Person, string Role, Guid Organisation);

internal sealed record History(Guid Family, DateTimeOffset Known, int StepsKnown, IReadOnlyList<HistoryStep> Steps, Guid[] AlsoUnder);

internal sealed record HistoryStep(
    long Version, DateTimeOffset RecordedAt, string Hash, string? What, string? Kind, By? By, DateTimeOffset? At, string? Rule,
    string? TextVersion, Guid? Signatory, Guid? Team, string? Purpose, string? Reason, IReadOnlyList<DataRow> Rows);

internal sealed record Stood(long Step, DateTimeOffset At, DateTimeOffset Known, IReadOnlyList<StoodFor> Recipients);

internal sealed record StoodFor(Guid Team, Guid Organisation, string Purpose, string? Meeting, IReadOnlyList<StoodRow> Rows);

internal sealed record StoodRow(RowThen Row, int ConsentVersion, string? Ground);

internal sealed record RowThen(DataRow Row, string Standing, string? Rule, IReadOnlyList<Says> Signatories);

internal sealed record Says(Guid Member, [property: JsonPropertyName("says")] string Word, string? Why);

internal sealed record Sharings(DateTimeOffset Now, IReadOnlyList<Sharing> Disclosures);

/// <summary>One sending, opening or telling, with what each row rested on.</summary>
public sealed record Sharing(
    long Step, string What, bool ThroughThisSoftware, DateTimeOffset At, By By, Guid Team, Guid Organisation, string Purpose,
    IReadOnlyList<SharedRow> Rows);

/// <summary>One row of a sharing.</summary>
public sealed record SharedRow(DataRow Row, string RestsOn, Guid? Id, int Version, bool AllowedNow, string? TextVersion, string? Rule);

internal sealed record WhoCould(
    IReadOnlyList<CouldSee> Could, IReadOnlyList<Sharing> Did, IReadOnlyList<Guid> RecordedBy, string Remark, Guid[] AlsoUnder);

internal sealed record CouldSee(
    Guid Team, Guid Organisation, string Purpose, DataRow Row, IReadOnlyList<Stretch> Stretches, bool Looked, string? Meeting);

internal sealed record Stretch(DateTimeOffset From, DateTimeOffset? Until, int Version, string? Ground);

internal sealed record Absence(
    bool Absent, string Statement, int Found, IReadOnlyList<long> FoundInSteps, AbsenceProof Proof, Guid[] AlsoUnder);

internal sealed record AbsenceProof(
    string Stream, int Steps, string FirstHash, string LastHash, DateTimeOffset LastRecordedAt, string HowToCheck);

internal sealed record RulesNow(int Different, IReadOnlyList<RowRuled> Rows);

internal sealed record RowRuled(Guid Team, string Purpose, DataRow Row, Ruled Then, Ruled Now, bool Different);

internal sealed record Ruled(string RuleSet, string Standing, string? Obstacle);
