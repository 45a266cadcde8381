using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Let a colleague of the own team carry it on.</summary>
public sealed record HandOn(string To, string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Give it back to the team; of one person only, where he is named.</summary>
public sealed record ReleaseClaim(string? Of, string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Ask the sender something.</summary>
public sealed record AskSender(Guid Question, string Code, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Answer what the receiver asked.</summary>
public sealed record AnswerReceiver(Guid Question, string Answer, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Open the letter without having taken it on.</summary>
public sealed record OpenAsColleague(string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Let another team go on with it, with the rows that consent just granted; the own team closes.</summary>
public sealed record ReplaceReceiver(
    Guid Leaving, Recipient To, IReadOnlyList<Row> Granted, Guid Question, string Reason, DateTimeOffset At) : ReferralCommand(At)
{
    /// <summary>The chain agreement between the sender's organisation and the one that goes on, when there is one.</summary>
    public Limits? Limits { get; init; }
}

/// <summary>Let another team of the same organisation be the sender; the own team closes.</summary>
public sealed record ReplaceSender(Guid Leaving, Recipient To, string Reason, DateTimeOffset At) : ReferralCommand(At);

/// <summary>The chapter of receiving: who of the team carries it, what is asked back, and who goes on when a team closes.</summary>
public static partial class ReferralDecider
{
    /// <summary>Why a colleague gets it, or opens it.</summary>
    public static readonly IReadOnlyList<string> HandOnReasons = ["afwezig", "herverdeling", "op-verzoek-van-gezin", "vertrek"];

    /// <summary>Why somebody opens what a colleague has taken on.</summary>
    public static readonly IReadOnlyList<string> OpeningReasons = ["vervanging", "overleg", "spoed", "klacht"];

    /// <summary>What a receiver may ask: nothing of the family may travel before acceptance, so the words are agreed.</summary>
    public static readonly IReadOnlyList<string> QuestionCodes =
        ["past-dit-bij-ons", "is-er-haast", "loopt-er-al-hulp", "is-een-tolk-nodig", "wil-het-gezin-dit-team", "wilt-u-ons-bellen"];

    /// <summary>What a sender may answer.</summary>
    public static readonly IReadOnlyList<string> AnswerCodes = ["ja", "nee", "onbekend", "wij-bellen-u"];

    private static Decision<ReferralEvent> DecideReceiving(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        AnswerReceiver answer => AnswerBack(known, answer, sides),
        _ when !sides.Contains(Side.Receiver) => ReferralRefusals.NotYours,
        _ when Ended(known.Status) && wish is not OpenAsColleague => ReferralRefusals.NotFromHere,
        HandOn on when known.Claim?.By == on.To => [],
        HandOn on => [new ReferralHandedOn(known.Claim?.By, on.To, on.Reason, on.At)],
        ReleaseClaim release when known.Claim is null || (release.Of is { } person && known.Claim.By != person) => [],
        ReleaseClaim release => [new ClaimReleased(known.Claim.By, release.Reason, release.At)],
        AskSender ask when known.Questions.Any(q => q.Asked.Question == ask.Question) => [],
        AskSender when known.TakenOver is not null => ReferralRefusals.TakenOver,
        AskSender ask when known.Questions.Any(q => q.Asked.Code == ask.Code && q.Answer is null) => ReferralRefusals.QuestionOpen,
        AskSender ask => [new QuestionAsked(ask.Question, ask.Code, ask.At)],
        OpenAsColleague open => [new OpenedByColleague(open.By.Pseudonym, open.Reason, open.At)],
        _ => ReferralRefusals.NotFromHere,
    };

    private static Decision<ReferralEvent> AnswerBack(Known known, AnswerReceiver answer, IReadOnlyList<Side> sides) =>
        !sides.Contains(Side.Sender) ? ReferralRefusals.NotYours
        : known.Questions.Find(q => q.Asked.Question == answer.Question) is not { Asked: not null } asked ? ReferralRefusals.QuestionUnknown
        : Ended(known.Status) && asked.Answer is null ? ReferralRefusals.NotFromHere
        : asked.Answer is { } said ? said == answer.Answer ? [] : ReferralRefusals.QuestionAnswered
        : [new QuestionAnswered(answer.Question, answer.Answer, answer.At)];

    /// <summary>A team that closes hands on what is addressed to it, if the family's consent covers who goes on.</summary>
    private static Decision<ReferralEvent> Replace(Known known, ReplaceReceiver replace)
    {
        if (known.To.Team != replace.Leaving || known.SentAt is null || Ended(known.Status))
            return [];
        if (replace.To.Team == replace.Leaving || replace.To.Team == known.Draft.FromTeam || known.Passed.Contains(replace.To.Team))
            return ReferralRefusals.Circle;
        if (Within(known, replace.Limits) is [])
            return ReferralRefusals.OutsideAgreement;

        Row[] rows = [.. Granted(known, replace.Granted).Intersect(Within(known, replace.Limits))];
        return rows is []
            ? ReferralRefusals.NotCovered
            : [new ReceiverReplaced(replace.To, rows, replace.Question, replace.Reason, replace.At)];
    }

    private static Decision<ReferralEvent> Replace(Known known, ReplaceSender replace) =>
        known.Draft.FromTeam != replace.Leaving || replace.To.Team == replace.Leaving || known.TakenOver is not null ? []
        : replace.To.Organisation != known.Draft.FromOrganisation ? ReferralRefusals.OtherOrganisation
        : replace.To.Team == known.To.Team ? ReferralRefusals.Circle
        : [new SenderReplaced(replace.To.Team, replace.Reason, replace.At)];
}
