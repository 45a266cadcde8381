using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Send it, with the rows that consent just granted.</summary>
public sealed record SendReferral(IReadOnlyList<Row> Granted, Guid Question, Person By, DateTimeOffset At) : ByPerson(By, At)
{
    /// <summary>The chain agreement between both organisations, when there is one.</summary>
    public Limits? Limits { get; init; }

    /// <summary>Whether the team takes referrals now; the door asks the directory.</summary>
    public bool Reachable { get; init; } = true;
}

/// <summary>Write about a row that has not left yet, while the rest is on its way.</summary>
public sealed record AddSection(Section Section, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Let rows follow that consent just granted.</summary>
public sealed record AddRows(IReadOnlyList<Row> Granted, Guid Question, Person By, DateTimeOffset At) : ByPerson(By, At)
{
    /// <summary>The chain agreement between both organisations, when there is one.</summary>
    public Limits? Limits { get; init; }
}

/// <summary>Record that a family member read the letter beforehand, had it read aloud, or did not want that.</summary>
public sealed record RecordReading(Guid Member, string How, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Say that another referral of the same family belongs with this one; the door brings what it found of that one.</summary>
public sealed record LinkReferral(Guid Other, Known? Found, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>The receiver wanted to send it on to a team without cover: the sender must discuss it with the family.</summary>
public sealed record AskForCover(Guid Team, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>What a partner agreement allows between two organisations, and the times agreed in it.</summary>
public sealed record Limits(Agreed Agreed, IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories);

/// <summary>The chapter of sending: what follows later, who read it first, what hangs together.</summary>
public static partial class ReferralDecider
{
    /// <summary>How the family came to know the letter.</summary>
    public static readonly IReadOnlyList<string> Readings = ["zelf-gelezen", "voorgelezen", "niet-gewenst"];

    private static Decision<ReferralEvent> DecideSending(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        AskForCover ask when !sides.Contains(Side.Receiver) || known.Owes(known.Draft.FromTeam, TaskReasons.NotCovered) => [],
        AskForCover ask => [ToSender(known, TaskReasons.NotCovered, ask.At) with { About = ask.Team }],
        _ when !sides.Contains(Side.Sender) => ReferralRefusals.NotYours,
        AddSection add when !known.Draft.Rows.Contains(add.Section.Row) => ReferralRefusals.RowNotAsked,
        AddSection add when known.Sent.Contains(add.Section.Row) || Ended(known.Status) => ReferralRefusals.LetterSent,
        AddSection add when known.Letter.Contains(add.Section) => [],
        AddSection add => [new SectionAdded(add.Section, add.At)],
        AddRows when known.SentAt is null || Ended(known.Status) => ReferralRefusals.NotFromHere,
        AddRows add => Later(known, add),
        RecordReading when known.SentAt is not null => ReferralRefusals.LetterSent,
        RecordReading when known.Letter is [] => ReferralRefusals.NothingWritten,
        RecordReading read when known.ReadBeforehand.Any(r => !known.ChangedSinceRead && r.Member == read.Member && r.How == read.How) =>
            [],
        RecordReading read => [new LetterReadBeforehand(read.Member, read.How, known.Letter.Count, read.At)],
        LinkReferral link when known.Linked.Contains(link.Other) => [],
        LinkReferral { Found: null } => ReferralRefusals.LinkUnknown,
        LinkReferral link when link.Found.Draft.Family != known.Draft.Family
            || link.Found.Draft.FromOrganisation != known.Draft.FromOrganisation => ReferralRefusals.LinkUnknown,
        LinkReferral link => [new ReferralLinked(link.Other, link.At)],
        _ => ReferralRefusals.NotFromHere,
    };

    /// <summary>Only rows that are written, have not left, and were granted just now.</summary>
    private static Decision<ReferralEvent> Later(Known known, AddRows add)
    {
        var rows = Waiting(known).Where(add.Granted.Contains).Intersect(Within(known, add.Limits)).ToArray();
        return rows is []
            ? add.Granted.Any(known.Sent.Contains) ? [] : ReferralRefusals.NothingAllowed
            : [new RowsAdded(rows, add.Question, add.At)];
    }

    /// <summary>The rows that are written and have not left.</summary>
    public static IReadOnlyList<Row> Waiting(Known known) => [.. known.Letter.Select(s => s.Row).Where(r => !known.Sent.Contains(r))];

    /// <summary>What happens to a row when the letter leaves now, in a word.</summary>
    public static string Travels(Known known, Row row, Limits? limits = null) => row switch
    {
        _ when known.Sent.Contains(row) => "verzonden",
        _ when !Within(known, limits).Contains(row) => "buiten-ketenafspraak",
        _ when known.Heard?.Closed.Contains(row) == true => "ingetrokken",
        _ when known.Letter.All(s => s.Row != row) => "geen-tekst",
        _ when known.Heard?.Allowed.Contains(row) == true => "gaat-mee",
        _ => "wacht-op-toestemming",
    };

    private static Decision<ReferralEvent> Draft(DraftReferral draft) => draft switch
    {
        _ when !draft.By.Teams.Contains(draft.FromTeam) => ReferralRefusals.NotYourTeam,
        { Need: null } => ReferralRefusals.NeedUnknown,
        { To: null } => ReferralRefusals.RecipientClosed,
        _ when draft.To.Team == draft.FromTeam => ReferralRefusals.Circle,
        { Rows: [] } => ReferralRefusals.NoRows,
        { Limits: { } limits } when !limits.Purposes.Contains(draft.Purpose)
            || draft.Rows.Any(r => !limits.Categories.Contains(r.Category)) => ReferralRefusals.OutsideAgreement,
        _ => Drafted(draft, new(
            draft.Number, draft.Family, draft.Need, draft.FromTeam, draft.FromOrganisation, draft.To, draft.Purpose, draft.Urgency,
            [.. draft.Rows.Distinct()], draft.At)
        {
            Agreed = draft.Limits?.Agreed,
            Transfer = draft.Transfer,
            Interpreter = draft.Interpreter,
            LinkedTo = draft.LinkedTo,
        }),
    };

    /// <summary>
    /// The rows that partners let each other have, of those that were asked for: a re-route takes no more along than they agreed on.
    /// </summary>
    public static IReadOnlyList<Row> Within(Known known, Limits? limits) =>
        limits is null ? known.Draft.Rows
        : limits.Purposes.Contains(known.Draft.Purpose) ? [.. known.Draft.Rows.Where(r => limits.Categories.Contains(r.Category))]
        : [];

    /// <summary>What the family had already agreed to when it was drafted makes it ready at once.</summary>
    private static Decision<ReferralEvent> Drafted(DraftReferral draft, ReferralDrafted drafted) =>
        draft.Consent is { } consent ? [drafted, .. Hear(new(drafted), consent)] : [drafted];

    private static bool SaysTheSame(ReferralDrafted said, DraftReferral draft) =>
        said with { Rows = [], At = default, Agreed = null } == new ReferralDrafted(
            draft.Number, draft.Family, draft.Need!, draft.FromTeam, draft.FromOrganisation, draft.To!, draft.Purpose, draft.Urgency, [],
            default)
        { Transfer = draft.Transfer, Interpreter = draft.Interpreter, LinkedTo = draft.LinkedTo }
        && said.Rows.ToHashSet().SetEquals(draft.Rows);
}
