using System.Collections.Immutable;
using System.Diagnostics;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals;

/// <summary>How old the file of one organisation is, and what keeps it.</summary>
public sealed record KeptFile
{
    /// <summary>Its teams.</summary>
    public ImmutableList<Guid> Teams { get; init; } = [];

    /// <summary>When something in it last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When something last came into it, from the person, from another or made here.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The request to destroy it because its term is over, while it is open or being carried out.</summary>
    public Guid? Request { get; init; }

    /// <summary>When such a request was refused or taken back.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>On which day the clock looks again, as it said last; what happens since then makes it look anew.</summary>
    public DateOnly? AgainOn { get; init; }
}

/// <summary>A request of a person about his own data that runs: of which kind, since which day.</summary>
public sealed record RunningRequest(Guid Request, Guid Organisation, string Kind, DateOnly Since)
{
    /// <summary>To have them destroyed.</summary>
    public const string Erasure = "vernietiging";
}

/// <summary>
/// The files of one family as their facts make them older and younger. Folded by the view of keeping and by nothing else.
/// </summary>
public sealed record KeptFiles
{
    /// <summary>Nothing yet.</summary>
    public static readonly KeptFiles None = new();

    /// <summary>The file of each organisation.</summary>
    public ImmutableSortedDictionary<Guid, KeptFile> Files { get; init; } = ImmutableSortedDictionary<Guid, KeptFile>.Empty;

    /// <summary>The referrals that still go on.</summary>
    public ImmutableSortedDictionary<Guid, KeepingReferralHeard> Referrals { get; init; } =
        ImmutableSortedDictionary<Guid, KeepingReferralHeard>.Empty;

    /// <summary>The reasons to keep longer that hold.</summary>
    public ImmutableList<KeptLonger> Kept { get; init; } = [];

    /// <summary>
    /// The children of the family who are not adult, and on which local date each will be: Veilig Thuis keeps until the youngest is.
    /// </summary>
    public ImmutableSortedDictionary<Guid, DateOnly> Children { get; init; } = ImmutableSortedDictionary<Guid, DateOnly>.Empty;

    /// <summary>The requests of people about their own data that are not ended: what they are about is not destroyed meanwhile.</summary>
    public ImmutableSortedDictionary<Guid, RunningRequest> Requests { get; init; } =
        ImmutableSortedDictionary<Guid, RunningRequest>.Empty;

    /// <summary>After a fact of the file itself.</summary>
    public KeptFiles After(FamilyFact fact) => fact switch
    {
        FamilyOpened f => Receive(f.Organisation, f.At, f.Team),
        PartyJoined f => Receive(f.Organisation, f.At, f.Team),
        FamilyTakenIn f => f.Carried.Aggregate(this, (files, carried) => files.After(carried)),
        FileErased f => this with
        {
            Files = Files.Remove(f.Organisation),
            Kept = Kept.RemoveAll(k => k.Organisation == f.Organisation),
            Requests = Requests.RemoveRange(Requests.Values.Where(r => r.Organisation == f.Organisation).Select(r => r.Request)),
        },
        LeadMoved f => Change(f.FromOrganisation, f.At).Change(f.ToOrganisation, f.At),
        AgeBandReached or BirthdayNears or FamilyJoined or MemberErased => this,
        MemberAdded { Role: MemberRoles.Child or MemberRoles.UnbornChild } f =>
            Child(f.Member, AgeBands.AdultOn(f.Band, f.BandUntil, Amsterdam.DateAt(f.At))).Receive(f.Organisation, f.At),
        MemberAdded f => Receive(f.Organisation, f.At),
        AuthorityRecorded f => Receive(f.Organisation, f.At),
        SignalRecorded f => Receive(f.Organisation, f.At),
        ProtectiveFactorRecorded f => Receive(f.Organisation, f.At),
        ConversationHeld f => Receive(f.Organisation, f.At),
        NeedRecorded f => Receive(f.Organisation, f.At),
        ContactWishesRecorded f => Receive(f.Organisation, f.At),
        InstrumentFilled f => Receive(f.Organisation, f.At),
        GoalSet f => Receive(f.Organisation, f.At),
        RepresentativeAppointed f => Receive(f.Organisation, f.At),
        ChildBorn f =>
            Child(f.Member, AgeBands.AdultOn(f.Band, f.BandUntil, Amsterdam.DateAt(f.At))).Receive(f.Organisation, f.At),
        FamilyMoved f => Receive(f.Organisation, f.At),
        AuthorityEnded f => Change(f.Organisation, f.At),
        SafetyFlagRaised f => Change(f.Organisation, f.At),
        SafetyFlagLifted f => Change(f.Organisation, f.At),
        RepresentationEnded f => Change(f.Organisation, f.At),
        AuthoritySuspended f => Change(f.Organisation, f.At),
        AuthorityResumed f => Change(f.Organisation, f.At),
        IncompetenceJudged f => Change(f.Organisation, f.At),
        CompetenceRegained f => Change(f.Organisation, f.At),
        MinorDeclaredAdult f => (Children.ContainsKey(f.Member) ? Child(f.Member, f.From) : this).Change(f.Organisation, f.At),
        PregnancyEnded f => Child(f.Member, adultOn: null).Change(f.Organisation, f.At),
        MemberDied f => Child(f.Member, adultOn: null).Change(f.Organisation, f.At),
        ContactPersonNamed f => Change(f.Organisation, f.At),
        TaskDone f => Change(f.Organisation, f.At),
        TalkFact f => Change(f.Organisation, f.At),
        WritingFact f => Change(f.Organisation, f.At),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not kept"),
    };

