using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// Something that was recorded in the file of one family. <see cref="At"/> is the instant at which it came in at the door.
/// </summary>
[JsonDerivedType(typeof(FamilyOpened), "family-opened.v1")]
[JsonDerivedType(typeof(MemberAdded), "member-added.v1")]
[JsonDerivedType(typeof(AuthorityRecorded), "authority-recorded.v1")]
[JsonDerivedType(typeof(AuthorityEnded), "authority-ended.v1")]
[JsonDerivedType(typeof(SafetyFlagRaised), "safety-flag-raised.v1")]
[JsonDerivedType(typeof(SafetyFlagLifted), "safety-flag-lifted.v1")]
[JsonDerivedType(typeof(SignalRecorded), "signal-recorded.v1")]
[JsonDerivedType(typeof(ProtectiveFactorRecorded), "protective-factor-recorded.v1")]
[JsonDerivedType(typeof(ConversationHeld), "conversation-held.v1")]
[JsonDerivedType(typeof(NeedRecorded), "need-recorded.v1")]
[JsonDerivedType(typeof(PartyJoined), "party-joined.v1")]
[JsonDerivedType(typeof(AgeBandReached), "age-band-reached.v1")]
public abstract partial record FamilyFact(DateTimeOffset At);

/// <summary>
/// An organisation opened the file; it is the first party. The area is the municipality (code) that the family counts in.
/// </summary>
public sealed record FamilyOpened(Guid Family, Guid Organisation, Guid Team, string Area, DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// Somebody belongs to the circle around the children. Who it is stands sealed in the vault; the band holds until a local date.
/// </summary>
public sealed record MemberAdded(
    Guid Member, Guid Organisation, string Role, string Band, DateOnly? BandUntil, PayloadRef Person, DateTimeOffset At) : FamilyFact(At);

/// <summary>Who decides for a child, from and until (exclusive) which local date, and how that is known.</summary>
public sealed record AuthorityRecorded(
    Guid Child, Guid Holder, string Kind, DateOnly From, DateOnly? Until, string Proof, Guid Organisation, DateTimeOffset At)
        : FamilyFact(At)
{
    internal bool SaysTheSame(AuthorityRecorded o) =>
        (Child, Holder, Kind, From, Until) == (o.Child, o.Holder, o.Kind, o.From, o.Until);

    /// <summary>Most authority begins at birth; that day itself would tell every listener the child's birth date.</summary>
    public static readonly DateOnly SinceBirth = DateOnly.MinValue;
}

/// <summary>Authority ends on a local date, which is the first day without it.</summary>
public sealed record AuthorityEnded(Guid Child, Guid Holder, DateOnly Until, string Proof, Guid Organisation, DateTimeOffset At)
    : FamilyFact(At)
{
    internal bool Ends(AuthorityRecorded line) =>
        (line.Child, line.Holder) == (Child, Holder) && line.From < Until && (line.Until ?? DateOnly.MaxValue) > Until;
}

/// <summary>A member may not be informed or not be contacted, for everybody who works with the family.</summary>
public sealed record SafetyFlagRaised(
    Guid Member, string Flag, string Reason, bool ColleagueConsulted, Guid Organisation, DateTimeOffset At) : FamilyFact(At);

/// <summary>The danger has passed: the flag no longer holds.</summary>
public sealed record SafetyFlagLifted(
    Guid Member, string Flag, string Reason, bool ColleagueConsulted, Guid Organisation, DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// One observed or told fact about a member. Two clocks: when it was seen and when it was recorded. Its words are sealed. A code of the
/// list of somebody else is kept as it came, also when ours has no kind for it.
/// </summary>
public sealed record SignalRecorded(
    Guid Signal, Guid Member, string Kind, string Category, int ListVersion, string Source, DateOnly ObservedOn, string Urgency,
    string? Instrument, string? InstrumentVersion, PayloadRef? Note, Guid Organisation, Guid Team, DateTimeOffset At,
    string? CodeSystem = null, string? Code = null) : FamilyFact(At);

/// <summary>What goes well, for a member.</summary>
public sealed record ProtectiveFactorRecorded(
    Guid Factor, Guid Member, string Kind, int ListVersion, PayloadRef? Note, Guid Organisation, DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// The talk about the signals: who was there, what was discussed, what came of it. Coming back belongs to the team, not to a person.
/// </summary>
public sealed record ConversationHeld(
    Guid Conversation, DateOnly HeldOn, IReadOnlyList<Guid> With, string Interpreter, Guid? InterpretedBy, bool WhyExplained,
    IReadOnlyList<DiscussedSignal> Discussed, string Outcome, DateOnly? ComeBackOn, PayloadRef? Note, Guid Organisation, Guid Team,
    DateTimeOffset At, string? Where = null, Guid? DuoWith = null, IReadOnlyList<string>? Explained = null,
    Guid? Planned = null) : FamilyFact(At);

/// <summary>A signal that was talked about, and whether whom it is about (for a child under 12: who decides for it) was there.</summary>
public sealed record DiscussedSignal(Guid Signal, bool WithWhomItIsAbout);

/// <summary>What a member wants help with; the words are sealed.</summary>
public sealed record NeedRecorded(
    Guid Need, Guid Member, string Domain, string Area, PayloadRef Words, Guid Organisation, Guid Team, DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// An organisation that accepted a referral works with the family from now on; source and version say where that was heard.
/// </summary>
public sealed record PartyJoined(Guid Organisation, Guid Team, string Source, long SourceVersion, DateTimeOffset At) : FamilyFact(At);

/// <summary>A birthday changed a member's age band; consent has judged by the date all along.</summary>
public sealed record AgeBandReached(Guid Member, string Band, DateOnly? BandUntil, DateTimeOffset At) : FamilyFact(At);

/// <summary>What is known of a family after all its facts.</summary>
public abstract partial record FamilyFile
{
    /// <summary>Before anything was recorded.</summary>
    public static readonly FamilyFile Initial = new NotOpened();

    private FamilyFile()
    {
    }

    /// <summary>There is no file.</summary>
    public sealed record NotOpened : FamilyFile;

    /// <summary>The file as it stands. <see cref="Discussed"/> holds the signals that were talked about with whom they are about.</summary>
    public sealed partial record Opened(Guid Family, string Area) : FamilyFile
    {
        /// <summary>The organisations that work with the family, each with its teams.</summary>
        public ImmutableSortedDictionary<Guid, ImmutableList<Guid>> Parties { get; init; } =
            ImmutableSortedDictionary<Guid, ImmutableList<Guid>>.Empty;

        /// <summary>The circle around the children, in the order in which they were added.</summary>
        public ImmutableList<FileMember> Members { get; init; } = [];

        /// <summary>Who decides for which child; ended lines stay, with their end.</summary>
        public ImmutableList<AuthorityRecorded> Authorities { get; init; } = [];

        /// <summary>All signals.</summary>
        public ImmutableList<SignalRecorded> Signals { get; init; } = [];

        /// <summary>Signals discussed with whom they are about: only these can travel in a letter.</summary>
        public ImmutableHashSet<Guid> Discussed { get; init; } = [];

        /// <summary>What goes well.</summary>
        public ImmutableList<ProtectiveFactorRecorded> Factors { get; init; } = [];

        /// <summary>All talks.</summary>
        public ImmutableList<ConversationHeld> Conversations { get; init; } = [];

        /// <summary>All needs.</summary>
        public ImmutableList<NeedRecorded> Needs { get; init; } = [];

        /// <summary>The highest version heard of each stream of others (decision 12).</summary>
        public ImmutableDictionary<string, long> Heard { get; init; } = [];

        /// <summary>A member by id.</summary>
        public FileMember? Member(Guid id) => Members.Find(m => m.Id == id);

        /// <summary>Whether an organisation works with this family; to all others the file does not exist.</summary>
        public bool Knows(Guid organisation) => Parties.ContainsKey(organisation);

        /// <summary>
        /// Whether somebody is spoken with: himself, or one who decides for him: for a child under 12 (or expected), or a minor who was
        /// judged unable, a holder of authority (while none is known, a parent); for an adult his curator or mentor.
        /// </summary>
        public bool SpokenWith(Guid subject, IReadOnlyList<Guid> present, DateOnly on)
        {
            if (present.Contains(subject) || Member(subject) is not { } member)
                return present.Contains(subject);
            if (Representations.Exists(r => r.Member == subject
                && r.Kind is not (RepresentationKinds.Authorised or RepresentationKinds.Administrator
                    or RepresentationKinds.Partner or RepresentationKinds.Relative)
                && Holds(r.From, r.Until, on) && present.Contains(r.Holder)))
            {
                return true;
            }

            if (member.BandOn(on) is not (AgeBands.Unborn or AgeBands.Under12)
                && (member.IsAdultOn(on) || !Incompetences.Exists(i => i.Member == subject && Holds(i.From, i.Until, on))))
            {
                return false;
            }

            var holders = HoldersOf(subject, on);
            return holders is []
                ? present.Any(id => Member(id)?.Role is MemberRoles.Parent)
                : holders.Any(present.Contains);
        }

        internal Opened Change(Guid member, Func<FileMember, FileMember> change) =>
            this with { Members = [.. Members.Select(m => m.Id == member ? change(m) : m)] };

        internal Opened Join(Guid organisation, Guid team)
        {
            var teams = Parties.GetValueOrDefault(organisation, []);
            return this with { Parties = Parties.SetItem(organisation, teams.Contains(team) ? teams : teams.Add(team)) };
        }
    }

    /// <summary>The file after one more fact. Blind: no clock, no ids, no look-ups.</summary>
    public static FamilyFile Evolve(FamilyFile file, FamilyFact fact)
    {
        var after = Fold(file, fact);
        return after with { Work = after.Work.After(fact) };
    }

    private static Opened Fold(FamilyFile file, FamilyFact fact) => (file, fact) switch
    {
        (NotOpened, FamilyOpened f) =>
            new Opened(f.Family, f.Area) { OpenedBy = f.Organisation, OpenedAt = f.At }.Join(f.Organisation, f.Team),
        (Opened o, MemberAdded f) => o with
        {
            Members = o.Members.Add(new(f.Member, f.Organisation, f.Role, f.Band, f.BandUntil, f.Person)),
        },
        (Opened o, AuthorityRecorded f) => o with { Authorities = o.Authorities.Add(f) },
        (Opened o, AuthorityEnded f) => o with { Authorities = [.. o.Authorities.Select(a => f.Ends(a) ? a with { Until = f.Until } : a)] },
        (Opened o, SafetyFlagRaised f) => o.Change(f.Member, m => m with { Flags = m.Flags.Add(f.Flag) }),
        (Opened o, SafetyFlagLifted f) => o.Change(f.Member, m => m with { Flags = m.Flags.Remove(f.Flag) }),
        (Opened o, SignalRecorded f) => o with { Signals = o.Signals.Add(f) },
        (Opened o, ProtectiveFactorRecorded f) => o with { Factors = o.Factors.Add(f) },
        (Opened o, ConversationHeld f) => o with
        {
            Conversations = o.Conversations.Add(f),
            Planned = o.Planned.RemoveAll(p => p.Conversation == f.Planned),
            Discussed = o.Discussed.Union(f.Discussed.Where(d => d.WithWhomItIsAbout).Select(d => d.Signal)),
        },
        (Opened o, NeedRecorded f) => o with { Needs = o.Needs.Add(f) },
        (Opened o, PartyJoined f) => o.Join(f.Organisation, f.Team) with { Heard = o.Heard.SetItem(f.Source, f.SourceVersion) },
        (Opened o, AgeBandReached f) => o.Change(f.Member, m => m with { Band = f.Band, BandUntil = f.BandUntil }),
        (Opened o, CircleFact f) => o.After(f),
        (Opened o, CareFact f) => o.After(f),
        (Opened o, TalkFact f) => o.After(f),
        (Opened o, WritingFact f) => o.After(f),
        (Opened o, JoiningFact f) => o.After(f),
        (Opened o, ErasedFact f) => o.After(f),
        _ => throw new UnreachableException($"{fact.GetType().Name} does not fit a file that is {file.GetType().Name}"),
    };
}
