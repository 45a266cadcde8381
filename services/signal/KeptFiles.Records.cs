using System.Collections.Immutable;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals;

/// <summary>The part that is about requests that run, children who grow up, and records that go one by one.</summary>
public sealed partial record KeptFiles
{
    /// <summary>
    /// The children of the family who are not adult, and on which local date each will be: Veilig Thuis keeps until the youngest is.
    /// </summary>
    public ImmutableSortedDictionary<Guid, DateOnly> Children { get; init; } = ImmutableSortedDictionary<Guid, DateOnly>.Empty;

    /// <summary>The requests of people about their own data that are not ended: what they are about is not destroyed meanwhile.</summary>
    public ImmutableSortedDictionary<Guid, RunningRequest> Requests { get; init; } =
        ImmutableSortedDictionary<Guid, RunningRequest>.Empty;

    /// <summary>When each referral moved last, and between whom: its letter is a record of both.</summary>
    public ImmutableSortedDictionary<Guid, KeptLetter> Letters { get; init; } = ImmutableSortedDictionary<Guid, KeptLetter>.Empty;

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

    private KeptFiles Run(Guid request, Guid organisation, string kind, DateTimeOffset at) =>
        this with { Requests = Requests.SetItem(request, new(request, organisation, kind, Amsterdam.DateAt(at))) };

    // What was held back by it is looked at again.
    private KeptFiles End(Guid request, DateTimeOffset at) => Requests.TryGetValue(request, out var over)
        ? (this with { Requests = Requests.Remove(request) })
            .Grow(over.Organisation, file => file with { AgainOn = Amsterdam.DateAt(at) })
        : this;

    private KeptFiles Child(Guid member, DateOnly? adultOn) =>
        this with { Children = adultOn is { } day ? Children.SetItem(member, day) : Children.Remove(member) };

    private KeptFiles Record(Guid organisation, DateTimeOffset at) => Grow(organisation, file => file.With(Amsterdam.DateAt(at)));

    private KeptFiles Letter(Guid referral, Guid from, Guid to, DateOnly on) =>
        this with { Letters = Letters.SetItem(referral, new(referral, from, to, on)) };
}

/// <summary>A referral, between which organisations, and when it moved last.</summary>
public sealed record KeptLetter(Guid Referral, Guid From, Guid To, DateOnly MovedOn);
