using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>What somebody wants of a referral. Everything from outside (clock, token, directory, consent's answer) is in it.</summary>
public abstract record ReferralCommand(DateTimeOffset At)
{
    /// <summary>How terms are counted; the door brings what was decreed and chosen since.</summary>
    public TermRules Rules { get; init; } = TermRules.Standard;
}

/// <summary>Something a person wants.</summary>
public abstract record ByPerson(Person By, DateTimeOffset At) : ReferralCommand(At);

/// <summary>Who acts: a pseudonym, and the teams he works for.</summary>
public sealed record Person(string Pseudonym, IReadOnlySet<Guid> Teams);

/// <summary>Begin a referral. The door brings what the case and the directory know; null is unknown.</summary>
public sealed record DraftReferral(
    string Number, Guid Family, ReferredNeed? Need, Guid FromTeam, Guid FromOrganisation, Recipient? To, string Purpose, string Urgency,
    IReadOnlyList<Row> Rows, HearRows? Consent, Person By, DateTimeOffset At) : ByPerson(By, At)
{
    /// <summary>The chain agreement between both organisations, when there is one.</summary>
    public Limits? Limits { get; init; }

    /// <summary>The receiver takes the family over as a whole.</summary>
    public bool? Transfer { get; init; }

    /// <summary>An interpreter is needed.</summary>
    public bool? Interpreter { get; init; }

    /// <summary>Another referral of the family that it belongs with.</summary>
    public Guid? LinkedTo { get; init; }
}

/// <summary>Write the letter, or write it again.</summary>
public sealed record WriteLetter(IReadOnlyList<Section> Sections, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Consent said how the family's requests stand.</summary>
public sealed record HearRows(long ConsentVersion, IReadOnlyList<Contracts.Consent.RequestStands> Requests, DateTimeOffset At)
    : ReferralCommand(At);

/// <summary>The notification lies in that team's inbox.</summary>
public sealed record MarkReceived(Guid Team, DateTimeOffset At) : ReferralCommand(At);

/// <summary>Take it on; from another member only with a reason.</summary>
public sealed record ClaimReferral(string? Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Say yes to it.</summary>
public sealed record AcceptReferral(Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Say no to it.</summary>
public sealed record DeclineReferral(string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Address it to another team, with the rows that consent just granted for that team.</summary>
public sealed record ReRouteReferral(
    Recipient? To, IReadOnlyList<Row> Granted, Guid Question, string Reason, Person By, DateTimeOffset At) : ByPerson(By, At)
{
    /// <summary>The chain agreement between the sender's organisation and the new one, when there is one.</summary>
    public Limits? Limits { get; init; }
}

/// <summary>Take it back.</summary>
public sealed record RecallReferral(string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>The family no longer wants help.</summary>
public sealed record StopReferral(string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Wait no longer for an answer.</summary>
public sealed record ExpireReferral(string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Start the help.</summary>
public sealed record StartHelp(Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Let the help wait.</summary>
public sealed record PauseHelp(string Reason, Person By, DateTimeOffset At, DateOnly? Until = null) : ByPerson(By, At);

/// <summary>Let the help go on.</summary>
public sealed record ResumeHelp(Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>End the help with an outcome.</summary>
public sealed record CompleteHelp(string Outcome, Person By, DateTimeOffset At, string? Result = null) : ByPerson(By, At);

/// <summary>Take an ended referral up again.</summary>
public sealed record ReopenReferral(string Reason, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>The law of a referral: what follows from a command in a state. The ways it may go stand in <see cref="Transitions"/>.</summary>
public static partial class ReferralDecider
{
    private const int QuickDays = 30;
    private static readonly Side[] OnTheWay = [Side.Sender, Side.Receiver];

    /// <summary>Decides one command, with the terms and tasks that follow from it.</summary>
    public static Decision<ReferralEvent> Decide(ReferralCommand command, Referral state) => WithWhatFollows(
        Answer(command, state), command, state);

    /// <summary>The answer to a command, without what follows from it.</summary>
    public static Decision<ReferralEvent> Answer(ReferralCommand command, Referral state) => (state, command) switch
    {
        (NotDrafted, DraftReferral draft) => Draft(draft),
        (Known known, DraftReferral draft) => SaysTheSame(known.Draft, draft) ? [] : ReferralRefusals.AlreadyDrafted,
        (NotDrafted, HearRows or MarkReceived or StrikeCheckBack or StrikeTerm or ReplaceReceiver or ReplaceSender or HearFamily
            or HearHelp or EraseSide) =>
            [],
        (NotDrafted, _) => Refusals.Missing,

        (Known known, HearRows hear) => Hear(known, hear),
        (Known known, MarkReceived hear) => known.To.Team == hear.Team && known.Status is (ReferralStatus.Sent or ReferralStatus.ReRouted)
            ? Move(known, [Side.House], new ReferralReceived(hear.Team, Side.House, hear.At))
            : [],
        (Known known, StrikeCheckBack strike) => Due(known, strike),
        (Known known, StrikeTerm strike) => Strike(known, strike),
        (Known known, HearFamily hear) => HearOf(known, hear),
        (Known known, HearHelp hear) => HearOf(known, hear),
        (Known known, EraseSide erase) => Erase(known, erase),
        (Known known, ReplaceReceiver replace) => Replace(known, replace),
        (Known known, ReplaceSender replace) => Replace(known, replace),
        (Known known, AssessBreach assess) => Assess(known, assess),

        (Known known, ReRouteReferral { To: not null } wish) when OnTheWay.Any(side => Again(known, ReRouted(known, wish, side))) => [],
        (Known known, ByVolunteer wish) => DecideVolunteer(known, wish),
        (Known known, AnswerOwnCheckBack wish) => Answer(known, wish),
        (Known known, ByPerson wish) when Former(known, wish.By) => ReferralRefusals.TakenOver,
        (Known known, ByPerson wish) when Sides(known, wish.By) is [] => Refusals.Missing,
        (Known known, ByPerson wish) => Decide(known, wish, Sides(known, wish.By)),
        _ => ReferralRefusals.NotFromHere,
    };

    /// <summary>
    /// On whose behalf a person may act: for the team that sends (until it transferred the family), once it left for the team it is
    /// addressed to, and for the family.
    /// </summary>
    public static IReadOnlyList<Side> Sides(Known known, Person by)
    {
        var sender = !known.SenderLeft && by.Teams.Contains(known.Draft.FromTeam);
        var receiver = known.SentAt is not null && !known.Erased.ContainsKey(Side.Receiver) && by.Teams.Contains(known.To.Team);
        return (sender, receiver) switch
        {
            (true, true) => [Side.Sender, Side.Receiver, Side.FamilyWish],
            (true, false) => [Side.Sender, Side.FamilyWish],
            (false, true) => [Side.Receiver, Side.FamilyWish],
            (false, false) => [],
        };
    }

    private static Decision<ReferralEvent> Decide(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        _ when known.Gone && IsAboutTheFuture(known, wish) => ReferralRefusals.NothingMore,
        WriteLetter write => Write(known, write, sides),
        SendReferral send => Send(known, send, sides),
        ClaimReferral claim => Claim(known, claim, sides),
        AcceptReferral accept => Arriving(known, sides, _ => new ReferralAccepted(accept.By.Pseudonym, accept.At), accept.At),
        DeclineReferral decline => Decline(known, decline, sides),
        ReRouteReferral reRoute => ReRoute(known, reRoute, sides),
        RecallReferral recall => Move(known, sides, new ReferralRecalled(recall.Reason, recall.At), recall.Reason),
        StopReferral stop => Move(known, sides, new ReferralStopped(stop.Reason, stop.At), stop.Reason),
        ExpireReferral when known.To.ActsForCollege || known.Terms.Any(t => t is { Open: true, Started.Legal: true }) =>
            ReferralRefusals.TermRuns,
        ExpireReferral expire => Move(known, sides, new ReferralExpired(expire.Reason, expire.At), expire.Reason),
        StartHelp when known.Status is ReferralStatus.OnHold => ReferralRefusals.NotFromHere,
        StartHelp start => Move(known, sides, new HelpStarted(start.At)),
        PauseHelp pause => Move(known, sides, new HelpPaused(pause.Reason, pause.At) { Until = pause.Until }, pause.Reason),
        ResumeHelp resume => known.Status is ReferralStatus.OnHold or ReferralStatus.InProgress
            ? Move(known, sides, new HelpResumed(resume.At))
            : ReferralRefusals.NotFromHere,
        CompleteHelp complete => Complete(known, complete, sides),
        ReopenReferral when known.AcceptedAt is null => ReferralRefusals.NotFromHere,
        ReopenReferral reopen => Move(known, sides, side => new ReferralReopened(reopen.Reason, side, reopen.At), reopen.Reason),
        PlanHandover or HoldHandover or MissHandover or PlanCheckBack or AnswerCheckBack => DecideTogether(known, wish, sides),
        RecordThreat or PutOffTerm => DecideTerms(known, wish, sides),
        FinishTask finish => Finish(known, finish),
        ConfirmHandover or MakeContact or SetGoal or JudgeGoal or NoteProgress or GiveFeedback or HoldFirstConversation or DecideDebtHelp
            or ReachStage => DecideHelp(known, wish, sides),
        ReportWrongSending or ConfirmDestruction => DecideBreach(known, wish, sides),
        AssignVolunteer or ReleaseVolunteer => DecideSupport(known, wish, sides),
        AddSection or AddRows or RecordReading or LinkReferral or AskForCover => DecideSending(known, wish, sides),
        HandOn or ReleaseClaim or AskSender or AnswerReceiver or OpenAsColleague => DecideReceiving(known, wish, sides),
        _ => ReferralRefusals.NotFromHere,
    };

    private static Decision<ReferralEvent> Write(Known known, WriteLetter write, IReadOnlyList<Side> sides) => known.Status switch
    {
        _ when !sides.Contains(Side.Sender) => ReferralRefusals.NotYours,
        not (ReferralStatus.Concept or ReferralStatus.Ready) => ReferralRefusals.LetterSent,
        _ when write.Sections.Any(s => !known.Draft.Rows.Contains(s.Row)) => ReferralRefusals.RowNotAsked,
        _ when write.Sections.DistinctBy(s => s.Row).Count() < write.Sections.Count => ReferralRefusals.RowTwice,
        _ when write.Sections.SequenceEqual(known.Letter) => [],
        _ => [new LetterWritten(write.Sections, write.At)],
    };

    private static Decision<ReferralEvent> Hear(Known known, HearRows hear)
    {
        if (known.Heard?.ConsentVersion >= hear.ConsentVersion)
            return [];

        var ours = hear.Requests.Where(r => r.RecipientTeam == known.To.Team && r.Purpose == known.Draft.Purpose).ToArray();
        var allowed = known.Draft.Rows.Where(row => ours.Any(r => r.Allowed.Contains(row))).ToArray();
        var closed = known.Draft.Rows.Except(allowed).Where(row => ours.Any(r => r.Withdrawn.Contains(row))).ToArray();
        return [new RowsHeard(hear.ConsentVersion, allowed, closed, hear.At)];
    }

    /// <summary>Only what consent granted just now leaves; a row that was not asked for never does.</summary>
    private static Decision<ReferralEvent> Send(Known known, SendReferral send, IReadOnlyList<Side> sides)
    {
        var within = Within(known, send.Limits);
        Row[] rows = [.. Granted(known, send.Granted).Intersect(within)];
        var decision = Move(known, sides, new ReferralSent(rows, send.Question, send.At));
        return decision.Refusal is not null || decision.ChangesNothing ? decision
            : !send.Reachable ? ReferralRefusals.RecipientClosed
            : within is [] ? ReferralRefusals.OutsideAgreement
            : rows is [] ? ReferralRefusals.NothingAllowed
            : decision;
    }

    private static Decision<ReferralEvent> Claim(Known known, ClaimReferral claim, IReadOnlyList<Side> sides) => known switch
    {
        _ when !sides.Contains(Side.Receiver) => ReferralRefusals.NotYours,
        _ when Ended(known.Status) => ReferralRefusals.NotFromHere,
        { Claim.By: var by } when by == claim.By.Pseudonym => [],
        { Claim: not null } when claim.Reason is null => ReferralRefusals.ClaimNeedsReason,
        _ => [new ReferralClaimed(claim.By.Pseudonym, claim.Reason, claim.At)],
    };

    /// <summary>A team that acts for the college owes everybody a first conversation: being full is no reason before it (D1, D4).</summary>
    private static Decision<ReferralEvent> Decline(Known known, DeclineReferral decline, IReadOnlyList<Side> sides) =>
        known.To.ActsForCollege && !known.Warm && decline.Reason == "geen-capaciteit" && sides.Contains(Side.Receiver)
            && known.Status is (ReferralStatus.Sent or ReferralStatus.ReRouted or ReferralStatus.Received)
            ? ReferralRefusals.FirstConversationOwed
            : Arriving(known, sides, side => new ReferralDeclined(decline.Reason, side, decline.At), decline.At, decline.Reason);

    /// <summary>Only to a team that consent covers, and never in a circle. Who it leaves sees nothing of it any more.</summary>
    private static Decision<ReferralEvent> ReRoute(Known known, ReRouteReferral wish, IReadOnlyList<Side> sides)
    {
        if (wish.To is null)
            return ReferralRefusals.RecipientClosed;
        if (wish.To.Team == known.To.Team || known.Passed.Contains(wish.To.Team))
            return ReferralRefusals.Circle;
        if (Within(known, wish.Limits) is [])
            return ReferralRefusals.OutsideAgreement;

        var decision = Arriving(known, sides, side => ReRouted(known, wish, side), wish.At, wish.Reason);
        return decision.Refusal is null && decision.OfType<ReferralReRouted>().Any(on => on.Rows is [])
            ? ReferralRefusals.NotCovered
            : decision;
    }

    private static ReferralReRouted ReRouted(Known known, ReRouteReferral wish, Side side) =>
        new(wish.To!, [.. Granted(known, wish.Granted).Intersect(Within(known, wish.Limits))], wish.Question, wish.Reason, side, wish.At);

    /// <summary>An outcome, with every goal judged; a quick matter is at most thirty days old and never had a goal.</summary>
    private static Decision<ReferralEvent> Complete(Known known, CompleteHelp complete, IReadOnlyList<Side> sides) => complete switch
    {
        { Outcome: "snel-afgerond" } when known.AcceptedAt is { } since && (known.Goals.Count > 0
            || Amsterdam.DateAt(complete.At) > Amsterdam.DateAt(since).AddDays(QuickDays)) => ReferralRefusals.NotQuick,
        { Result: { } result } when !HelpCodes.List.Belongs(complete.Outcome, result) => ReferralRefusals.ResultUnknown,
        _ when known.Goals.Any(g => g.Outcome is null) && !Ended(known.Status) => ReferralRefusals.GoalsOpen,
        _ => Move(known, sides, new HelpCompleted(complete.Outcome, complete.At) { Result = complete.Result }, complete.Outcome),
    };

    private static Row[] Granted(Known known, IReadOnlyList<Row> granted) => [.. known.Draft.Rows.Where(granted.Contains)];

    /// <summary>Who answers has received: from sent or re-routed the answer says both.</summary>
    private static Decision<ReferralEvent> Arriving(
        Known known, IReadOnlyList<Side> sides, Func<Side, ReferralEvent> make, DateTimeOffset at, string? reason = null)
    {
        if (known.Status is not (ReferralStatus.Sent or ReferralStatus.ReRouted) || !sides.Contains(Side.Receiver))
            return Move(known, sides, make, reason);

        var received = new ReferralReceived(known.To.Team, Side.Receiver, at);
        var answer = Move((Known)Evolve(known, received), sides, make, reason);
        return answer.Refusal is { } no ? no : [received, .. answer];
    }

    private static Decision<ReferralEvent> Move(Known known, IReadOnlyList<Side> sides, ReferralEvent fact, string? reason = null) =>
        Move(known, sides, _ => fact, reason);

    /// <summary>One move by the table. The same move by the same person again changes nothing.</summary>
    private static Decision<ReferralEvent> Move(
        Known known, IReadOnlyList<Side> sides, Func<Side, ReferralEvent> make, string? reason = null)
    {
        if (sides.Any(side => Again(known, make(side))))
            return [];

        var to = ((Known)Evolve(known, make(default))).Status;
        var (side, no) = Transitions.Table.Pass(known.Status, to, sides, reason);
        return no is null ? [make(side)] : no;
    }

    private static bool Again(Known known, ReferralEvent fact) =>
        known.Move.GetType() == fact.GetType()
        && Facts.Same(known.Move with { At = default }, fact with { At = default });

    private static bool Ended(ReferralStatus status) => status is ReferralStatus.Completed or ReferralStatus.Declined
        or ReferralStatus.Recalled or ReferralStatus.Stopped or ReferralStatus.Expired;
}
