using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals;

/// <summary>What the office wants of a chain agreement.</summary>
public abstract record AgreementCommand(Guid Change, string By, DateTimeOffset At);

/// <summary>Propose what partners agreed, from the first day of the entry on: a new agreement, or this one anew.</summary>
public sealed record ProposeAgreement(Guid Change, AgreementEntry Entry, string Reason, string By, DateTimeOffset At)
    : AgreementCommand(Change, By, At);

/// <summary>Propose that it holds no more from a local date on.</summary>
public sealed record ProposeAgreementEnd(Guid Change, DateOnly From, string Reason, string By, DateTimeOffset At)
    : AgreementCommand(Change, By, At);

/// <summary>Agree to it as the second person.</summary>
public sealed record ApproveAgreement(Guid Change, string By, DateTimeOffset At) : AgreementCommand(Change, By, At);

/// <summary>Say no to it as the second person.</summary>
public sealed record RefuseAgreement(Guid Change, string Reason, string By, DateTimeOffset At) : AgreementCommand(Change, By, At);

/// <summary>Take it back: an open proposal by who made it, an agreed one by anybody of the office, until its day comes.</summary>
public sealed record WithdrawAgreement(Guid Change, string By, DateTimeOffset At) : AgreementCommand(Change, By, At);

/// <summary>
/// How a chain agreement begins, changes and ends: proposed and agreed to by two people, from a day that has yet to come. One proposal at a
/// time, so that whoever agrees knows on top of what; and nothing follows on an end.
/// </summary>
public static class AgreementDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<AgreementEvent> Decide(AgreementCommand command, Agreement state) => (command, state.Find(command.Change)) switch
    {
        (ProposeAgreement or ProposeAgreementEnd, not null) => [],
        (ProposeAgreementEnd, null) when state.Last is null => Refusals.Missing,
        (ProposeAgreement wish, null) => Wrong(wish.Entry.From, wish.At, state) is { } no ? no
            : IsTheSame(wish.Entry, state) ? PolicyRefusals.NothingChanges
            : [new AgreementProposed(wish.Change, wish.Entry, wish.Reason, wish.By, wish.At)],
        (ProposeAgreementEnd wish, null) => Wrong(wish.From, wish.At, state) is { } no ? no
            : [new AgreementEndProposed(wish.Change, wish.From, wish.Reason, wish.By, wish.At)],
        (_, null) => Refusals.Missing,
        (ApproveAgreement, { Version: not null, Withdrawn: false }) => [],
        (RefuseAgreement, { RefusedFor: not null }) => [],
        (WithdrawAgreement, { Withdrawn: true }) => [],
        (ApproveAgreement or RefuseAgreement, { DecidedAt: not null }) => PolicyRefusals.Decided,
        (ApproveAgreement or RefuseAgreement, { ProposedBy: var by }) when by == command.By => PolicyRefusals.SamePerson,
        (ApproveAgreement wish, var there) => PolicyDecider.WrongDay(there.From, wish.At, state.Last?.From) is { } no ? no
            : [new AgreementApproved(wish.Change, state.Highest + 1, wish.By, wish.At)],
        (RefuseAgreement wish, _) => [new AgreementRefused(wish.Change, wish.Reason, wish.By, wish.At)],
        (WithdrawAgreement, { RefusedFor: not null }) => PolicyRefusals.Decided,
        (WithdrawAgreement wish, { Version: null } open) when open.ProposedBy != wish.By => PolicyRefusals.NotYours,
        (WithdrawAgreement wish, { Version: not null } there) when there.From <= Amsterdam.DateAt(wish.At) => PolicyRefusals.HoldsAlready,
        (WithdrawAgreement, { Version: { } version }) when version < state.Last?.Version => PolicyRefusals.LatestFirst,
        (WithdrawAgreement wish, _) => [new AgreementWithdrawn(wish.Change, wish.By, wish.At)],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided here"),
    };

    private static Refusal? Wrong(DateOnly from, DateTimeOffset at, Agreement state) =>
        state.Last is { Entry: null } ? ReferralRefusals.AgreementEnded
        : state.Changes.Exists(c => c.Waits(Amsterdam.DateAt(at))) ? ReferralRefusals.AgreementWaits
        : PolicyDecider.WrongDay(from, at, state.Last?.From);

    // The first day says since when, not what; the order of a list says nothing.
    private static bool IsTheSame(AgreementEntry entry, Agreement state) =>
        state.Last?.Entry is { } there && Facts.Same(What(there), What(entry));

    private static AgreementEntry What(AgreementEntry entry) => entry with
    {
        From = default,
        Organisations = [.. entry.Organisations.Order()],
        Purposes = [.. entry.Purposes.Order(StringComparer.Ordinal)],
        Categories = [.. entry.Categories.Order(StringComparer.Ordinal)],
    };
}
