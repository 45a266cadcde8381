using System.Text.Json.Serialization;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Signal told who belongs to the family, in which age band, under whose authority, and which organisations are party.</summary>
public sealed record FamilyHeard(
    Guid Family, long SignalVersion, IReadOnlyList<Guid> Parties, IReadOnlyList<Member> Members, IReadOnlyList<Authority> Authorities,
    DateTimeOffset At) : ConsentFact(At)
{
    /// <summary>A member by id; null for somebody unknown here.</summary>
    public Member? Member(Guid id) => Members.FirstOrDefault(m => m.Id == id);

    /// <summary>Who holds authority over a child on a local date, wherever they live.</summary>
    public IReadOnlyList<Guid> HoldersOf(Guid child, DateOnly on) =>
    [
        .. Authorities.Where(a => a.Child == child && a.Holds(on) && MayHold(a.Holder, on) && SuspensionOf(a.Holder, child, on) is null)
            .Select(a => a.Holder).Distinct(),
    ];

    /// <summary>Who acts for members; null when signal told nobody.</summary>
    public IReadOnlyList<Representation>? Representations { get; init; }

    /// <summary>Holders who do not exercise their authority; null when signal told none.</summary>
    public IReadOnlyList<Suspension>? Suspensions { get; init; }

    /// <summary>Who cannot value his interests in a matter; null when signal told nobody.</summary>
    public IReadOnlyList<Incompetence>? Incompetences { get; init; }

    /// <summary>Why a holder does not exercise his authority over a child on a local date; null when he does.</summary>
    public Suspension? SuspensionOf(Guid holder, Guid child, DateOnly on) => Resting.LastOrDefault(s => s.Takes(holder, child, on));

    /// <summary>Every time in which a holder did, does or will not exercise his authority: suspended, or under curatele.</summary>
    [JsonIgnore]
    public IEnumerable<Suspension> Resting =>
    [
        .. Suspensions ?? [],
        .. from representation in Representations ?? []
           where Lists.Rules.Representation.Any(r => r.Kind == representation.Kind && r.EndsAuthority)
           select Suspension.Curatele(representation),
    ];

    /// <summary>Who cannot value his interests in something of a category, on a local date; null when he can.</summary>
    public Incompetence? IncompetenceOf(Guid member, string category, DateOnly on) => Incompetences?.LastOrDefault(i =>
        i.Member == member && i.Holds(on) && Lists.Rules.Matters.FirstOrDefault(m => m.Code == i.Matter)?.Has(category) is not false);

    /// <summary>The local dates on which somebody else may decide about a member than the day before, birthdays apart.</summary>
    public IEnumerable<DateOnly> EdgesOf(Guid member) =>
    [
        .. Authorities.Where(a => a.Child == member).SelectMany(a => Edges(a.From, a.Until)),
        .. Resting.Where(s => s.Child is null || s.Child == member).SelectMany(s => Edges(s.From, s.Until)),
        .. (Representations ?? []).Where(r => r.Member == member).SelectMany(r => Edges(r.From, r.Until)),
        .. (Incompetences ?? []).Where(i => i.Member == member).SelectMany(i => Edges(i.From, i.Until)),
        .. Members.Where(m => m.AdultFrom is not null).Select(m => m.AdultFrom!.Value),
    ];

    private static DateOnly[] Edges(DateOnly from, DateOnly? until) => until is { } end ? [from, end] : [from];

    // BW 1:246: a minor has no authority, until the judge declares her adult (BW 1:253ha).
    private bool MayHold(Guid holder, DateOnly on) =>
        Member(holder) is not { } member || (member.Gone is null && Ages.At(member, on) == Ages.Adult);
}

/// <summary>A member by id. The band holds until a local date in Amsterdam (exclusive); none for an adult.</summary>
public sealed record Member(Guid Id, string Role, string Band, DateOnly? BandUntil, bool MayNotBeInformed)
{
    /// <summary>Why this member is no longer there: a pregnancy that ended, a death. Nothing is asked about him any more.</summary>
    public string? Gone { get; init; }

    /// <summary>A minor whom the judge declared adult is one from this local date on (BW 1:253ha).</summary>
    public DateOnly? AdultFrom { get; init; }

    /// <summary>An organisation that is guardian or representative; nothing can be asked about it.</summary>
    [JsonIgnore]
    public bool IsOrganisation => Role == "organisation";
}

/// <summary>Who decides for a child, from and until (exclusive) which local date.</summary>
public sealed record Authority(Guid Child, Guid Holder, string Kind, DateOnly From, DateOnly? Until)
{
    /// <summary>Whether it holds on a local date: suspended or ended authority does not.</summary>
    public bool Holds(DateOnly on) => From <= on && (Until is null || on < Until);
}
