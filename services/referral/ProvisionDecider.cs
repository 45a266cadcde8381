using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Provision;

namespace WarmHandover.Referrals;

/// <summary>What somebody wants of a provision.</summary>
public abstract record ProvisionCommand;

/// <summary>Put it in the sociale kaart.</summary>
public sealed record ListProvision(ProvisionEntry Entry, DateTimeOffset At) : ProvisionCommand;

/// <summary>Correct what the sociale kaart says of it.</summary>
public sealed record ReviseProvision(ProvisionEntry Entry, DateTimeOffset At) : ProvisionCommand;

/// <summary>Take it out.</summary>
public sealed record WithdrawProvision(DateTimeOffset At) : ProvisionCommand;

/// <summary>How the sociale kaart is kept.</summary>
public static class ProvisionDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<ProvisionEvent> Decide(ProvisionCommand command, Provision state) => (state, command) switch
    {
        (NotListed, ListProvision list) => [new ProvisionListed(list.Entry, list.At)],
        (Listed there, ListProvision list) when Same(there.Entry, list.Entry) => [],
        (Listed or Withdrawn, ListProvision) => ReferralRefusals.ProvisionKnown,
        (Listed there, ReviseProvision revise) when Same(there.Entry, revise.Entry) => [],
        (Listed, ReviseProvision revise) => [new ProvisionRevised(revise.Entry, revise.At)],
        (Listed, WithdrawProvision withdraw) => [new ProvisionWithdrawn(withdraw.At)],
        (Withdrawn, WithdrawProvision) => [],
        _ => Refusals.Missing,
    };

    private static bool Same(ProvisionEntry one, ProvisionEntry other) =>
        one with { Domains = [], Areas = [] } == other with { Domains = [], Areas = [] }
        && one.Domains.SequenceEqual(other.Domains) && one.Areas.SequenceEqual(other.Areas);
}
