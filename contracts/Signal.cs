namespace WarmHandover.Contracts.Signal;

/// <summary>
/// Who belongs to a family, in which age band, under whose authority, and which organisations are party to it. Bound by consent only: <see
/// cref="Member.BandUntil"/> derives from a birth date (decision 18). What came later is optional: none is what was always said.
/// </summary>
public sealed record FamilyComposed(
    string Stream, long Version, Guid Family, IReadOnlyList<Guid> Parties,
    IReadOnlyList<Member> Members, IReadOnlyList<Authority> Authorities,
    IReadOnlyList<Representation>? Representations = null, IReadOnlyList<Suspension>? Suspensions = null,
    IReadOnlyList<Incompetence>? Incompetences = null)
    : IAnnouncement;

/// <summary>
/// A member by id. Roles: parent, child, unborn-child, other-adult, organisation (a guardian or representative that is no person). Bands:
/// unborn, under-12, 12-15, 16-17, adult; the band holds until the local date (Europe/Amsterdam, exclusive). Gone: <c>pregnancy-ended</c>
/// or <c>deceased</c>. A minor whom the judge declared adult (BW 1:253ha) is one from a local date on.
/// </summary>
public sealed record Member(
    Guid Id, string Role, string Band, DateOnly? BandUntil, bool MayNotBeInformed, string? Gone = null, DateOnly? AdultFrom = null);

/// <summary>Who decides for a child, from and until (exclusive) which local date. Kind: parent or guardian.</summary>
public sealed record Authority(Guid Child, Guid Holder, string Kind, DateOnly From, DateOnly? Until);

/// <summary>
/// Who acts for a member, from and until (exclusive) which local date, and by which proof. Kinds: <c>curator</c>, <c>mentor</c>,
/// <c>bewindvoerder</c> (money, beside the adult himself), <c>gemachtigde</c> (with a written authorisation), <c>partner</c> and
/// <c>familie</c> (BW 7:465(3), for somebody who cannot decide himself).
/// </summary>
public sealed record Representation(
    Guid Id, Guid Member, Guid Holder, string Kind, DateOnly From, DateOnly? Until, string Proof);

/// <summary>
/// A holder who does not exercise his authority (BW 1:253q, 253r, 268): over one child, or (none named) over every child, on which ground,
/// established by whom, from and until (exclusive) which local date.
/// </summary>
public sealed record Suspension(Guid Holder, Guid? Child, string Ground, string EstablishedBy, DateOnly From, DateOnly? Until);

/// <summary>
/// Somebody of 12 or older who cannot value his interests in a matter (<c>gezondheid</c>, <c>geld</c>, <c>hulp</c>,
/// <c>gegevens-delen</c>, <c>alles</c>), judged by whom, from and until (exclusive) which local date.
/// </summary>
public sealed record Incompetence(Guid Member, string Matter, string JudgedBy, DateOnly From, DateOnly? Until);

/// <summary>
/// What everybody but consent must know of a family: the municipality it counts in now, which teams work with it, who of it is gone (all
/// tasks, reminders and texts about that member stop at once, and nothing is sent), and who may not be approached.
/// </summary>
public sealed record FamilyStands(
    string Stream, long Version, Guid Family, string Area, IReadOnlyList<PartyTeam> Teams, IReadOnlyList<MemberStands> Members)
    : IAnnouncement;

/// <summary>A team that works with a family.</summary>
public sealed record PartyTeam(Guid Organisation, Guid Team);

/// <summary>
/// A member for who sends or plans something: gone is <c>pregnancy-ended</c> or <c>deceased</c>; the flags are <c>niet-informeren</c> and
/// <c>niet-contacteren</c>.
/// </summary>
public sealed record MemberStands(Guid Id, string Role, string? Gone, IReadOnlyList<string> SafetyFlags);

/// <summary>What a family wants help with: that the needs exist, whose, in which domain and municipality; never the words.</summary>
public sealed record NeedsStated(string Stream, long Version, Guid Family, Guid Organisation, IReadOnlyList<Need> Needs) : IAnnouncement;

/// <summary>
/// One need: of which member (and his age band, for the preview), in which life domain and area (municipality code), recorded by which
/// organisation.
/// </summary>
public sealed record Need(Guid Id, Guid Member, string Band, string Domain, string Area, Guid Organisation)
{
    /// <summary>
    /// The day of the first signal that it goes back to, for figures of how long a family waited; null where there was none.
    /// </summary>
    public DateOnly? SignalledOn { get; init; }
}

/// <summary>
/// Somebody asked for help without an account, and this team calls back (state open); or it did, or the term passed (state done).
/// </summary>
public sealed record SelfStartStands(
    string Stream, long Version, Guid SelfStart, Guid Team, Guid Organisation, string State, DateTimeOffset At) : IAnnouncement;

/// <summary>
/// Two files of one organisation about the same child became one: this family id survives no longer, <see cref="Into"/> does. Referrals
/// that were made under it go on under it; of what stands under both ids the stricter counts.
/// </summary>
public sealed record FamilyJoined(
    string Stream, long Version, Guid Family, Guid Into, IReadOnlyList<SamePerson> Same, DateTimeOffset At) : IAnnouncement;

/// <summary>A person who stood in both files: the id under the old family id, and the one that survives.</summary>
public sealed record SamePerson(Guid Member, Guid As);

/// <summary>
/// Two people of an organisation decided that what it recorded of a family (with a member: of that person) is destroyed: every service does
/// so and says when it is done. The teams are those with which the organisation worked with the family.
/// </summary>
public sealed record ErasureOrdered(
    string Stream, long Version, Guid Erasure, Guid Family, Guid Organisation, Guid? Member, IReadOnlyList<Guid> Teams, DateTimeOffset At)
    : IAnnouncement
{
    /// <summary>Under which other ids the same was recorded, in files that were joined to this one.</summary>
    public IReadOnlyList<RecordedUnder>? Also { get; init; }
}

/// <summary>
/// Two people of an organisation decided that the records go that it received of a family until the end of a day, because their term of
/// keeping is over; its file stays. Every service destroys what it has of them and says when it is done.
/// </summary>
public sealed record RecordsErasureOrdered(
    string Stream, long Version, Guid Erasure, Guid Family, Guid Organisation, DateOnly ReceivedUntil, IReadOnlyList<Guid> Teams,
    DateTimeOffset At) : IAnnouncement
{
    /// <summary>Under which other ids the same was recorded, in files that were joined to this one.</summary>
    public IReadOnlyList<RecordedUnder>? Also { get; init; }
}

/// <summary>Another family id, and the id that the member has there.</summary>
public sealed record RecordedUnder(Guid Family, Guid? Member);

/// <summary>
/// Elsewhere data of this family were destroyed on request: this organisation decides for itself about what it recorded (AVG 19).
/// </summary>
public sealed record ErasureToDecide(
    string Stream, long Version, Guid Erasure, Guid Family, Guid Organisation, IReadOnlyList<Guid> Teams, DateOnly DecideBy,
    DateTimeOffset At) : IAnnouncement;

/// <summary>
/// Rows that one organisation recorded were put right (kind verbetering), may be kept but not used for now (beperking), or may be used
/// again (beperking, lifted): consent closes or opens them and passes it on to everybody who received them (AVG 16, 18 and 19).
/// </summary>
public sealed record RowsRuled(
    string Stream, long Version, Guid Request, Guid Family, Guid Organisation, string Kind, IReadOnlyList<Row> Rows, bool Lifted,
    DateTimeOffset At) : IAnnouncement;
