using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Vault;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Referrals;

/// <summary>
/// The facts of a referral from Noor's JGZ team to Ruud's debt team, each by its short name, so that a test tells a story.
/// </summary>
internal static class ReferralTale
{
    public static readonly Guid Other = Cast.Id(0x901);
    public static readonly Guid Question = Cast.Id(0x902);
    public static readonly Guid Conversation = Cast.Id(0x903);
    public static readonly Guid CheckBack = Cast.Id(0x904);
    public static readonly Guid Need = Cast.Id(0x905);

    public static readonly Row Debts = new(Samira, "schulden");
    public static readonly Row Money = new(Samira, "geldzorgen");
    public static readonly Row Health = new(Yara, "gezondheid-kind");
    public static readonly Row[] Asked = [Debts, Money];

    public static readonly Recipient ToSchuldhulp = new(SchuldhulpTeam, Schuldhulp, ActsForCollege: true);
    public static readonly Recipient ToNoord = new(WijkteamNoord, Wijkteam, ActsForCollege: false);
    public static readonly ReferredNeed NeedOfSamira = new(Need, Samira, "adult", "financien", "GM0150");

    public static readonly Person NoorOfJgz = new(Noor, new HashSet<Guid> { JgzTeam });
    public static readonly Person RuudOfSchuldhulp = new(Ruud, new HashSet<Guid> { SchuldhulpTeam });
    public static readonly Person WimOfNoord = new(Wim, new HashSet<Guid> { WijkteamNoord });

    public static readonly ReferralDrafted Drafted = new(
        "WO-TEST0001", Family, NeedOfSamira, JgzTeam, Jgz, ToSchuldhulp, "schuldhulp", "normaal", Asked, Monday);

    public static readonly ReferralDrafted DraftedToNoord = Drafted with { To = ToNoord };
    public static readonly LetterWritten Written = new([new(Debts, Ref(1)), new(Money, Ref(2))], Monday);
    public static readonly RowsHeard Heard = new(3, Asked, [], Monday);
    public static readonly ReferralSent Sent = new(Asked, Question, Monday);
    public static readonly ReferralReceived Received = new(SchuldhulpTeam, Side.House, Monday);
    public static readonly ReferralReceived ReceivedByNoord = new(WijkteamNoord, Side.House, Monday);
    public static readonly ReferralClaimed Claimed = new(Ruud, null, Monday);
    public static readonly ReferralAccepted Accepted = new(Ruud, Monday);
    public static readonly ReferralDeclined Declined = new("andere-deskundigheid", Side.Receiver, Monday);
    public static readonly ReferralReRouted ReRouted = new(ToSchuldhulp, [Debts], Question, "andere-deskundigheid", Side.Receiver, Monday);
    public static readonly ReferralRecalled Recalled = new("vergissing", Monday);
    public static readonly ReferralStopped Stopped = new("gezin-wil-geen-hulp", Monday);
    public static readonly ReferralExpired Expired = new("geen-antwoord", Monday);
    public static readonly HandoverPlanned Planned = new(Conversation, Monday.AddDays(3), Side.Receiver, Monday);
    public static readonly HandoverHeld Held = new(Conversation, Monday.AddDays(3), [Samira], [Noor, Ruud], Side.Receiver,
        Monday.AddDays(3));
    public static readonly HandoverMissed Missed = new(Conversation, "gezin-afwezig", Side.Receiver, Monday.AddDays(3));
    public static readonly HelpStarted Started = new(Monday.AddDays(4));
    public static readonly HelpPaused Paused = new("gezin-vraagt-rust", Monday.AddDays(5));
    public static readonly HelpResumed Resumed = new(Monday.AddDays(6));
    public static readonly HelpCompleted Completed = new("doel-bereikt", Monday.AddDays(40));
    public static readonly ReferralReopened Reopened = new("hulpvraag-terug", Side.Receiver, Monday.AddDays(50));
    public static readonly CheckBackPlanned CheckPlanned = new(CheckBack, new(2027, 4, 12), JgzTeam, Jgz, Monday);
    public static readonly CheckBackDue CheckDue = new(CheckBack, new(2027, 4, 12, 6, 0, 0, TimeSpan.Zero));
    public static readonly CheckBackAnswered CheckAnswered = new(CheckBack, 4, "geholpen", Ref(3), Monday.AddDays(43));

