using System.Collections.Immutable;
using System.Diagnostics;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals;

/// <summary>
/// The files of one family as their facts make them older and younger. Folded by the view of keeping and by nothing else.
/// </summary>
public sealed partial record KeptFiles
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
        RecordsErased f => Grow(f.Organisation, file => file.Without(f.ReceivedUntil)),
        MemberAdded { Role: MemberRoles.Child or MemberRoles.UnbornChild } f =>
            Child(f.Member, AgeBands.AdultOn(f.Band, f.BandUntil, Amsterdam.DateAt(f.At))).Receive(f.Organisation, f.At),
        MemberAdded f => Receive(f.Organisation, f.At),
        AuthorityRecorded f => Receive(f.Organisation, f.At),
        SignalRecorded f => Receive(f.Organisation, f.At).Record(f.Organisation, f.At),
        ProtectiveFactorRecorded f => Receive(f.Organisation, f.At).Record(f.Organisation, f.At),
        ConversationHeld f => Receive(f.Organisation, f.At).Record(f.Organisation, f.At),
        NeedRecorded f => Receive(f.Organisation, f.At).Record(f.Organisation, f.At),
        ContactWishesRecorded f => Receive(f.Organisation, f.At),
        InstrumentFilled f => Receive(f.Organisation, f.At).Record(f.Organisation, f.At),
        GoalSet f => Receive(f.Organisation, f.At).Record(f.Organisation, f.At),
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
        ContactAttempted or ProvisionPointedOut => fact is TalkFact f
            ? Change(f.Organisation, f.At).Record(f.Organisation, f.At)
            : this,
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
            .Letter(f.Referral, f.FromOrganisation, f.ToOrganisation, Amsterdam.DateAt(f.MovedAt))
            .Change(f.FromOrganisation, f.MovedAt)
            .Grow(f.ToOrganisation, file => f.Received ? Received(file, f.MovedAt) : Changed(file, f.MovedAt)),
        KeptLonger f => this with { Kept = Kept.Add(f) },
        KeptLongerEnded f => Kept.Find(k => k.Keeping == f.Keeping) is { } over
            ? (this with { Kept = Kept.Remove(over) }).Grow(over.Organisation, file => file with { AgainOn = Amsterdam.DateAt(f.At) })
            : this,
        KeepingLooked f => Grow(
            f.Organisation, file => file with { AgainOn = f.AgainOn, LookedOn = Amsterdam.DateAt(f.At) }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not kept"),
    };

    /// <summary>After a step of a request to destroy a file whose term is over.</summary>
    public KeptFiles After(ErasureFact fact, Guid erasure, Guid organisation) => fact switch
    {
        ErasureRequested or RecordsOver => Grow(organisation, file => file with { Request = erasure }),
        ErasureCertified f => Grow(
            organisation, file => file with { Request = null, AgainOn = Amsterdam.DateAt(f.At) }),
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
        Letters = Letters.SetItems(other.Letters),
    };

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
