using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one organisation in the directory.</summary>
[JsonDerivedType(typeof(OrganisationRegistered), "organisation-registered.v1")]
public abstract record OrganisationEvent;

/// <summary>An organisation of this kind takes part. Its name is public: it stands in the directory.</summary>
public sealed record OrganisationRegistered(string Name, string Kind, DateTimeOffset At) : OrganisationEvent;

/// <summary>An organisation as its facts tell it.</summary>
public abstract record Organisation
{
    /// <summary>Before the first fact.</summary>
    public static readonly Organisation Initial = new NotRegistered();

    /// <summary>How an organisation's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Organisation, RegisterOrganisation, OrganisationEvent> Kind =
        new("referral", "organisation", Initial, OrganisationDecider.Decide, Evolve);

    private Organisation() { }

    /// <summary>Nobody has registered it.</summary>
    public sealed record NotRegistered : Organisation;

    /// <summary>It takes part.</summary>
    public sealed record Registered(string Name, string OfKind) : Organisation;

    /// <summary>The state after a fact.</summary>
    public static Organisation Evolve(Organisation state, OrganisationEvent fact) => fact switch
    {
        OrganisationRegistered registered => new Registered(registered.Name, registered.Kind),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an organisation"),
    };
}
