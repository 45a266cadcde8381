using System.Diagnostics;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using Published = WarmHandover.Contracts.Signal;

namespace WarmHandover.Signals;

/// <summary>Something that is asked of a request about own data.</summary>
public abstract record RightCommand(DateTimeOffset At)
{
    /// <summary>The local date on which it came in.</summary>
    public DateOnly Today => Amsterdam.DateAt(At);
}

/// <summary>Something a person of an organisation wants of it; for all others it does not exist.</summary>
public abstract record RightAct(string By, Guid Organisation, DateTimeOffset At) : RightCommand(At);

/// <summary>Ask it; the door judged who may ask, on the file as it stands.</summary>
public sealed record AskRight(RightAsked Asked) : RightCommand(Asked.At);

/// <summary>Say that it takes longer.</summary>
public sealed record ExtendRight(DateOnly Until, string Reason, DateOnly ToldOn, string By, Guid Organisation, DateTimeOffset At)
    : RightAct(By, Organisation, At);

/// <summary>Say yes; the door brings which rows it is about and what the overview leaves out.</summary>
public sealed record GrantRight(
    bool PublicBody, IReadOnlyList<Row> Rows, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<Guid> Hidden, string By, Guid Organisation,
    DateTimeOffset At) : RightAct(By, Organisation, At)
{
    /// <summary>Of a rectification for which who asked named no entries: which ones are struck.</summary>
    public IReadOnlyList<Guid>? Entries { get; init; }
}

/// <summary>Say no.</summary>
public sealed record RefuseRight(
    bool PublicBody, string Reason, int ListVersion, PayloadRef Words, PayloadRef? Statement, string By, Guid Organisation,
    DateTimeOffset At) : RightAct(By, Organisation, At);

/// <summary>Take it back for who asked.</summary>
public sealed record TakeBackRight(string By, Guid Organisation, DateTimeOffset At) : RightAct(By, Organisation, At);

/// <summary>The person was told that a restriction ends.</summary>
public sealed record TellRestrictionEnds(
    DateOnly ToldOn, string Channel, DateOnly LiftsOn, string By, Guid Organisation, DateTimeOffset At) : RightAct(By, Organisation, At);

/// <summary>The file was changed.</summary>
public sealed record FinishRight(DateTimeOffset At) : RightCommand(At);

/// <summary>Consent told whom it was passed on to.</summary>
public sealed record HearRecipients(IReadOnlyList<RightRecipient> Recipients, string Source, long SourceVersion, DateTimeOffset At)
    : RightCommand(At);

/// <summary>Something may be due.</summary>
public sealed record WatchRight(DateTimeOffset At) : RightCommand(At);

/// <summary>The choices about a request about own data.</summary>
public static class RightDecider
{
    /// <summary>It is answered within a month (AVG 12(3)).</summary>
    public const int Months = 1;

    /// <summary>The most by which that is extended (AVG 12(3)).</summary>
    public const int MoreMonths = 2;

    /// <summary>A restriction ends some days after the person was told, so that he can say what he thinks of it (AVG 18(3)).</summary>
    public const int DaysBeforeLift = 7;

    /// <summary>An objection is made within six weeks (Awb 6:7), a court asked within six weeks (UAVG 35).</summary>
    public const int WeeksToObject = 6;

    /// <summary>
    /// The last day of a term of months from the day of receipt: the same day of the month or its last one, and not on a closed day
    /// (Regulation 1182/71, 3(2)(c) and 3(4)).
    /// </summary>
    public static DateOnly After(DateOnly received, int months) => LegalCalendar.Known.AfterMonths(received, months);

    /// <summary>The last day to object, or to go to court: the term begins the day after the answer was sent (Awb 6:8).</summary>
    public static DateOnly ObjectBy(DateOnly answered) => LegalCalendar.Known.AfterWeeks(answered, WeeksToObject);