    public static readonly TermStarted Answering = new(
        "acceptatie-1", "acceptatie", Legal: false, Side.Receiver, Today, new(2027, 3, 8), new(2027, 3, 8),
        new(2027, 3, 5, 7, 0, 0, TimeSpan.Zero), 1, Monday);

    public static readonly TermStarted Talking = new(
        "eerste-gesprek-1", "eerste-gesprek", Legal: true, Side.Receiver, Today, new(2027, 3, 30), new(2027, 3, 29),
        new(2027, 3, 22, 7, 0, 0, TimeSpan.Zero), 1, Monday);

    public static readonly ThreatRecorded Threatened = new("afsluiting-gas", Side.Sender, Monday.AddDays(1));
    public static readonly TermShortened Shorter = new(
        "eerste-gesprek-1", "eerste-gesprek-dreigend", new(2027, 3, 5), new(2027, 3, 5), new(2027, 3, 4, 7, 0, 0, TimeSpan.Zero), 1,
        Monday.AddDays(1));

    public static readonly TermPutOff LaterOnWish = new("eerste-gesprek-1", new(2027, 4, 12), Side.Receiver, Monday.AddDays(2));
    public static readonly TermApproaching Near = new("acceptatie-1", Late: false, new(2027, 3, 5, 7, 0, 0, TimeSpan.Zero));
    public static readonly TermExpired Over = new("acceptatie-1", Late: false, new(2027, 3, 8, 23, 0, 0, TimeSpan.Zero));
    public static readonly TermMet Answered = new("acceptatie-1", new(2027, 3, 9), Monday.AddDays(8));
    public static readonly TermClosed Closed = new("eerste-gesprek-1", "verhuisd", Monday.AddDays(9));
    public static readonly TaskSet ToCall = new(
        "bel-het-gezin-onbeantwoord-1", "bel-het-gezin-onbeantwoord", JgzTeam, Jgz, null, Over.At);
    public static readonly TaskDone Called = new("bel-het-gezin-onbeantwoord-1", "gezin-wil-hulp", Over.At.AddHours(10));

    public static readonly SectionAdded MoreWritten = new(new(Health, Ref(4)), Monday.AddHours(1));
    public static readonly RowsAdded Followed = new([Money], Question, Monday.AddHours(2));
    public static readonly LetterReadBeforehand ReadAloud = new(Samira, "voorgelezen", 2, Monday);
    public static readonly ReferralLinked LinkedWith = new(Id(0x906), Monday);
    public static readonly ReferralHandedOn HandedOn = new(Ruud, "rian", "herverdeling", Monday.AddHours(3));
    public static readonly ClaimReleased Released = new("rian", "vertrek", Monday.AddHours(4));
    public static readonly QuestionAsked WhatAsked = new(Id(0x907), "is-er-haast", Monday.AddHours(1));
    public static readonly QuestionAnswered WhatAnswered = new(Id(0x907), "ja", Monday.AddHours(2));
    public static readonly OpenedByColleague ColleagueOpened = new("rian", "vervanging", Monday.AddHours(5));
    public static readonly ReceiverReplaced OtherReceiver = new(ToNoord, [Debts], Question, "samengevoegd", Monday.AddHours(6));
    public static readonly SenderReplaced OtherSender = new(Id(0x103), "samengevoegd", Monday.AddHours(7));

