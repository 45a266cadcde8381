using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Agree when to sit down together.</summary>
public sealed record PlanHandover(
    Guid Conversation, DateTimeOffset PlannedAt, Person By, DateTimeOffset At, Meeting? Meeting = null) : ByPerson(By, At);

/// <summary>Record that it was held, and who was there.</summary>
public sealed record HoldHandover(
    Guid Conversation, DateTimeOffset HeldAt, IReadOnlyList<Guid> Members, IReadOnlyList<string> Professionals, Person By,
    DateTimeOffset At, string? Form = null, bool PeerExpert = false, Guid? PeerAgreedBy = null)
    : ByPerson(By, At);

/// <summary>Record that it did not take place.</summary>
public sealed record MissHandover(
    Guid Conversation, string Reason, Person By, DateTimeOffset At, DateOnly? NextOn = null) : ByPerson(By, At);

/// <summary>Agree when somebody of a team asks whether it helped.</summary>
public sealed record PlanCheckBack(
    Guid CheckBack, DateOnly DueOn, Guid Team, Guid Organisation, Person By, DateTimeOffset At, string? How = null) : ByPerson(By, At);

/// <summary>The clock says that the day to ask may have come.</summary>
public sealed record StrikeCheckBack(Guid CheckBack, DateTimeOffset At) : ReferralCommand(At);

/// <summary>Record what the family said.</summary>
public sealed record AnswerCheckBack(
    Guid CheckBack, int Score, string Code, PayloadRef? Words, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>The chapter of sitting down together and of asking later whether it helped.</summary>
public static partial class ReferralDecider
{
    /// <summary>The local time at which a check-back becomes due.</summary>
    private static readonly TimeOnly Morning = new(8, 0);

    /// <summary>The forms of sitting down together: with three, brought there in person, or two professionals with the family.</summary>
    public static readonly IReadOnlyList<string> Forms = ["driegesprek", "toeleiden", "duo-consult"];

    /// <summary>Where or how.</summary>
    public static readonly IReadOnlyList<string> Places = ["thuis", "bij-verwijzer", "bij-ontvanger", "telefoon", "beeldbellen", "elders"];

    /// <summary>How the family is asked later.</summary>
    public static readonly IReadOnlyList<string> Ways = ["telefoon", "bezoek", "eigen-ingang"];

    /// <summary>Whether it helped.</summary>
    public static readonly IReadOnlyList<string> HelpedCodes = ["geholpen", "deels-geholpen", "niet-geholpen", "niet-bereikt"];

    /// <summary>The instant at which a check-back is due: 08:00 in Amsterdam.</summary>
    public static DateTimeOffset DueAt(DateOnly day) => Amsterdam.At(day, Morning);

    private static Decision<ReferralEvent> DecideTogether(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        PlanHandover plan => plan.PlannedAt <= plan.At
            ? ReferralRefusals.InThePast
            : Move(known, sides, side => new HandoverPlanned(plan.Conversation, plan.PlannedAt, side, plan.At) { Meeting = plan.Meeting }),
        HoldHandover hold => Hold(known, hold, sides),
        MissHandover miss when known.Move is HandoverMissed missed && missed.Conversation == miss.Conversation => [],
        MissHandover miss when known.Planned?.Conversation != miss.Conversation => ReferralRefusals.NotPlanned,
        MissHandover { NextOn: { } next } miss when next < Amsterdam.DateAt(miss.At) => ReferralRefusals.InThePast,
        MissHandover miss => Move(
            known, sides, side => new HandoverMissed(miss.Conversation, miss.Reason, side, miss.At) { NextOn = miss.NextOn }, miss.Reason),
        PlanCheckBack plan => Plan(known, plan),
        AnswerCheckBack answer => Answer(known, answer),
        _ => ReferralRefusals.NotFromHere,
    };

    /// <summary>Warm is: held, with the family and professionals there. Nobody can have sat down tomorrow.</summary>
    private static Decision<ReferralEvent> Hold(Known known, HoldHandover hold, IReadOnlyList<Side> sides) => known switch
    {
        { Held: { } held } when held.Conversation == hold.Conversation && known.Planned is null =>
            SaysTheSame(held, hold) ? [] : ReferralRefusals.AlreadyHeld,
        _ when known.Planned?.Conversation != hold.Conversation => ReferralRefusals.NotPlanned,
        _ when hold.HeldAt > hold.At => ReferralRefusals.InTheFuture,
        _ when hold.Members is [] || hold.Professionals is [] => ReferralRefusals.NobodyThere,
        _ when hold.PeerExpert && (hold.PeerAgreedBy is null || !hold.Members.Contains(hold.PeerAgreedBy.Value)) =>
            ReferralRefusals.PeerNeedsYes,
        _ when !hold.PeerExpert && hold.PeerAgreedBy is not null => ReferralRefusals.PeerNeedsYes,
        _ => Move(
            known, sides,
            side => new HandoverHeld(hold.Conversation, hold.HeldAt, hold.Members, hold.Professionals, side, hold.At)
            {
                Form = hold.Form ?? known.Planned?.Meeting?.Form,
                PeerAgreedBy = hold.PeerAgreedBy,
            }),
    };

    private static bool SaysTheSame(HandoverHeld held, HoldHandover hold) => held.HeldAt == hold.HeldAt
        && held.Members.ToHashSet().SetEquals(hold.Members) && held.Professionals.ToHashSet().SetEquals(hold.Professionals);

    private static Decision<ReferralEvent> Plan(Known known, PlanCheckBack plan) => plan switch
    {
        _ when known.CheckBacks.TryGetValue(plan.CheckBack, out var there) =>
            there.Planned.DueOn == plan.DueOn && there.Planned.Team == plan.Team ? [] : ReferralRefusals.CheckBackKnown,
        _ when known.AcceptedAt is null => ReferralRefusals.NotFromHere,
        _ when !plan.By.Teams.Contains(plan.Team) => ReferralRefusals.NotYourTeam,
        _ when plan.DueOn < Amsterdam.DateAt(plan.At) || plan.DueOn > Amsterdam.DateAt(plan.At).AddYears(2) =>
            ReferralRefusals.CheckBackDate,
        { How: OwnWay } when !CanComeIn(known.Draft.Need.Band) => ReferralRefusals.NoOwnWay,
        _ => [new CheckBackPlanned(plan.CheckBack, plan.DueOn, plan.Team, plan.Organisation, plan.At) { How = plan.How }],
    };

    private static Decision<ReferralEvent> Due(Known known, StrikeCheckBack strike) =>
        known.CheckBacks.TryGetValue(strike.CheckBack, out var there) && there is { Due: false, Answer: null }
            && strike.At >= DueAt(there.Planned.DueOn)
            ? [new CheckBackDue(strike.CheckBack, strike.At)]
            : [];

    private static Decision<ReferralEvent> Answer(Known known, AnswerCheckBack answer) =>
        !known.CheckBacks.TryGetValue(answer.CheckBack, out var there) ? Refusals.Missing
        : !answer.By.Teams.Contains(there.Planned.Team) ? ReferralRefusals.NotYourTeam
        : answer.Score is < 1 or > 5 || !HelpedCodes.Contains(answer.Code) ? ReferralRefusals.AnswerUnknown
        : there.Answer is { } said ? said with { At = answer.At } == Answered(answer) ? [] : ReferralRefusals.CheckBackAnswered
        : [Answered(answer)];

    private static CheckBackAnswered Answered(AnswerCheckBack answer) =>
        new(answer.CheckBack, answer.Score, answer.Code, answer.Words, answer.At);
}
