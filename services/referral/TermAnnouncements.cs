using WarmHandover.Contracts;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>What referral says aloud of terms and tasks. Ids, codes and dates.</summary>
public static class TermAnnouncements
{
    /// <summary>What is said of one fact of a term.</summary>
    public static IEnumerable<IAnnouncement> Of(Told<Referral, ReferralEvent> told, Known known, TermEvent fact) => fact switch
    {
        TermStarted started => [TermNow(told, known, started.Term, "running")],
        TermShortened shorter => [TermNow(told, known, shorter.Term, "shortened")],
        TermPutOff later => [TermNow(told, known, later.Term, "put-off")],
        TermApproaching near => [TermNow(told, known, near.Term, "approaching", near.Late)],
        TermExpired over => [TermNow(told, known, over.Term, "expired", over.Late)],
        TermMet met => [TermNow(told, known, met.Term, "met")],
        TermClosed closed => [TermNow(told, known, closed.Term, "closed")],
        _ => [],
    };

    /// <summary>What is said of one fact of a task.</summary>
    public static IEnumerable<IAnnouncement> Of(Told<Referral, ReferralEvent> told, Known known, TaskEvent fact) => fact switch
    {
        TaskSet set => [TaskNow(told, known, set.Task, "set")],
        TaskDone done => [TaskNow(told, known, done.Task, "done")],
        _ => [],
    };

    private static TermStands TermNow(Told<Referral, ReferralEvent> told, Known known, string name, string state, bool late = false)
    {
        var term = known.Terms.Find(t => t.Started.Term == name)!;
        return new(
            told.Stream, told.Version, ReferralNumber.IdOf(told.Stream), known.Draft.Number, name, term.Kind, term.Started.Legal,
            Transitions.Code(term.Started.OwedBy), state, term.Started.StartsOn, term.EndsOn, term.StrictEndsOn, term.Later, late,
            known.Draft.Need.Area, known.Draft.FromTeam, known.Draft.FromOrganisation, known.To.Team, known.To.Organisation, told.Fact.At);
    }

    private static TaskStands TaskNow(Told<Referral, ReferralEvent> told, Known known, string name, string state)
    {
        var (referral, task) = (ReferralNumber.IdOf(told.Stream), known.Tasks.Find(t => t.Set.Task == name)!);
        return new(
            told.Stream, told.Version, referral, known.Draft.Number, DerivedIds.Of(referral, name), task.Set.Reason, task.Set.Team,
            task.Set.Organisation, task.Set.Before, state, task.Outcome, told.Fact.At);
    }
}
