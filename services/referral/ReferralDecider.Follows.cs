using System.Globalization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Record that a task was done, and what came of it.</summary>
public sealed record FinishTask(string Task, string Outcome, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>
/// The chapter of what follows by itself: which terms start, end or are met by a fact, and who has something to do because of it.
/// </summary>
public static partial class ReferralDecider
{
    /// <summary>What came of a task; after a call the family's wish is one of the words.</summary>
    public static readonly IReadOnlyList<string> TaskOutcomes = ["gezin-wil-hulp", "gezin-wil-geen-hulp", "gezin-wil-later", "afgehandeld"];

    /// <summary>The outcome of a task that is needed no more.</summary>
    public const string Lapsed = "vervallen";

    private static Decision<ReferralEvent> WithWhatFollows(Decision<ReferralEvent> answer, ReferralCommand command, Referral state)
    {
        if (answer.Refusal is not null || answer.ChangesNothing)
            return answer;

        var (facts, before) = (answer.ToList(), state);
        for (var i = 0; i < facts.Count; i++)
        {
            var after = (Known)Evolve(before, facts[i]);
            facts.InsertRange(i + 1, [.. Follows(before as Known, after, facts[i], command.Rules)]);
            before = after;
        }

        return [.. facts];
    }

    private static IEnumerable<ReferralEvent> Follows(Known? before, Known now, ReferralEvent fact, TermRules rules)
    {
        var (at, day) = (fact.At, Amsterdam.DateAt(fact.At));
        var follows = ByItself(before, now, fact, at, day, rules);
        return
        [
            .. SupportEnds(before, now, at),
            .. now.Gone ? follows.Where(f => f is not (TaskSet or TermStarted { Kind: not Objection })) : follows,
        ];
    }

    private static IEnumerable<ReferralEvent> ByItself(
        Known? before, Known now, ReferralEvent fact, DateTimeOffset at, DateOnly day, TermRules rules) => fact switch
        {
            ReferralSent => Reached(now, at, rules),
            ReferralReRouted => [.. Reached(now, at, rules), .. Lapse(now, at, _ => true)],
            ReferralAccepted =>
            [
                .. Met(now, Acceptance, day, at),
                .. Lapse(now, at, t => t.Set.Reason is TaskReasons.NotCovered or TaskReasons.Unanswered),
                Started(now, FirstContact, day, rules, at, now.Draft.Agreed?.ContactWorkingDays),
                .. now.Transfer
                    ? (TermStarted[])[]
                    : [Started(now, Feedback, day, rules, at, now.Draft.Agreed?.FeedbackWeeks)],
            ],
            ReferralDeclined { By: Side.Receiver } => [.. Met(now, Acceptance, day, at), ToSender(now, TaskReasons.Declined, at)],
            ReferralDeclined => Met(now, Acceptance, day, at),
            ReferralRecalled recalled =>
            [
                .. Met(now, Acceptance, Code(now), at), .. Lapse(now, at, _ => true),
                .. recalled.Reason == WronglySent
                    ? [.. CloseTerms(now, WronglySent, at, t => !t.Started.Legal), ToReceiver(now, TaskReasons.Destroy, at)]
                    : (ReferralEvent[])[],
            ],
            ReferralExpired => [.. Met(now, Acceptance, Code(now), at), .. Lapse(now, at, _ => true)],
            ReferralStopped stopped =>
                [.. CloseTerms(now, stopped.Reason, at, t => t.Kind != Objection), .. Lapse(now, at, _ => true)],
            HelpCompleted completed =>
            [
                .. Met(now, Feedback, day, at),
                .. CloseTerms(now, completed.Outcome, at, t => t.Kind is not (Objection or Feedback)),
                .. Lapse(now, at, _ => true),
                .. now.CheckBacks.IsEmpty ? (TaskSet[])[ToReceiver(now, TaskReasons.PlanCheckBack, at)] : [],
            ],
            ReferralReopened => [Started(now, FirstContact, day, rules, at, now.Draft.Agreed?.ContactWorkingDays)],
            HandoverHeld or HelpStarted => [.. Met(now, FirstContact, day, at), .. TakesOver(now, at)],
            HandoverMissed { NextOn: null } => [ToReceiver(now, TaskReasons.PlanAgain, at)],
            HandoverPlanned => Lapse(now, at, t => t.Set.Reason == TaskReasons.PlanAgain),
            FamilyEvent family => AfterFamily(now, family),
            HelpEvent help => AfterHelp(now, help, rules),
            CheckBackPlanned => Lapse(now, at, t => t.Set.Reason == TaskReasons.PlanCheckBack),
            ThreatRecorded => Shortened(now, at, rules),
            TermExpired expired when expired.Term.StartsWith(Acceptance, StringComparison.Ordinal) =>
                [ToSender(now, TaskReasons.Unanswered, at)],
            RowsHeard heard => [.. CallTheFamily(before, now, heard), .. MoreAllowed(now, at)],
            RowsAdded => [.. Lapse(now, at, t => t.Set.Reason == TaskReasons.MoreAllowed), ToReceiver(now, TaskReasons.RowsAdded, at)],
            QuestionAsked asked => [ToSender(now, TaskReasons.Question, at) with { About = asked.Question }],
            QuestionAnswered answered =>
            [
                .. Lapse(now, at, t => t.Set.About == answered.Question),
                ToReceiver(now, TaskReasons.QuestionAnswered, at) with { About = answered.Question },
            ],
            ReceiverReplaced =>
                [.. Lapse(now, at, t => t.Set.Team != now.Draft.FromTeam), ToReceiver(now, TaskReasons.TakenOver, at)],
            SenderReplaced => [.. Again(now, at)],
            SupportEvent support => AfterSupport(now, support),
            BreachEvent breach => AfterBreach(now, breach),
            FamilyTakenOver taken => AfterTransfer(now, taken),
            _ => [],
        };

    private static string Code(Known known) => Transitions.Code(known.Status);

    /// <summary>
    /// Rows that had left were taken back: that ends no help by itself, so who works with the family asks whether it still wants help.
    /// Between acceptance and conversation both workers ask; before it the sender, after it the receiver (who owns it then).
    /// </summary>
    private static IEnumerable<ReferralEvent> CallTheFamily(Known? before, Known now, RowsHeard heard)
    {
        var gone = heard.Closed.Except(before?.Heard?.Closed ?? []).Any(now.Sent.Contains);
        if (!gone)
            return [];

        TaskSet[] tasks = now.Status switch
        {
            ReferralStatus.Sent or ReferralStatus.Received or ReferralStatus.ReRouted => [ToSender(now, TaskReasons.Withdrawn, heard.At)],
            ReferralStatus.Accepted or ReferralStatus.HandoverPlanned or ReferralStatus.Reopened =>
                [ToSender(now, TaskReasons.Withdrawn, heard.At), ToReceiver(now, TaskReasons.Withdrawn, heard.At)],
            ReferralStatus.HandoverHeld or ReferralStatus.InProgress or ReferralStatus.OnHold =>
                [ToReceiver(now, TaskReasons.Withdrawn, heard.At)],
            _ => [],
        };
        return tasks.Where(task => !now.Owes(task.Team, task.Reason) && (now.TakenOver is null || task.Team == now.To.Team));
    }

    /// <summary>What is allowed now and has been written may follow: the sender decides.</summary>
    private static IEnumerable<ReferralEvent> MoreAllowed(Known now, DateTimeOffset at) =>
        now.SentAt is not null && now.TakenOver is null && !Ended(now.Status) && Waiting(now).Any(r => now.Heard!.Allowed.Contains(r))
            && !now.Owes(now.Draft.FromTeam, TaskReasons.MoreAllowed)
            ? [ToSender(now, TaskReasons.MoreAllowed, at)]
            : [];

    /// <summary>What the closed team still had to do is the new sender's: set again under its name.</summary>
    private static IEnumerable<ReferralEvent> Again(Known now, DateTimeOffset at)
    {
        var open = now.Tasks.Where(t => t.Outcome is null && t.Set.Team != now.To.Team && t.Set.Team != now.Draft.FromTeam).ToArray();
        foreach (var task in open)
            yield return new TaskDone(task.Set.Task, Lapsed, at);
        foreach (var (n, task) in open.Index())
            yield return task.Set with { Task = Name(now, task.Set.Reason, further: n), Team = now.Draft.FromTeam, At = at };
    }

    private static TaskSet ToSender(Known now, string reason, DateTimeOffset at) => new(
        Name(now, reason), reason, now.Draft.FromTeam, now.Draft.FromOrganisation, now.Planned?.PlannedAt, at);

    private static TaskSet ToReceiver(Known now, string reason, DateTimeOffset at) => new(
        Name(now, $"{reason}-ontvanger"), reason, now.To.Team, now.To.Organisation, now.Planned?.PlannedAt, at);

    /// <summary>A name that no task of this referral has had: what it is for, and a number.</summary>
    private static string Name(Known now, string stem, int further = 0)
    {
        var last = now.Tasks.Select(t => Parts(t.Set.Task)).Where(p => p.Stem == stem).Select(p => p.Number).DefaultIfEmpty().Max();
        return string.Create(CultureInfo.InvariantCulture, $"{stem}-{last + 1 + further}");
    }

    private static (string Stem, int Number) Parts(string task) =>
        (task[..task.LastIndexOf('-')], int.Parse(task.AsSpan(task.LastIndexOf('-') + 1), CultureInfo.InvariantCulture));

    private static IEnumerable<ReferralEvent> Lapse(Known now, DateTimeOffset at, Func<ToDo, bool> which) =>
        now.Tasks.Where(t => t.Outcome is null && which(t)).Select(t => new TaskDone(t.Set.Task, Lapsed, at));

    private static Decision<ReferralEvent> Finish(Known known, FinishTask finish) =>
        known.Tasks.Find(t => t.Set.Task == finish.Task) switch
        {
            null => ReferralRefusals.TaskUnknown,
            { Set.Team: var team } when !finish.By.Teams.Contains(team) => ReferralRefusals.TaskUnknown,
            { Outcome: { } said } => said == finish.Outcome ? [] : ReferralRefusals.TaskOver,
            _ when !TaskOutcomes.Contains(finish.Outcome) => ReferralRefusals.ReasonUnknown,
            _ => [new TaskDone(finish.Task, finish.Outcome, finish.At)],
        };
}
