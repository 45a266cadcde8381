using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>Something that is asked of the file of one family, with the instant at which it came in at the door.</summary>
public abstract record FamilyCommand(DateTimeOffset At)
{
    /// <summary>The local date on which it came in.</summary>
    public DateOnly Today => Amsterdam.DateAt(At);
}

/// <summary>A command of an organisation that must be party to the family: for all others the file does not exist.</summary>
public abstract record PartyCommand(Guid Organisation, DateTimeOffset At) : FamilyCommand(At);

/// <summary>Open a file.</summary>
public sealed record OpenFamily(Guid Family, Guid Organisation, Guid Team, string Area, DateTimeOffset At) : FamilyCommand(At);

/// <summary>Add somebody to the circle around the children; the band was computed from the birth date at the door.</summary>
public sealed record AddMember(
    Guid Member, Guid Organisation, string Role, string Band, DateOnly? BandUntil, PayloadRef Person, DateTimeOffset At)
        : PartyCommand(Organisation, At);

/// <summary>Record who decides for a child.</summary>
public sealed record RecordAuthority(
    Guid Child, Guid Holder, string Kind, DateOnly From, DateOnly? Until, string Proof, Guid Organisation, DateTimeOffset At)
    : PartyCommand(Organisation, At);

/// <summary>Record that authority ends on a local date.</summary>
public sealed record EndAuthority(Guid Child, Guid Holder, DateOnly Until, string Proof, Guid Organisation, DateTimeOffset At)
    : PartyCommand(Organisation, At);

/// <summary>Raise a safety flag, or lift it.</summary>
public sealed record SetSafetyFlag(
    Guid Member, string Flag, bool Raised, string Reason, bool ColleagueConsulted, Guid Organisation, DateTimeOffset At)
    : PartyCommand(Organisation, At);

/// <summary>Record a signal of a kind from the closed list.</summary>
public sealed record RecordSignal(
    Guid Signal, Guid Member, SignalKind Kind, int ListVersion, string Source, DateOnly ObservedOn, string Urgency,
    string? Instrument, string? InstrumentVersion, PayloadRef? Note, Guid Organisation, Guid Team, DateTimeOffset At,
    string? CodeSystem = null, string? Code = null)
    : PartyCommand(Organisation, At);

/// <summary>Record what goes well.</summary>
public sealed record RecordProtectiveFactor(
    Guid Factor, Guid Member, string Kind, int ListVersion, PayloadRef? Note, Guid Organisation, DateTimeOffset At)
    : PartyCommand(Organisation, At);

/// <summary>Record a talk and its outcome.</summary>
public sealed record HoldConversation(
    Guid Conversation, DateOnly HeldOn, IReadOnlyList<Guid> With, string Interpreter, Guid? InterpretedBy, bool WhyExplained,
    IReadOnlyList<Guid> Signals, string Outcome, DateOnly? ComeBackOn, PayloadRef? Note, Guid Organisation, Guid Team, DateTimeOffset At,
    string? Where = null, Guid? DuoWith = null, IReadOnlyList<string>? Explained = null, Guid? Planned = null)
    : PartyCommand(Organisation, At);

/// <summary>Record what a member wants help with.</summary>
public sealed record RecordNeed(
    Guid Need, Guid Member, string Domain, string? Area, PayloadRef Words, Guid Organisation, Guid Team, DateTimeOffset At)
    : PartyCommand(Organisation, At);

/// <summary>A referral was accepted: its receiver works with the family from now on.</summary>
public sealed record JoinParty(Guid Organisation, Guid Team, string Source, long SourceVersion, DateTimeOffset At) : FamilyCommand(At);

/// <summary>A member's band may have ended.</summary>
public sealed record ReachAgeBand(Guid Member, DateTimeOffset At) : FamilyCommand(At);

/// <summary>Every choice about a family's file: a command on what is known becomes facts, nothing, or a no with a name.</summary>
public static partial class FamilyFileDecider
{
    /// <summary>
    /// Until a second 'not now' the house proposes to come back after six weeks; after that only the family names a date.
    /// </summary>
    public const int ProposedDays = 42;