    public static readonly HandoverConfirmed ConfirmedByFamily = new(Conversation, Samira, Monday.AddDays(3));
    public static readonly ContactMade Phoned = new(new(2027, 3, 3), "telefoon", "avond", Reached: true, Monday.AddDays(2));
    public static readonly GoalSet Wish = new(Id(0x908), Samira, "financien", Ref(5), Monday.AddDays(4));
    public static readonly GoalJudged WishCameTrue = new(Id(0x908), "bereikt", Monday.AddDays(30));
    public static readonly ProgressNoted OwnNote = new(Id(0x909), Samira, Ref(0), Monday.AddDays(5));
    public static readonly FeedbackGiven Told = new(
        Id(0x90A), Samira, "terugkoppeling-status", "hulp-gestart", null, Question, Monday.AddDays(6));

    public static readonly FirstConversationHeld FirstTalk = new(new(2027, 3, 8), Application: true, 8, Monday.AddDays(7));
    public static readonly DebtHelpDecided LetIn = new(new(2027, 4, 26), "toelating", Monday.AddDays(56));
    public static readonly DebtStageReached Plan = new("plan-van-aanpak", new(2027, 4, 26), Monday.AddDays(56));

    public static readonly FamilyMoved Moved = new("GM0034", Monday.AddDays(36));
    public static readonly MemberGone Lost = new(Samira, Monday.AddDays(37));
    public static readonly CheckBackCancelled AskedNoMore = new(Cast.Id(0x90B), Monday.AddDays(37));
    public static readonly SideErased SenderGone = new(Side.Sender, Jgz, Cast.Id(0xe1), Monday.AddDays(60));
    public static readonly AcceptanceTakenBack NoMoreHelp = new(Monday.AddDays(8), Monday.AddDays(8).AddSeconds(1));
    public static readonly CheckBackPlanned OtherCheck = new(Cast.Id(0x90B), new(2027, 5, 12), JgzTeam, Jgz, Monday);

    public static readonly Row Wanted = new(Samira, "hulpvraag");
    public static readonly Row Reach = new(Samira, "bereikbaarheid");
    public static readonly Guid Vera = Cast.Id(0x90C);
    public static readonly Guid VerasWay = Cast.Id(0x90D);
    public static readonly VolunteerAssigned AskedVera = new(
        VerasWay, Vera, Ref(6), [Wanted], Monday.AddMonths(6), SchuldhulpTeam, Schuldhulp, Ruud, Monday.AddDays(8));
    public static readonly VolunteerAccepted VeraYes = new(VerasWay, Monday.AddDays(9));
    public static readonly SupportReported VeraWell = new(VerasWay, "loopt-goed", Monday.AddDays(10));
    public static readonly VolunteerWantsToStop VeraStops = new(VerasWay, "geen-tijd", AtOnce: false, Monday.AddDays(11));
    public static readonly VolunteerReleased VeraFree = new(VerasWay, "steun-klaar", Monday.AddDays(12));
    public static readonly VolunteerDeclined VeraNo = new(VerasWay, "te-ver-weg", Monday.AddDays(9));
    public static readonly FamilyTakenOver Handed = new(JgzTeam, Jgz, SchuldhulpTeam, Schuldhulp, Monday.AddDays(4));

    /// <summary>The moves alone, without the terms and tasks that follow from them.</summary>
    public static readonly Platform.Deciding.StreamKind<Referral, ReferralCommand, ReferralEvent> Moves =
        Referral.Kind with { Decide = ReferralDecider.Answer };

    public static readonly WrongSendingReported WentWrong = new(
        Id(0x90b), "verkeerd-team", Noor, Jgz, Monday.AddHours(8), SchuldhulpTeam, Schuldhulp, Asked, Monday, JgzTeam, Jgz,
        Monday.AddHours(9));

    public static readonly DestructionConfirmed Destroyed = new(
        Id(0x90b), SchuldhulpTeam, Schuldhulp, "vernietigd", Ruud, Monday.AddHours(10));

    public static readonly BreachAssessed Judged = new(
        Id(0x90b), "niet-gemeld", PeopleTold: true, "geopend-en-vernietigd", "hedda", Jgz, Monday.AddHours(11));

