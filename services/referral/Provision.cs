using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one provision of the sociale kaart.</summary>
[JsonDerivedType(typeof(ProvisionListed), "provision-listed.v1")]
[JsonDerivedType(typeof(ProvisionRevised), "provision-revised.v1")]
[JsonDerivedType(typeof(ProvisionWithdrawn), "provision-withdrawn.v1")]
[JsonDerivedType(typeof(ServiceListed), "provision-listed.v2")]
[JsonDerivedType(typeof(ServiceRevised), "provision-revised.v2")]
[JsonDerivedType(typeof(ProvisionChecked), "provision-checked.v1")]
[JsonDerivedType(typeof(ProvisionDoubted), "provision-doubted.v1")]
[JsonDerivedType(typeof(DoubtSettled), "doubt-settled.v1")]
[JsonDerivedType(typeof(ProvisionClaimed), "provision-claimed.v1")]
[JsonDerivedType(typeof(ClaimAnswered), "claim-answered.v1")]
[JsonDerivedType(typeof(WatchBegan), "watch-began.v1")]
[JsonDerivedType(typeof(WatchEnded), "watch-ended.v1")]
public abstract record ProvisionEvent;

/// <summary>It stands in the sociale kaart from now on: as the first keepers wrote it, before HSDS.</summary>
public sealed record ProvisionListed(ProvisionEntry Entry, DateTimeOffset At) : ProvisionEvent;

/// <summary>What the sociale kaart says of it was corrected, before HSDS.</summary>
public sealed record ProvisionRevised(ProvisionEntry Entry, DateTimeOffset At) : ProvisionEvent;

/// <summary>It is no longer offered.</summary>
public sealed record ProvisionWithdrawn(DateTimeOffset At) : ProvisionEvent;

/// <summary>It stands in the sociale kaart from now on, offered by that organization as it was called then.</summary>
public sealed record ServiceListed(ServiceEntry Entry, string? Organization, SealedPeople? People, DateTimeOffset At) : ProvisionEvent;

/// <summary>What the sociale kaart says of it was corrected.</summary>
public sealed record ServiceRevised(ServiceEntry Entry, string? Organization, SealedPeople? People, DateTimeOffset At) : ProvisionEvent;

/// <summary>Somebody looked and found it right: the keeper, or the organisation that offers it.</summary>
public sealed record ProvisionChecked(string By, Guid Organisation, DateTimeOffset At) : ProvisionEvent;

/// <summary>Somebody says that it is not right. Anybody may; the words, when there are any, are sealed.</summary>
public sealed record ProvisionDoubted(Guid Doubt, string Reason, PayloadRef? Words, DateTimeOffset At) : ProvisionEvent;

/// <summary>The keeper looked into it.</summary>
public sealed record DoubtSettled(Guid Doubt, string Outcome, DateTimeOffset At) : ProvisionEvent;

/// <summary>An organisation of the region says that this is what it offers, and wants to keep it.</summary>
public sealed record ProvisionClaimed(Guid Organisation, DateTimeOffset At) : ProvisionEvent;

/// <summary>The keeper says whether that is so.</summary>
public sealed record ClaimAnswered(Guid Organisation, bool Granted, DateTimeOffset At) : ProvisionEvent;

/// <summary>A member of staff wants to know when it changes.</summary>
public sealed record WatchBegan(string Watcher, DateTimeOffset At) : ProvisionEvent;

/// <summary>He no longer does.</summary>
public sealed record WatchEnded(string Watcher, DateTimeOffset At) : ProvisionEvent;

/// <summary>The names and addresses of contact persons, sealed, and a mark by which the same ones are known again.</summary>
public sealed record SealedPeople(PayloadRef Content, string Mark);

/// <summary>What everybody may know of a provision. Public data; without areas it is there for the whole country.</summary>
public sealed record ProvisionEntry(
    Guid Id, string Name, string Organisation, IReadOnlyList<string> Domains, IReadOnlyList<string> Areas, string ForWhom, string Cost,
    string HowToApply, string Url);

/// <summary>A provision as its facts tell it.</summary>
public abstract record Provision
{
    /// <summary>Before the first fact.</summary>
    public static readonly Provision Initial = new NotListed();

    /// <summary>The resource that a keeper edits (decision 19): what is said of it, not who watches or doubts it.</summary>
    public const string EntryResource = "voorziening";

    /// <summary>How a provision's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Provision, ProvisionCommand, ProvisionEvent> Kind =
        new("referral", "provision", Initial, ProvisionDecider.Decide, Evolve)
        {
            Resource = fact => fact is ProvisionListed or ProvisionRevised or ServiceListed or ServiceRevised or ProvisionWithdrawn
                ? EntryResource
                : null,
        };