    /// <summary>The one table.</summary>
    public static Decision<RightFact> Decide(RightCommand command, RightRequest state) => (command, state) switch
    {
        (AskRight c, { Asked: null }) => [c.Asked],
        (AskRight, _) => [],
        (RightAct, { Asked: null }) => Refusals.Missing,
        (RightAct c, { Asked: { } asked }) when asked.Organisation != c.Organisation => Refusals.Missing,

        (ExtendRight c, _) => Extend(c, state),
        (GrantRight, { Granted: not null }) => [],
        (GrantRight c, { Open: true }) =>
            [new RightGranted(c.Today, c.PublicBody, c.Rows, c.LeftOut, c.Hidden, c.By, c.At) { Entries = c.Entries }],
        (RefuseRight c, { Refused: { } no }) when no.Reason == c.Reason => [],
        (RefuseRight c, { Open: true }) =>
            [new RightRefused(c.Today, c.PublicBody, c.Reason, c.ListVersion, c.Words, c.Statement, c.By, c.At)],
        (TakeBackRight, { TakenBack: true }) => [],
        (TakeBackRight c, { Open: true }) => [new RightTakenBack(c.By, c.At)],
        (TellRestrictionEnds c, _) => TellEnds(c, state),
        (RightAct, _) => RightRefusals.Answered,

        (FinishRight c, { Granted: not null, CarriedOut: false }) => [new RightCarriedOut(c.At)],
        (FinishRight, _) => [],
        (HearRecipients c, { Granted: not null }) when state.Heard.GetValueOrDefault(c.Source) is var heard
            && c.SourceVersion > (heard?.SourceVersion ?? 0) && !(heard?.Recipients ?? []).SequenceEqual(c.Recipients) =>
            [new RightRecipientsHeard(c.Recipients, c.Source, c.SourceVersion, c.At)],
        (HearRecipients, _) => [],
        (WatchRight c, _) => Watch(c, state),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    /// <summary>Rows that were put right, closed or opened again are told to consent, which knows who received them (AVG 19).</summary>
    public static IEnumerable<IAnnouncement> Choose(Told<RightRequest, RightFact> told) =>
        told is { Fact: RightGranted or RestrictionLifted, After: { Asked: { } asked, Granted: { Rows: [_, ..] rows } } }
        && asked.Kind != RightKinds.Access
            ? [new Published.RowsRuled(
                told.Stream, told.Version, asked.Request, asked.Family, asked.Organisation, asked.Kind, rows,
                told.Fact is RestrictionLifted, told.Fact.At)]
            : [];

    private static Decision<RightFact> Extend(ExtendRight c, RightRequest state) => state switch
    {
        { Extended: { } said } when said.AnswerBy == c.Until => [],
        { Open: false } => RightRefusals.Answered,
        { Extended: not null } => RightRefusals.ExtendedOnce,
        { Asked: { } asked } when c.ToldOn > asked.AnswerBy || c.Today > asked.AnswerBy => RightRefusals.ToldTooLate,
        { Asked: { } asked } when c.Until <= asked.AnswerBy || c.Until > After(asked.ReceivedOn, Months + MoreMonths) =>
            RightRefusals.ExtendedTooFar,
        _ => [new RightExtended(c.Until, c.Reason, c.ToldOn, c.By, c.At)],
    };

    private static Decision<RightFact> TellEnds(TellRestrictionEnds c, RightRequest state) => state switch
    {
        { Asked.Kind: not RightKinds.Restriction } or { Granted: null } => RightRefusals.NoRestriction,
        { LiftTold: { } told } when told.LiftsOn == c.LiftsOn => [],
        { LiftTold: not null } => RightRefusals.LiftTold,
        _ when c.LiftsOn < c.ToldOn.AddDays(DaysBeforeLift) || c.LiftsOn <= c.Today => RightRefusals.LiftsTooSoon,
        _ => [new RestrictionLiftTold(c.ToldOn, c.Channel, c.LiftsOn, c.By, c.At)],
    };

    private static Decision<RightFact> Watch(WatchRight c, RightRequest state) => state.Due > c.At ? [] : state switch
    {
        { Open: true } when c.At >= Amsterdam.StartOf(state.AnswerBy.AddDays(1)) => state.Expired ? [] : [new RightTermExpired(c.At)],
        { Open: true, Neared: false } => [new RightTermNeared(c.At)],
        { LiftTold: not null, LiftedAt: null, CarriedOut: true } => [new RestrictionLifted(c.At)],
        _ => [],
    };
}

/// <summary>Refusals about requests about own data.</summary>
public static class RightRefusals
{
    /// <summary>It was answered or taken back.</summary>
    public static readonly Refusal Answered =
        new("verzoek-al-beantwoord", "Dit verzoek is al beantwoord of teruggenomen. Neem een nieuw verzoek op als dat nodig is.");

