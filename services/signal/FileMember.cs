using System.Collections.Immutable;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

/// <summary>
/// A member as the file knows him: which organisation recorded him, role, age band, safety flags. The person is in the vault.
/// </summary>
public sealed record FileMember(Guid Id, Guid Organisation, string Role, string Band, DateOnly? BandUntil, PayloadRef Person)
{
    /// <summary>The band on a local date, also when its birthday is not yet a fact.</summary>
    public string BandOn(DateOnly date) => AgeBands.On(date, Band, BandUntil);

    /// <summary>
    /// Whether a date lies after his birth. Nobody's birth date is here; of a minor the day on which his band ends tells it.
    /// </summary>
    public bool WasBornBefore(DateOnly date) => (BandUntil, Band) switch
    {
        ({ } end, AgeBands.Under12) => date > end.AddYears(-12),
        ({ } end, AgeBands.From12) => date > end.AddYears(-16),
        ({ } end, AgeBands.From16) => date > end.AddYears(-18),
        _ => true,
    };

    /// <summary>The safety flags that hold now.</summary>
    public ImmutableSortedSet<string> Flags { get; init; } = [];

    /// <summary>Who he is, as each organisation recorded it.</summary>
    public ImmutableSortedDictionary<Guid, PayloadRef> People { get; init; } =
        ImmutableSortedDictionary<Guid, PayloadRef>.Empty.Add(Organisation, Person);

    /// <summary>Where he lives since a move, as each organisation recorded it.</summary>
    public ImmutableSortedDictionary<Guid, PayloadRef> Addresses { get; init; } = ImmutableSortedDictionary<Guid, PayloadRef>.Empty;

    /// <summary>How he wants to be reached, as each organisation recorded it.</summary>
    public ImmutableSortedDictionary<Guid, ContactWishesRecorded> Contacts { get; init; } =
        ImmutableSortedDictionary<Guid, ContactWishesRecorded>.Empty;

    /// <summary>How he is gone, a code of <see cref="Signals.Gone"/>; null while he is there.</summary>
    public string? Gone { get; init; }

    /// <summary>The local date since which he is gone.</summary>
    public DateOnly? GoneOn { get; init; }

    /// <summary>When that was recorded.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>The local date from which a minor parent is adult by the judge's word (BW 1:253ha).</summary>
    public DateOnly? AdultFrom { get; init; }

    /// <summary>Whether he is a child of the family, born or expected.</summary>
    public bool IsChild => Role is MemberRoles.Child or MemberRoles.UnbornChild;

    /// <summary>Whether he is adult on a local date, by age or by the judge's word.</summary>
    public bool IsAdultOn(DateOnly date) => BandOn(date) is AgeBands.Adult || AdultFrom <= date;

    internal FileMember Born(ChildBorn f) => this with
    {
        Role = MemberRoles.Child,
        Band = f.Band,
        BandUntil = f.BandUntil,
        People = People.SetItem(f.Organisation, f.Person),
    };

    // The same person as another file knows him: what it knew more is added, what may not be done is kept.
    internal FileMember With(FileMember other) => this with
    {
        Flags = Flags.Union(other.Flags),
        People = People.SetItems(other.People.Where(p => !People.ContainsKey(p.Key))),
        Addresses = Addresses.SetItems(other.Addresses.Where(a => !Addresses.ContainsKey(a.Key))),
        Contacts = Contacts.SetItems(other.Contacts.Where(c => !Contacts.ContainsKey(c.Key))),
        Gone = Gone ?? other.Gone,
        GoneOn = GoneOn ?? other.GoneOn,
        GoneAt = GoneAt ?? other.GoneAt,
        AdultFrom = AdultFrom ?? other.AdultFrom,
    };

    internal FileMember MovedTo(MovedMember moved, Guid organisation) =>
        moved.Address is { } address ? this with { Addresses = Addresses.SetItem(organisation, address) } : this;
}
