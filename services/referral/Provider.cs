using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one provider of the sociale kaart.</summary>
[JsonDerivedType(typeof(ProviderKept), "provider-kept.v1")]
public abstract record ProviderEvent;

/// <summary>This is what the sociale kaart says of it from now on.</summary>
public sealed record ProviderKept(OrganizationEntry Entry, SealedPeople? People, DateTimeOffset At) : ProviderEvent;

/// <summary>An organization that offers services, as its facts tell it. It need not take part in handovers.</summary>
public abstract record Provider
{
    /// <summary>Before the first fact.</summary>
    public static readonly Provider Initial = new Unknown();

    /// <summary>How its stream is named, decided and folded.</summary>
    public static readonly StreamKind<Provider, KeepProvider, ProviderEvent> Kind =
        new("referral", "provider", Initial, ProviderDecider.Decide, Evolve);

    private Provider() { }

    /// <summary>The id of an organization of which only the name is known.</summary>
    public static Guid IdOf(string name) => DerivedIds.Of(Names, name.Trim().ToLowerInvariant());

    private static readonly Guid Names = new("0198f100-0000-7000-8000-0000000000aa");

    /// <summary>Nobody wrote it down.</summary>
    public sealed record Unknown : Provider;

    /// <summary>It is written down.</summary>
    public sealed record Known(OrganizationEntry Entry, SealedPeople? People) : Provider;

    /// <summary>The state after a fact.</summary>
    public static Provider Evolve(Provider state, ProviderEvent fact) => fact switch
    {
        ProviderKept kept => new Known(kept.Entry, kept.People),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a provider"),
    };
}
