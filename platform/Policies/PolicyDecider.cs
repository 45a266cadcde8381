using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Platform.Policies;

/// <summary>What an administrator wants of a policy. The kind, with its floors, comes with it.</summary>
public abstract record PolicyCommand(PolicyKind Kind, Guid Change, string By, DateTimeOffset At);

/// <summary>Propose other settings from a local date on.</summary>
public sealed record ProposePolicy(
    PolicyKind Kind, Guid Change, IReadOnlyList<SettingChange> Settings, DateOnly From, string Reason, string By, DateTimeOffset At)
    : PolicyCommand(Kind, Change, By, At);

/// <summary>Agree to it as the second person.</summary>
public sealed record ApprovePolicy(PolicyKind Kind, Guid Change, string By, DateTimeOffset At) : PolicyCommand(Kind, Change, By, At);

/// <summary>Say no to it as the second person.</summary>
public sealed record RefusePolicy(PolicyKind Kind, Guid Change, string Reason, string By, DateTimeOffset At)
    : PolicyCommand(Kind, Change, By, At);

/// <summary>Take it back: an open proposal by who made it, an agreed change by anybody of the office, until its day comes.</summary>
public sealed record WithdrawPolicy(PolicyKind Kind, Guid Change, string By, DateTimeOffset At) : PolicyCommand(Kind, Change, By, At);

/// <summary>
/// How a policy changes: proposed and agreed to by two people, from a day that has yet to come, later than every change that stands, and
/// never under the floor.
/// </summary>
public static class PolicyDecider
{
    /// <summary>How far ahead a change can be planned.</summary>
    public const int MostYearsAhead = 2;

    /// <summary>Why somebody proposes a change.</summary>
    public static readonly IReadOnlyList<string> Reasons =
        ["wet-gewijzigd", "afspraak-partners", "evaluatie", "klacht", "toezichthouder", "incident", "werkdruk"];

    /// <summary>Why the second person said no.</summary>
    public static readonly IReadOnlyList<string> RefusedFor =
        ["niet-nodig", "raakt-te-veel", "andere-datum", "eerst-overleggen", "onjuist"];

    /// <summary>Decides one command.</summary>
    public static Decision<PolicyFact> Decide(PolicyCommand command, PolicyBook state) => (command, state.Find(command.Change)) switch
    {
        (ProposePolicy, not null) => [],
        (ProposePolicy wish, null) => Propose(wish, state),
        (_, null) => Refusals.Missing,
        (ApprovePolicy, { Stands: true }) => [],
        (RefusePolicy, { Refused: not null }) => [],
        (WithdrawPolicy, { Withdrawn: not null }) => [],
        (ApprovePolicy or RefusePolicy, { IsOpen: false }) => PolicyRefusals.Decided,
        (ApprovePolicy or RefusePolicy, { Proposed.By: var by }) when by == command.By => PolicyRefusals.SamePerson,
        (ApprovePolicy wish, { Proposed: var proposed }) => Approve(wish, proposed, state, state.Beside(wish.Kind, proposed.Settings)),
        (RefusePolicy wish, _) => [new PolicyRefused(wish.Change, wish.Reason, wish.By, wish.At)],
        (WithdrawPolicy, { Refused: not null }) => PolicyRefusals.Decided,
        (WithdrawPolicy wish, { IsOpen: true } open) when open.Proposed.By != wish.By => PolicyRefusals.NotYours,
        (WithdrawPolicy wish, { Stands: true } there) when there.Proposed.From <= Amsterdam.DateAt(wish.At) => PolicyRefusals.HoldsAlready,
        (WithdrawPolicy, { Stands: true } there) when IsNotTheLast(command.Kind, there, state) => PolicyRefusals.LatestFirst,
        (WithdrawPolicy wish, _) => [new PolicyWithdrawn(wish.Change, wish.By, wish.At)],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided here"),
    };

    /// <summary>
    /// Why a change cannot begin on a local date: it begins after today, within two years, and later than the last one that stands.
    /// </summary>
    public static Refusal? WrongDay(DateOnly from, DateTimeOffset at, DateOnly? lastFrom)
    {
        var today = Amsterdam.DateAt(at);
        return from <= today ? PolicyRefusals.TooEarly
            : from > today.AddYears(MostYearsAhead) ? PolicyRefusals.TooFar
            : lastFrom is { } last && from <= last ? PolicyRefusals.AfterTheLast(last)
            : null;
    }

    private static Decision<PolicyFact> Propose(ProposePolicy wish, PolicyBook state)
    {
        if (wish.Kind.Grown is not null && wish.Settings.Select(s => PolicyKind.GroupOf(s.Setting)).Distinct().Count() > 1)
            return PolicyRefusals.OneAtATime;

        var beside = state.Beside(wish.Kind, wish.Settings);
        if (WrongDay(wish.From, wish.At, beside.LastFrom) is { } no)
            return no;
        if (Under(wish.Kind, wish.Settings) is { } under)
            return under;

        var before = state.At(wish.Kind, wish.From);
        var changed = wish.Settings.Where(s => !wish.Kind.Find(s.Setting)!.Same(before[s.Setting], s.Values)).ToArray();
        return changed is []
            ? PolicyRefusals.NothingChanges
            : [new PolicyProposed(wish.Change, wish.Kind.Code, changed, wish.From, wish.Reason, beside.Newest, wish.By, wish.At)];
    }

    // What was proposed on another version was looked at beside that one: whoever agrees must see what it is now.
    private static Decision<PolicyFact> Approve(ApprovePolicy wish, PolicyProposed proposed, PolicyBook state, PolicyBook beside) =>
        proposed.BasedOn != beside.Newest ? PolicyRefusals.Overtaken
        : (WrongDay(proposed.From, wish.At, beside.LastFrom) ?? Under(wish.Kind, proposed.Settings)) is { } no ? no
        : [new PolicyApproved(wish.Change, state.Highest + 1, wish.By, wish.At)];

    private static bool IsNotTheLast(PolicyKind kind, PolicyChange change, PolicyBook state) =>
        change.Approved!.Version < state.Beside(kind, change.Proposed.Settings).Newest;

    private static Refusal? Under(PolicyKind kind, IReadOnlyList<SettingChange> settings)
    {
        if (settings.Any(s => kind.Find(s.Setting)?.Wrong(s.Values) is not null || kind.Find(s.Setting) is null))
            return PolicyRefusals.NotOpen;

        var under = settings.SelectMany(s => kind.Find(s.Setting)!.Under(s.Values).Select(f => (s.Setting, Floor: f))).ToArray();
        return under is [] ? null : PolicyRefusals.UnderTheFloor(under);
    }
}