    /// <summary>After a fact about keeping.</summary>
    public KeptFiles After(KeepingFact fact) => fact switch
    {
        KeepingReferralHeard f => (this with
        {
            Referrals = f.Open ? Referrals.SetItem(f.Referral, f) : Referrals.Remove(f.Referral),
        })
            .Change(f.FromOrganisation, f.MovedAt)
            .Grow(f.ToOrganisation, file => f.Received ? Received(file, f.MovedAt) : Changed(file, f.MovedAt)),
        KeptLonger f => this with { Kept = Kept.Add(f) },
        KeptLongerEnded f => Kept.Find(k => k.Keeping == f.Keeping) is { } over
            ? (this with { Kept = Kept.Remove(over) }).Grow(over.Organisation, file => file with { AgainOn = Amsterdam.DateAt(f.At) })
            : this,
        KeepingLooked f => Grow(f.Organisation, file => file with { AgainOn = f.AgainOn }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not kept"),
    };

    /// <summary>
    /// After a step of a request about own data. A restriction runs until it is lifted, the others until they are answered and done.
    /// </summary>
    public KeptFiles After(RightFact fact, Guid request, Guid organisation, string kind) => fact switch
    {
        RightAsked f => Run(request, organisation, kind, f.At),
        RightRefused or RightTakenBack or RestrictionLifted => End(request, fact.At),
        RightCarriedOut when kind is not RightKinds.Restriction => End(request, fact.At),
        _ => this,
    };

    /// <summary>After a step of a request to destroy that a person made, or that follows one made elsewhere.</summary>
    public KeptFiles AfterAsked(ErasureFact fact, Guid erasure, Guid organisation) => fact switch
    {
        ErasureRequested f => Run(
            erasure, organisation, f.Origin == ErasureOrigins.Elsewhere ? ErasureOrigins.Elsewhere : RunningRequest.Erasure, f.At),
        ErasureRefused or ErasureTakenBack or ErasureCertified => End(erasure, fact.At),
        _ => this,
    };

    /// <summary>After a step of a request to destroy a file whose term is over.</summary>
    public KeptFiles After(ErasureFact fact, Guid erasure, Guid organisation) => fact switch
    {
        ErasureRequested => Grow(organisation, file => file with { Request = erasure }),
        ErasureRefused f => Grow(organisation, file => file with { Request = null, RefusedAt = f.At, AgainOn = null }),
        ErasureTakenBack f => Grow(organisation, file => file with { Request = null, RefusedAt = f.At, AgainOn = null }),
        _ => this,
    };

    /// <summary>What kept a file that was joined to this one keeps this one.</summary>
    public KeptFiles Joined(KeptFiles other) => this with
    {
        Referrals = Referrals.SetItems(other.Referrals),
        Kept = [.. Kept.Union(other.Kept)],
        Requests = Requests.SetItems(other.Requests),
    };

    private KeptFiles Run(Guid request, Guid organisation, string kind, DateTimeOffset at) =>
        this with { Requests = Requests.SetItem(request, new(request, organisation, kind, Amsterdam.DateAt(at))) };

    // What was held back by it is looked at again.
    private KeptFiles End(Guid request, DateTimeOffset at) => Requests.TryGetValue(request, out var over)
        ? (this with { Requests = Requests.Remove(request) })
            .Grow(over.Organisation, file => file with { AgainOn = Amsterdam.DateAt(at) })
        : this;

    private KeptFiles Child(Guid member, DateOnly? adultOn) =>
        this with { Children = adultOn is { } day ? Children.SetItem(member, day) : Children.Remove(member) };

    private static KeptFile Changed(KeptFile file, DateTimeOffset at) =>
        file with { ChangedAt = file.ChangedAt > at ? file.ChangedAt : at, AgainOn = null };

    private static KeptFile Received(KeptFile file, DateTimeOffset at) =>
        Changed(file, at) with { ReceivedAt = file.ReceivedAt > at ? file.ReceivedAt : at };

    private KeptFiles Change(Guid organisation, DateTimeOffset at) => Grow(organisation, file => Changed(file, at));

    private KeptFiles Receive(Guid organisation, DateTimeOffset at, Guid? team = null)
    {
        var file = Received(Files.GetValueOrDefault(organisation) ?? new(), at);
        return this with
        {
            Files = Files.SetItem(
                organisation, team is { } one && !file.Teams.Contains(one) ? file with { Teams = file.Teams.Add(one) } : file),
        };
    }

    private KeptFiles Grow(Guid organisation, Func<KeptFile, KeptFile> grow) =>
        Files.TryGetValue(organisation, out var file) ? this with { Files = Files.SetItem(organisation, grow(file)) } : this;
}