    /// <summary>The same was asked and not answered yet.</summary>
    public static readonly Refusal RunsAlready = new(
        "verzoek-loopt-al", "U vroeg dit al aan deze organisatie, en er is nog geen antwoord. Wacht het antwoord af, of neem het terug.");

    /// <summary>Nobody said which entries are wrong.</summary>
    public static readonly Refusal NoEntries = new(
        "regels-ontbreken", "Zeg welke regels niet kloppen (entries): de vrager noemde geen nummers. Zij worden doorgestreept.");

    /// <summary>It is extended once.</summary>
    public static readonly Refusal ExtendedOnce =
        new("al-verlengd", "De termijn van dit verzoek is al een keer verlengd. Vaker kan niet (AVG 12 lid 3).");

    /// <summary>After the first month nobody may extend.</summary>
    public static readonly Refusal ToldTooLate = new(
        "verlengen-te-laat",
        "Verlengen kan alleen als u het de vrager binnen de eerste maand met de reden vertelt (AVG 12 lid 3). Beantwoord het verzoek nu.");

    /// <summary>Two months more, and later than it was.</summary>
    public static readonly Refusal ExtendedTooFar = new(
        "verlengen-te-ver", "Kies een dag na de eerste termijn, en hoogstens drie maanden na ontvangst (AVG 12 lid 3).");

    /// <summary>There is no restriction to end.</summary>
    public static readonly Refusal NoRestriction =
        new("geen-beperking", "Er geldt geen beperking door dit verzoek. Alleen een toegewezen beperking kan worden opgeheven.");

    /// <summary>The end was told already.</summary>
    public static readonly Refusal LiftTold = new("opheffing-al-aangekondigd", "Het einde van deze beperking is al aangekondigd.");

    /// <summary>First the person hears it, then it ends.</summary>
    public static readonly Refusal LiftsTooSoon = new(
        "opheffing-te-snel",
        "De betrokkene hoort het eerst (AVG 18 lid 3). Kies een dag die minstens zeven dagen later is dan de dag waarop hij het hoorde.");

    /// <summary>Others decide about this.</summary>
    public static readonly Refusal MayNotAsk = new(
        "vrager-niet-bevoegd",
        "Wie dit vraagt, beslist hier niet over. Een volwassene vraagt voor zichzelf, een kind vanaf 12 jaar ook; onder 12 wie het gezag "
        + "heeft.");

    /// <summary>The entries are not about this person, or are not the organisation's own.</summary>
    public static readonly Refusal OtherEntries = new(
        "regel-niet-van-deze-persoon", "Een van deze regels gaat niet over deze persoon, of is niet van uw organisatie.");

    /// <summary>There is no letter before there is an answer.</summary>
    public static readonly Refusal NotAnswered =
        new("nog-geen-antwoord", "Op dit verzoek is nog geen antwoord vastgelegd. De brief is er zodra u het toewijst of afwijst.");

    /// <summary>Half an overview would be untrue.</summary>
    public static readonly Refusal PartMissing = new(
        "overzicht-onvolledig", "Een onderdeel van het huis antwoordt nu niet. Een half overzicht klopt niet: probeer het zo nog eens.",
        RefusalKind.Unanswered);

    /// <summary>It is no request to see.</summary>
    public static readonly Refusal NoOverview = new("geen-inzageverzoek", "Een overzicht hoort bij een verzoek om inzage.");
}
