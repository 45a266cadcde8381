using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(TaskSet), "task-set.v1")]
[JsonDerivedType(typeof(TaskDone), "task-done.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something that happened to what a team has to do for a referral.</summary>
public abstract record TaskEvent(DateTimeOffset At) : ReferralEvent(At);

/// <summary>Somebody of this team has to do something, before an instant where there is one: most often call the family.</summary>
public sealed record TaskSet(string Task, string Reason, Guid Team, Guid Organisation, DateTimeOffset? Before, DateTimeOffset At)
    : TaskEvent(At)
{
    /// <summary>The team or question it is about.</summary>
    public Guid? About { get; init; }
}

/// <summary>It was done with this outcome, or is needed no more.</summary>
public sealed record TaskDone(string Task, string Outcome, DateTimeOffset At) : TaskEvent(At);

/// <summary>Why a team has something to do.</summary>
public static class TaskReasons
{
    /// <summary>Consent was taken back: call the family, does it still want help?</summary>
    public const string Withdrawn = "bel-het-gezin-ingetrokken";

    /// <summary>The receiver did not answer in the agreed time: call the family.</summary>
    public const string Unanswered = "bel-het-gezin-onbeantwoord";

    /// <summary>The receiver wants to send it on to a team that the family agreed to nothing with: discuss it.</summary>
    public const string NotCovered = "bespreek-andere-ontvanger";

    /// <summary>The receiver said no: call the family and discuss what fits now.</summary>
    public const string Declined = "bel-het-gezin-afgewezen";

    /// <summary>The receiver asks the sender something.</summary>
    public const string Question = "vraag-van-ontvanger";

    /// <summary>The sender answered the receiver's question.</summary>
    public const string QuestionAnswered = "antwoord-van-verzender";

    /// <summary>The family agreed to more rows: let them follow, or not.</summary>
    public const string MoreAllowed = "meer-toegestaan";

    /// <summary>More sections came with the letter.</summary>
    public const string RowsAdded = "brief-aangevuld";

    /// <summary>Another team closed: this one goes on with it.</summary>
    public const string TakenOver = "overgenomen-van-ander-team";

    /// <summary>The conversation did not take place and has no next date.</summary>
    public const string PlanAgain = "plan-gesprek-opnieuw";

    /// <summary>The help is done and nobody will ask yet whether it helped.</summary>
    public const string PlanCheckBack = "plan-nazorg";

    /// <summary>The family lives in another municipality now: help goes on until a warm transfer.</summary>
    public const string OutsideArea = "buiten-uw-gebied";

    /// <summary>The volunteer said no: ask somebody else.</summary>
    public const string VolunteerNo = "vrijwilliger-zei-nee";

    /// <summary>The volunteer wants to stop: find somebody else, or end it well.</summary>
    public const string VolunteerStops = "vrijwilliger-wil-stoppen";

    /// <summary>The volunteer wants to talk, or thinks that it is done.</summary>
    public const string VolunteerAsks = "vrijwilliger-vraagt-overleg";

    /// <summary>It was never for this team: destroy what there is, and say so.</summary>
    public const string Destroy = "bevestig-vernietiging";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Withdrawn, Unanswered, NotCovered, Declined, Question, QuestionAnswered, MoreAllowed, RowsAdded, TakenOver,
        PlanAgain, PlanCheckBack, OutsideArea, VolunteerNo, VolunteerStops, VolunteerAsks,
        Destroy,
    ];
}

/// <summary>The chapter of tasks in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>Everything a team has or had to do.</summary>
        public ImmutableList<ToDo> Tasks { get; init; } = [];

        /// <summary>Whether a team still has to do something for a reason.</summary>
        public bool Owes(Guid team, string reason) => Tasks.Any(t => t.Outcome is null && t.Set.Team == team && t.Set.Reason == reason);
    }

    /// <summary>A task, and how it was done.</summary>
    public sealed record ToDo(TaskSet Set, string? Outcome);

    private static Known EvolveTasks(Known known, TaskEvent fact) => fact switch
    {
        TaskSet set => known with { Tasks = known.Tasks.Add(new(set, null)) },
        TaskDone done => known with
        {
            Tasks = [.. known.Tasks.Select(t => t.Set.Task == done.Task ? t with { Outcome = done.Outcome } : t)],
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of tasks"),
    };
}
