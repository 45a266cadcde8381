using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using WarmHandover.Referrals.Directory;
using static WarmHandover.Referrals.Provision;

namespace WarmHandover.Referrals;

/// <summary>What somebody wants of a provision.</summary>
public abstract record ProvisionCommand;

/// <summary>Put it in the sociale kaart.</summary>
public sealed record ListService(ServiceEntry Entry, string? Organization, SealedPeople? People, DateTimeOffset At) : ProvisionCommand;

/// <summary>Correct what the sociale kaart says of it. Who is not its keeper names the organisation that would have to own it.</summary>
public sealed record ReviseService(ServiceEntry Entry, string? Organization, SealedPeople? People, Guid? AsOwner, DateTimeOffset At)
    : ProvisionCommand;

/// <summary>Take over what a file of others says of it, whether it was there or not.</summary>
public sealed record TakeOverService(ServiceEntry Entry, string? Organization, SealedPeople? People, DateTimeOffset At) : ProvisionCommand;

/// <summary>Take it out.</summary>
public sealed record WithdrawProvision(DateTimeOffset At) : ProvisionCommand;

/// <summary>It was looked at and is right.</summary>
public sealed record CheckProvision(Guid Organisation, bool ByKeeper, DateTimeOffset At) : ProvisionCommand;

/// <summary>Say that it is not right.</summary>
public sealed record DoubtProvision(Guid Doubt, string Reason, PayloadRef? Words, DateTimeOffset At) : ProvisionCommand;

/// <summary>Say what came of looking into a doubt.</summary>
public sealed record SettleDoubt(Guid Doubt, string Outcome, DateTimeOffset At) : ProvisionCommand;

/// <summary>Say that it is what the own organisation offers.</summary>
public sealed record ClaimProvision(Guid Organisation, DateTimeOffset At) : ProvisionCommand;

/// <summary>Answer the claim of an organisation.</summary>
public sealed record AnswerClaim(Guid Organisation, bool Granted, DateTimeOffset At) : ProvisionCommand;

/// <summary>Begin or end to watch it.</summary>
public sealed record WatchProvision(string Watcher, bool Watches, DateTimeOffset At) : ProvisionCommand;

/// <summary>How the sociale kaart is kept.</summary>
public static class ProvisionDecider
{
    /// <summary>More doubts than a keeper can look into say nothing more.</summary>
    public const int MostDoubts = 25;

    /// <summary>What may be not right.</summary>
    public static readonly IReadOnlyList<string> Reasons =
    [
        "telefoon", "adres", "website", "openingstijden", "voorwaarden", "kosten", "wachttijd", "aanmelden", "bestaat-niet-meer", "anders",
    ];

    /// <summary>What may come of looking into a doubt.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["verbeterd", "klopt-toch", "vervallen", "niet-te-achterhalen"];

    /// <summary>Decides one command.</summary>
    public static Decision<ProvisionEvent> Decide(ProvisionCommand command, Provision state) => (state, command) switch
    {
        (NotListed, ListService list) => [new ServiceListed(list.Entry, list.Organization, list.People, list.At)],
        (Listed there, ListService list) when Same(there, list.Entry, list.Organization, list.People) => [],
        (Listed or Withdrawn, ListService) => ReferralRefusals.ProvisionKnown,

        (NotListed or Withdrawn, TakeOverService take) => [new ServiceListed(take.Entry, take.Organization, take.People, take.At)],
        (Listed there, TakeOverService take) when Same(there, take.Entry, take.Organization, take.People) => [],
        (Listed, TakeOverService take) => [new ServiceRevised(take.Entry, take.Organization, take.People, take.At)],

        (Listed there, ReviseService { AsOwner: { } owner }) when there.Owner != owner => ReferralRefusals.NotTheOwner,
        (Listed there, ReviseService revise) when Same(there, revise.Entry, revise.Organization, revise.People) => [],
        (Listed, ReviseService revise) => [new ServiceRevised(revise.Entry, revise.Organization, revise.People, revise.At)],

        (Listed, WithdrawProvision withdraw) => [new ProvisionWithdrawn(withdraw.At)],
        (Withdrawn, WithdrawProvision) => [],

        (Listed there, CheckProvision check) when !check.ByKeeper && there.Owner != check.Organisation => ReferralRefusals.NotTheOwner,
        (Listed there, CheckProvision check) when there.Check?.At == check.At => [],
        (Listed, CheckProvision check) =>
            [new ProvisionChecked(check.ByKeeper ? "beheerder" : "aanbieder", check.Organisation, check.At)],

        (Listed there, DoubtProvision doubt) when there.Doubts.ContainsKey(doubt.Doubt) || there.Settled.ContainsKey(doubt.Doubt) => [],
        (Listed { Doubts.Count: >= MostDoubts }, DoubtProvision) => ReferralRefusals.EnoughDoubts,
        (Listed, DoubtProvision doubt) => [new ProvisionDoubted(doubt.Doubt, doubt.Reason, doubt.Words, doubt.At)],
        (Listed there, SettleDoubt settle) => Settle(there, settle),

        (Listed there, ClaimProvision claim) => Claim(there, claim),
        (Listed there, AnswerClaim answer) when there.Claim == answer.Organisation =>
            [new ClaimAnswered(answer.Organisation, answer.Granted, answer.At)],
        (Listed there, AnswerClaim answer) =>
            answer.Granted == (there.Owner == answer.Organisation) ? [] : ReferralRefusals.NotClaimed,

        (Listed there, WatchProvision watch) when there.Watchers.Contains(watch.Watcher) == watch.Watches => [],
        (Listed, WatchProvision watch) =>
            [watch.Watches ? new WatchBegan(watch.Watcher, watch.At) : new WatchEnded(watch.Watcher, watch.At)],
        (Withdrawn gone, WatchProvision { Watches: false } watch) =>
            gone.Last.Watchers.Contains(watch.Watcher) ? [new WatchEnded(watch.Watcher, watch.At)] : [],
        _ => Refusals.Missing,
    };

    private static Decision<ProvisionEvent> Claim(Listed there, ClaimProvision claim) => there switch
    {
        { Owner: { } owner } => owner == claim.Organisation ? [] : ReferralRefusals.OwnedByOthers,
        { Claim: { } claimed } => claimed == claim.Organisation ? [] : ReferralRefusals.ClaimedByOthers,
        _ => [new ProvisionClaimed(claim.Organisation, claim.At)],
    };

    private static Decision<ProvisionEvent> Settle(Listed there, SettleDoubt settle)
    {
        if (there.Settled.TryGetValue(settle.Doubt, out var said))
            return said.Outcome == settle.Outcome ? [] : ReferralRefusals.DoubtSettled;

        return there.Doubts.ContainsKey(settle.Doubt)
            ? [new DoubtSettled(settle.Doubt, settle.Outcome, settle.At)]
            : Refusals.Missing;
    }

    /// <summary>Sealing the same people gives other bytes each time: their mark says whether they are the same.</summary>
    private static bool Same(Listed there, ServiceEntry entry, string? organization, SealedPeople? people) =>
        there.Organization == organization && there.People?.Mark == people?.Mark
        && Facts.Same(there.Entry, entry);
}
