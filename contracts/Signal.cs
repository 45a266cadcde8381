namespace WarmHandover.Contracts.Signal;

/// <summary>
/// Who belongs to a family, in which age band, under whose authority, and which organisations are party to it. Bound by consent only: <see
/// cref="Member.BandUntil"/> derives from a birth date (decision 18).
/// </summary>
public sealed record FamilyComposed(
    string Stream, long Version, Guid Family, IReadOnlyList<Guid> Parties,
    IReadOnlyList<Member> Members, IReadOnlyList<Authority> Authorities)
    : IAnnouncement;

/// <summary>
/// A member by id. Bands: unborn, under-12, 12-15, 16-17, adult. The band holds until the local date (Europe/Amsterdam, exclusive).
/// </summary>
public sealed record Member(Guid Id, string Role, string Band, DateOnly? BandUntil, bool MayNotBeInformed);

/// <summary>Who decides for a child, from and until (exclusive) which local date. Kind: parent or guardian.</summary>
public sealed record Authority(Guid Child, Guid Holder, string Kind, DateOnly From, DateOnly? Until);

/// <summary>What a family wants help with: that the needs exist, whose, in which domain and municipality; never the words.</summary>
public sealed record NeedsStated(string Stream, long Version, Guid Family, Guid Organisation, IReadOnlyList<Need> Needs) : IAnnouncement;

/// <summary>
/// One need: of which member (and his age band, for the preview), in which life domain and area (municipality code), recorded by which
/// organisation.
/// </summary>
public sealed record Need(Guid Id, Guid Member, string Band, string Domain, string Area, Guid Organisation);