    /// <summary>One of each fact, in an order in which they may follow on each other.</summary>
    public static readonly ReferralEvent[] OneOfEach =
    [
        Drafted, Written, ReadAloud, LinkedWith, Heard, Sent, MoreWritten, Followed, WhatAsked, WhatAnswered, Answering, Talking,
        Threatened, Shorter, LaterOnWish, Near, Over, ToCall, Called, Answered, Closed, ToCall, Received, Claimed, HandedOn,
        Released, ColleagueOpened, Accepted, Planned, Missed, Planned, Held, ConfirmedByFamily, Phoned, Started, Wish, OwnNote, Told,
        FirstTalk, LetIn, Plan, WishCameTrue, Paused, Resumed, CheckPlanned, CheckDue, CheckAnswered, Completed, Reopened, Stopped,
        Declined, ReRouted, Recalled, Expired, OtherReceiver, OtherSender, Moved, OtherCheck, Lost, AskedNoMore, NoMoreHelp, SenderGone,
        AskedVera, VeraYes, VeraWell, VeraStops, VeraFree, VeraNo, Handed,
        WentWrong, Destroyed, Judged,
    ];

    /// <summary>The shortest stories that end in each status.</summary>
    public static readonly IReadOnlyDictionary<ReferralStatus, ReferralEvent[]> UpTo = new Dictionary<ReferralStatus, ReferralEvent[]>
    {
        [ReferralStatus.Concept] = [Drafted],
        [ReferralStatus.Ready] = [Drafted, Heard],
        [ReferralStatus.Sent] = [Drafted, Heard, Sent],
        [ReferralStatus.Received] = [Drafted, Heard, Sent, Received],
        [ReferralStatus.Accepted] = [Drafted, Heard, Sent, Received, Accepted],
        [ReferralStatus.HandoverPlanned] = [Drafted, Heard, Sent, Received, Accepted, Planned],
        [ReferralStatus.HandoverHeld] = [Drafted, Heard, Sent, Received, Accepted, Planned, Held],
        [ReferralStatus.InProgress] = [Drafted, Heard, Sent, Received, Accepted, Started],
        [ReferralStatus.OnHold] = [Drafted, Heard, Sent, Received, Accepted, Started, Paused],
        [ReferralStatus.Completed] = [Drafted, Heard, Sent, Received, Accepted, Started, Completed],
        [ReferralStatus.Declined] = [Drafted, Heard, Sent, Received, Declined],
        [ReferralStatus.ReRouted] = [DraftedToNoord, Heard, Sent, ReceivedByNoord, ReRouted],
        [ReferralStatus.Recalled] = [Drafted, Recalled],
        [ReferralStatus.Stopped] = [Drafted, Stopped],
        [ReferralStatus.Expired] = [Drafted, Heard, Sent, Expired],
        [ReferralStatus.Reopened] = [Drafted, Heard, Sent, Received, Accepted, Started, Completed, Reopened],
    };

    /// <summary>Somebody of the family, to whom consent shows the rows about himself and about these children, at whichever team.</summary>
    public static Viewer Sees(Guid member, params Guid[] children) => new(member,
    [
        .. from row in new[] { Debts, Money, Health, Wanted, Reach }
           where row.Subject == member || children.Contains(row.Subject)
           from to in new[] { ToSchuldhulp, ToNoord }
           select new RowShown(row, to.Team, to.Organisation, LastDay: null),
    ]);

    public static PayloadRef Ref(int n) => new(Cast.Id(0xA00 + n), new string((char)('a' + n), 64));

    public static RequestStands Request(Guid team, IReadOnlyList<Row> allowed, IReadOnlyList<Row> withdrawn,
        string purpose = "schuldhulp") =>
        new(Cast.Id(0x950), Jgz, team, Schuldhulp, purpose, allowed, withdrawn, Autumn);
}