    /// <summary>The one table.</summary>
    public static Decision<FamilyFact> Decide(FamilyCommand command, FamilyFile file) => (file, command) switch
    {
        (NotOpened, OpenFamily c) => [new FamilyOpened(c.Family, c.Organisation, c.Team, c.Area, c.At)],
        (Opened o, OpenFamily c) => o.Knows(c.Organisation) ? [] : o.NoFileOf(c.Organisation),

        // Foreign and missing are the same no, and it is said before anything else about the family could be.
        (NotOpened, _) => Refusals.Missing,
        (Opened o, PartyCommand c) when !o.Knows(c.Organisation) => o.NoFileOf(c.Organisation),
        (Opened o, PartyCommand c) when IsAboutErased(c, o) => FamilyRefusals.MemberErased,
        (Opened o, EraseRecords c) => Erase(c, o),
        (Opened o, EraseOldRecords c) => Erase(c, o),

        (Opened o, JoinFile c) => Join(c, o),
        (Opened { JoinedInto: { } into }, PartyCommand or JoinParty or MoveLead or TakeInFile) => FamilyRefusals.JoinedInto(into),
        (Opened { JoinedInto: not null }, _) => [],
        (Opened o, TakeInFile c) => TakeIn(c, o),

        (Opened o, CircleCommand c) => Decide(c, o),
        (Opened o, CareCommand c) => Decide(c, o),
        (Opened o, TalkCommand c) => Decide(c, o),
        (Opened o, WritingCommand c) => Decide(c, o),
        (Opened o, SeeBirthdayComing c) => See(c, o),
        (Opened o, HearConsentAsked c) => Hear(c, o),
        (Opened o, AddMember c) => Add(c, o),
        (Opened o, RecordAuthority c) => Record(c, o),
        (Opened o, EndAuthority c) => End(c, o),
        (Opened o, SetSafetyFlag c) => Flag(c, o),
        (Opened o, RecordSignal c) => Record(c, o),
        (Opened o, RecordProtectiveFactor c) => Record(c, o),
        (Opened o, HoldConversation c) => Hold(c, o),
        (Opened o, RecordNeed c) => Record(c, o),
        (Opened o, JoinParty c) => Join(c, o),
        (Opened o, MoveLead c) => Lead(c, o),
        (Opened o, ReachAgeBand c) => Reach(c, o),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    private static Decision<FamilyFact> Add(AddMember c, Opened file) => (c.Role, c.Band) switch
    {
        _ when file.Member(c.Member) is not null => [],
        (MemberRoles.Child, AgeBands.Adult) => FamilyRefusals.ChildIsAdult,
        (MemberRoles.Child, AgeBands.Unborn) or (MemberRoles.UnbornChild, not AgeBands.Unborn) => FamilyRefusals.UnbornOrBorn,
        (MemberRoles.Parent, AgeBands.Unborn or AgeBands.Under12) => FamilyRefusals.ParentTooYoung,
        (MemberRoles.OtherAdult or MemberRoles.Organisation, not AgeBands.Adult) => FamilyRefusals.AdultIsMinor,
        _ => [new MemberAdded(c.Member, c.Organisation, c.Role, c.Band, c.BandUntil, c.Person, c.At)],
    };

    private static Decision<FamilyFact> Record(RecordAuthority c, Opened file)
    {
        if (file.Member(c.Child) is not { } child || file.Member(c.Holder) is not { } holder)
            return FamilyRefusals.NotAMember;
        if (child.Gone is not null || holder.Gone is not null)
            return FamilyRefusals.IsGone;
        if (child.Role is MemberRoles.UnbornChild)
            return FamilyRefusals.AuthorityBeforeBirth;

        // A minor parent is himself under authority.
        if (child.Role is not (MemberRoles.Child or MemberRoles.Parent) || child.IsAdultOn(c.Today))
            return FamilyRefusals.AuthorityOverAdult;
        if (!holder.IsAdultOn(c.Today))
            return FamilyRefusals.HolderNotAdult;
        if (c.Kind is AuthorityKinds.Parent && holder.Role is not MemberRoles.Parent)
            return FamilyRefusals.HolderNotParent;
        if (c.Until <= c.From)
            return FamilyRefusals.EndsBeforeItBegins;

        var from = child.WasBornBefore(c.From) ? c.From : AuthorityRecorded.SinceBirth;
        var lines = file.Authorities.Where(a => a.Child == c.Child && a.Holder == c.Holder).ToArray();
        if (lines.Any(a => (a.Kind, a.From, a.Until) == (c.Kind, from, c.Until)))
            return [];

        return lines.Any(a => a.From < (c.Until ?? DateOnly.MaxValue) && from < (a.Until ?? DateOnly.MaxValue))
            ? FamilyRefusals.AuthorityOverlaps
            : [new AuthorityRecorded(c.Child, c.Holder, c.Kind, from, c.Until, c.Proof, c.Organisation, c.At)];
    }

    private static Decision<FamilyFact> End(EndAuthority c, Opened file)
    {
        var lines = file.Authorities.Where(a => a.Child == c.Child && a.Holder == c.Holder).ToArray();
        if (lines.Any(a => a.Until == c.Until))
            return [];

        var end = new AuthorityEnded(c.Child, c.Holder, c.Until, c.Proof, c.Organisation, c.At);
        return lines.Any(end.Ends) ? [end] : FamilyRefusals.NoAuthority;
    }

    private static Decision<FamilyFact> Flag(SetSafetyFlag c, Opened file)
    {
        if (file.Member(c.Member) is not { } member)
            return FamilyRefusals.NotAMember;
        if (member.Flags.Contains(c.Flag) == c.Raised)
            return [];

        return c.Raised
            ? [new SafetyFlagRaised(c.Member, c.Flag, c.Reason, c.ColleagueConsulted, c.Organisation, c.At)]
            : [new SafetyFlagLifted(c.Member, c.Flag, c.Reason, c.ColleagueConsulted, c.Organisation, c.At)];
    }

    private static Decision<FamilyFact> Record(RecordSignal c, Opened file)
    {
        if (file.Signals.Exists(s => s.Signal == c.Signal))
            return [];
        if (file.Member(c.Member) is not { } member)
            return FamilyRefusals.NotAMember;
        if (member.Gone is not null)
            return FamilyRefusals.IsGone;
        if (c.ObservedOn > c.Today)
            return FamilyRefusals.InTheFuture;
        if (!Fits(c.Kind, member))
            return FamilyRefusals.KindDoesNotFit;

        return
        [
            new SignalRecorded(
                c.Signal, c.Member, c.Kind.Code, c.Kind.Category, c.ListVersion, c.Source, c.ObservedOn, c.Urgency,
                c.Instrument, c.InstrumentVersion, c.Note, c.Organisation, c.Team, c.At, c.CodeSystem, c.Code),
        ];
    }

    private static bool Fits(SignalKind kind, FileMember member) => kind.Subject switch
    {
        _ when member.Role is MemberRoles.Organisation => false,
        SignalSubjects.Child => member.IsChild,
        SignalSubjects.Adult => !member.IsChild,
        _ => true,
    };

    private static Refusal? CannotSay(Guid id, Opened file) => file.Member(id) switch
    {
        null => FamilyRefusals.NotAMember,
        { Gone: not null } => FamilyRefusals.IsGone,
        { Role: MemberRoles.Organisation } => FamilyRefusals.KindDoesNotFit,
        _ => null,
    };

    private static Decision<FamilyFact> Record(RecordProtectiveFactor c, Opened file) => file.Factors.Exists(f => f.Factor == c.Factor)
        ? []
        : CannotSay(c.Member, file) is { } no
            ? no
            : [new ProtectiveFactorRecorded(c.Factor, c.Member, c.Kind, c.ListVersion, c.Note, c.Organisation, c.At)];

    private static Decision<FamilyFact> Hold(HoldConversation c, Opened file)
    {
        if (file.Conversations.Exists(v => v.Conversation == c.Conversation))
            return [];
        if (c.Planned is { } planned && !file.Planned.Exists(p => (p.Conversation, p.Organisation) == (planned, c.Organisation)))
            return FamilyRefusals.NotPlanned;
        if (c.HeldOn > c.Today)
            return FamilyRefusals.InTheFuture;
        if (c.With.Any(id => file.Member(id) is null) || c.InterpretedBy is { } by && file.Member(by) is null)
            return FamilyRefusals.NotAMember;
        if (c.InterpretedBy is { } interpreter && file.Member(interpreter)!.BandOn(c.HeldOn) is not AgeBands.Adult)
            return FamilyRefusals.ChildInterprets;

        // A signal of another organisation is to this one a signal that does not exist.
        var signals = file.Signals.FindAll(s => s.Organisation == c.Organisation && c.Signals.Contains(s.Signal)
            && !file.Corrected.ContainsKey(s.Signal));
        if (signals.Count != c.Signals.Distinct().Count())
            return FamilyRefusals.SignalUnknown;
        if (c.ComeBackOn is not null && c.Outcome is not Outcomes.NotNow)
            return FamilyRefusals.ComeBackWithoutNotNow;
        if (c.ComeBackOn <= c.HeldOn)
            return FamilyRefusals.ComeBackTooEarly;

        return
        [
            new ConversationHeld(
                c.Conversation, c.HeldOn, c.With, c.Interpreter, c.InterpretedBy, c.WhyExplained,
                [.. signals.Select(s => new DiscussedSignal(s.Signal, file.SpokenWith(s.Member, c.With, c.HeldOn)))],
                c.Outcome, ComeBack(c, file), c.Note, c.Organisation, c.Team, c.At, c.Where, c.DuoWith, c.Explained,
                c.Planned),
        ];
    }

    // After a second 'not now' the software stops proposing: the date is the family's, or there is none.
    private static DateOnly? ComeBack(HoldConversation c, Opened file)
    {
        if (c.Outcome is not Outcomes.NotNow || c.ComeBackOn is not null)
            return c.ComeBackOn;

        var saidBefore = file.Conversations
            .Where(v => v.Organisation == c.Organisation && !file.Corrected.ContainsKey(v.Conversation))
            .Reverse()
            .TakeWhile(v => v.Outcome is not Outcomes.WantsHelp)
            .Any(v => v.Outcome is Outcomes.NotNow);
        return saidBefore ? null : c.HeldOn.AddDays(ProposedDays);
    }

    private static Decision<FamilyFact> Record(RecordNeed c, Opened file) => file.Needs.Exists(n => n.Need == c.Need)
        ? []
        : CannotSay(c.Member, file) is { } no
            ? no
            : [new NeedRecorded(c.Need, c.Member, c.Domain, c.Area ?? file.Area, c.Words, c.Organisation, c.Team, c.At)];

    private static Decision<FamilyFact> Join(JoinParty c, Opened file) =>
        file.Heard.GetValueOrDefault(c.Source) >= c.SourceVersion || file.Parties.GetValueOrDefault(c.Organisation, []).Contains(c.Team)
            || file.Erased.ContainsKey(c.Organisation)
            ? []
            : [new PartyJoined(c.Organisation, c.Team, c.Source, c.SourceVersion, c.At)];

    private static Decision<FamilyFact> Reach(ReachAgeBand c, Opened file)
    {
        if (file.Member(c.Member) is not { BandUntil: { } until, Gone: null } member || c.Today < until)
            return [];

        // One fact for one birthday, also when the house slept through several: the clock comes back for the next.
        var (band, next) = AgeBands.After(member.Band, until);
        return [new AgeBandReached(c.Member, band, next, c.At)];
    }
}
