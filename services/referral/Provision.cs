using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one provision of the sociale kaart.</summary>
[JsonDerivedType(typeof(ProvisionListed), "provision-listed.v1")]
[JsonDerivedType(typeof(ProvisionRevised), "provision-revised.v1")]
[JsonDerivedType(typeof(ProvisionWithdrawn), "provision-withdrawn.v1")]
public abstract record ProvisionEvent;

/// <summary>It stands in the sociale kaart from now on.</summary>
public sealed record ProvisionListed(ProvisionEntry Entry, DateTimeOffset At) : ProvisionEvent;

/// <summary>What the sociale kaart says of it was corrected.</summary>
public sealed record ProvisionRevised(ProvisionEntry Entry, DateTimeOffset At) : ProvisionEvent;

/// <summary>It is no longer offered.</summary>
public sealed record ProvisionWithdrawn(DateTimeOffset At) : ProvisionEvent;

/// <summary>What everybody may know of a provision. Public data; without areas it is there for the whole country.</summary>
public sealed record ProvisionEntry(
    Guid Id, string Name, string Organisation, IReadOnlyList<string> Domains, IReadOnlyList<string> Areas, string ForWhom, string Cost,
    string HowToApply, string Url);

/// <summary>A provision as its facts tell it.</summary>
public abstract record Provision
{
    /// <summary>Before the first fact.</summary>
    public static readonly Provision Initial = new NotListed();

    /// <summary>How a provision's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Provision, ProvisionCommand, ProvisionEvent> Kind =
        new("referral", "provision", Initial, ProvisionDecider.Decide, Evolve) { Resource = _ => "voorziening" };

    private Provision() { }

    /// <summary>It does not stand in the sociale kaart.</summary>
    public sealed record NotListed : Provision;

    /// <summary>It stands in the sociale kaart.</summary>
    public sealed record Listed(ProvisionEntry Entry) : Provision;

    /// <summary>It stood in the sociale kaart.</summary>
    public sealed record Withdrawn(ProvisionEntry Entry) : Provision;

    /// <summary>The state after a fact.</summary>
    public static Provision Evolve(Provision state, ProvisionEvent fact) => (state, fact) switch
    {
        (NotListed, ProvisionListed listed) => new Listed(listed.Entry),
        (Listed, ProvisionRevised revised) => new Listed(revised.Entry),
        (Listed listed, ProvisionWithdrawn) => new Withdrawn(listed.Entry),
        _ => throw new UnreachableException($"{fact.GetType().Name} does not follow on {state.GetType().Name}"),
    };
}