    private Provision() { }

    /// <summary>It does not stand in the sociale kaart.</summary>
    public sealed record NotListed : Provision;

    /// <summary>It stands in the sociale kaart.</summary>
    public sealed record Listed(ServiceEntry Entry, string? Organization, SealedPeople? People) : Provision
    {
        /// <summary>Who looked last and found it right.</summary>
        public ProvisionChecked? Check { get; init; }

        /// <summary>What people said that is not right, and nobody looked into yet.</summary>
        public ImmutableDictionary<Guid, ProvisionDoubted> Doubts { get; init; } = [];

        /// <summary>What was already looked into.</summary>
        public ImmutableDictionary<Guid, DoubtSettled> Settled { get; init; } = [];

        /// <summary>The organisation that says it is theirs, and waits for the keeper.</summary>
        public Guid? Claim { get; init; }

        /// <summary>The organisation that keeps it itself.</summary>
        public Guid? Owner { get; init; }

        /// <summary>The organisations to which the keeper said that it is not theirs, until they ask again.</summary>
        public ImmutableHashSet<Guid> Refused { get; init; } = [];

        /// <summary>Who wants to know when it changes.</summary>
        public ImmutableHashSet<string> Watchers { get; init; } = [];
    }

    /// <summary>It stood in the sociale kaart.</summary>
    public sealed record Withdrawn(Listed Last) : Provision;

    /// <summary>The state after a fact.</summary>
    public static Provision Evolve(Provision state, ProvisionEvent fact) => (state, fact) switch
    {
        (NotListed, ProvisionListed listed) => new Listed(Service(listed.Entry), listed.Entry.Organisation, People: null),
        (NotListed, ServiceListed listed) => new Listed(listed.Entry, listed.Organization, listed.People),
        (Withdrawn gone, ServiceListed listed) =>
            gone.Last with { Entry = listed.Entry, Organization = listed.Organization, People = listed.People },
        (Listed there, ProvisionRevised revised) =>
            there with { Entry = Service(revised.Entry), Organization = revised.Entry.Organisation, People = null },
        (Listed there, ServiceRevised revised) =>
            there with { Entry = revised.Entry, Organization = revised.Organization, People = revised.People },
        (Listed there, ProvisionWithdrawn) => new Withdrawn(there),
        (Listed there, ProvisionChecked check) => there with { Check = check },
        (Listed there, ProvisionDoubted doubt) => there with { Doubts = there.Doubts.Add(doubt.Doubt, doubt) },
        (Listed there, DoubtSettled settled) => there with
        {
            Doubts = there.Doubts.Remove(settled.Doubt),
            Settled = there.Settled.Add(settled.Doubt, settled),
        },
        (Listed there, ProvisionClaimed claim) => there with
        {
            Claim = claim.Organisation,
            Refused = there.Refused.Remove(claim.Organisation),
        },
        (Listed there, ClaimAnswered { Granted: true } answer) => there with { Claim = null, Owner = answer.Organisation },
        (Listed there, ClaimAnswered answer) => there with { Claim = null, Refused = there.Refused.Add(answer.Organisation) },
        (Listed there, WatchBegan watch) => there with { Watchers = there.Watchers.Add(watch.Watcher) },
        (Listed there, WatchEnded watch) => there with { Watchers = there.Watchers.Remove(watch.Watcher) },
        (Withdrawn gone, WatchEnded watch) =>
            gone with { Last = gone.Last with { Watchers = gone.Last.Watchers.Remove(watch.Watcher) } },
        _ => throw new UnreachableException($"{fact.GetType().Name} does not follow on {state.GetType().Name}"),
    };

    /// <summary>What an entry of before HSDS says, in the words of HSDS. Its parts have ids that follow from its own.</summary>
    public static ServiceEntry Service(ProvisionEntry entry) => new(entry.Id, entry.Name)
    {
        OrganizationId = Provider.IdOf(entry.Organisation),
        Domains = entry.Domains,
        ServiceAreas = entry.Areas is [] ? null : [.. entry.Areas.Select(area => Area(entry.Id, area))],
        EligibilityDescription = entry.ForWhom,
        FeesDescription = entry.Cost,
        ApplicationProcess = entry.HowToApply,
        Url = entry.Url,
    };

    /// <summary>An area by its CBS code.</summary>
    public static ServiceArea Area(Guid service, string code) =>
        new(DerivedIds.Of(service, $"area|{code}")) { Name = code, Extent = code, ExtentType = "text" };
}
