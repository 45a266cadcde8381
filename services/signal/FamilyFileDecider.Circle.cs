using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>A command about who belongs to the circle, or who acts for whom in it.</summary>
public abstract record CircleCommand(Guid Organisation, DateTimeOffset At) : PartyCommand(Organisation, At);

/// <summary>Record that somebody acts for a member.</summary>
public sealed record AppointRepresentative(
    Guid Representation, Guid Member, Guid Holder, string Kind, DateOnly From, DateOnly? Until, string Proof, Guid Organisation,
    DateTimeOffset At) : CircleCommand(Organisation, At);

/// <summary>Record that a representation ends.</summary>
public sealed record EndRepresentation(Guid Representation, DateOnly Until, string Proof, Guid Organisation, DateTimeOffset At)
    : CircleCommand(Organisation, At);

/// <summary>Record that a holder does not exercise his authority.</summary>
public sealed record SuspendAuthority(
    Guid Suspension, Guid Holder, Guid? Child, string Ground, string EstablishedBy, DateOnly From, DateOnly? Until, Guid Organisation,
    DateTimeOffset At) : CircleCommand(Organisation, At);

/// <summary>Record that a holder exercises his authority again.</summary>
public sealed record ResumeAuthority(Guid Suspension, DateOnly Until, string EstablishedBy, Guid Organisation, DateTimeOffset At)
    : CircleCommand(Organisation, At);

/// <summary>Record a judgement that somebody cannot value his interests in a matter.</summary>
public sealed record JudgeIncompetent(
    Guid Judgement, Guid Member, string Matter, string JudgedBy, DateOnly From, DateOnly? Until, PayloadRef? Note, Guid Organisation,
    DateTimeOffset At) : CircleCommand(Organisation, At);

/// <summary>Record that a judgement no longer holds.</summary>
public sealed record RegainCompetence(Guid Judgement, DateOnly Until, string JudgedBy, Guid Organisation, DateTimeOffset At)
    : CircleCommand(Organisation, At);

/// <summary>Record that the judge declared a minor parent adult.</summary>
public sealed record DeclareAdult(Guid Member, DateOnly From, string Proof, Guid Organisation, DateTimeOffset At)
    : CircleCommand(Organisation, At);

/// <summary>Record a birth; the band was computed from the birth date at the door.</summary>
public sealed record BearChild(Guid Member, string Band, DateOnly? BandUntil, PayloadRef Person, Guid Organisation, DateTimeOffset At)
    : CircleCommand(Organisation, At);

/// <summary>Record that a pregnancy ended without a living child.</summary>
public sealed record EndPregnancy(Guid Member, DateOnly HappenedOn, Guid Organisation, DateTimeOffset At) : CircleCommand(Organisation, At);

/// <summary>Record that a member died.</summary>
public sealed record RecordDeath(Guid Member, DateOnly HappenedOn, Guid Organisation, DateTimeOffset At) : CircleCommand(Organisation, At);

/// <summary>Record that members moved.</summary>
public sealed record MoveFamily(
    string Area, DateOnly HappenedOn, IReadOnlyList<MovedMember> Members, Guid Organisation, DateTimeOffset At)
    : CircleCommand(Organisation, At);

public static partial class FamilyFileDecider
{
    /// <summary>How an end by death is known.</summary>
    public const string ByDeath = "overlijden";

    private static Decision<FamilyFact> Decide(CircleCommand command, Opened file) => command switch
    {
        AppointRepresentative c => Appoint(c, file),
        EndRepresentation c => End(
            c.Until,
            file.Representations.Find(r => r.Representation == c.Representation) is { } r ? (r.From, r.Until) : null,
            FamilyRefusals.NoRepresentation,
            new RepresentationEnded(c.Representation, c.Until, c.Proof, c.Organisation, c.At)),
        SuspendAuthority c => Suspend(c, file),
        ResumeAuthority c => End(
            c.Until,
            file.Suspensions.Find(s => s.Suspension == c.Suspension) is { } s ? (s.From, s.Until) : null,
            FamilyRefusals.NoSuspension,
            new AuthorityResumed(c.Suspension, c.Until, c.EstablishedBy, c.Organisation, c.At)),
        JudgeIncompetent c => Judge(c, file),
        RegainCompetence c => End(
            c.Until,
            file.Incompetences.Find(i => i.Judgement == c.Judgement) is { } i ? (i.From, i.Until) : null,
            FamilyRefusals.NoJudgement,
            new CompetenceRegained(c.Judgement, c.Until, c.JudgedBy, c.Organisation, c.At)),
        DeclareAdult c => Declare(c, file),
        BearChild c => Bear(c, file),
        EndPregnancy c => End(c, file),
        RecordDeath c => Die(c, file),
        MoveFamily c => Move(c, file),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    private static Decision<FamilyFact> Appoint(AppointRepresentative c, Opened file)
    {
        if (file.Representations.Exists(r => r.Representation == c.Representation))
            return [];
        if (file.Member(c.Member) is not { } member || file.Member(c.Holder) is not { } holder)
            return FamilyRefusals.NotAMember;
        if (member.Gone is not null || holder.Gone is not null)
            return FamilyRefusals.IsGone;
        if (member.Role is MemberRoles.Organisation || c.Holder == c.Member)
            return FamilyRefusals.RepresentsNobody;
        if (!member.IsAdultOn(c.Today)
            && !(c.Kind is RepresentationKinds.Authorised && member.BandOn(c.Today) is AgeBands.From16))
        {
            return FamilyRefusals.RepresentedTooYoung;
        }

        if (!holder.IsAdultOn(c.Today))
            return FamilyRefusals.RepresentativeNotAdult;
        if (c.Until <= c.From)
            return FamilyRefusals.EndsBeforeItBegins;

        return file.Representations.Exists(r =>
            (r.Member, r.Holder, r.Kind) == (c.Member, c.Holder, c.Kind) && Overlap(r.From, r.Until, c.From, c.Until))
                ? FamilyRefusals.RepresentationOverlaps
                : [new RepresentativeAppointed(
                    c.Representation, c.Member, c.Holder, c.Kind, c.From, c.Until, c.Proof, c.Organisation, c.At)];
    }

    private static Decision<FamilyFact> Suspend(SuspendAuthority c, Opened file)
    {
        if (file.Suspensions.Exists(s => s.Suspension == c.Suspension))
            return [];
        if (file.Member(c.Holder) is null || c.Child is { } named && file.Member(named) is null)
            return FamilyRefusals.NotAMember;
        if (c.Until <= c.From)
            return FamilyRefusals.EndsBeforeItBegins;
        if (!file.Authorities.Exists(a => a.Holder == c.Holder && (c.Child ?? a.Child) == a.Child
            && Overlap(a.From, a.Until, c.From, c.Until)))
        {
            return FamilyRefusals.NothingToSuspend;
        }

        return file.Suspensions.Exists(s =>
            (s.Holder, s.Child, s.Ground) == (c.Holder, c.Child, c.Ground) && Overlap(s.From, s.Until, c.From, c.Until))
                ? FamilyRefusals.SuspensionOverlaps
                : [new AuthoritySuspended(
                    c.Suspension, c.Holder, c.Child, c.Ground, c.EstablishedBy, c.From, c.Until, c.Organisation, c.At)];
    }

    private static Decision<FamilyFact> Judge(JudgeIncompetent c, Opened file)
    {
        if (file.Incompetences.Exists(i => i.Judgement == c.Judgement))
            return [];
        if (file.Member(c.Member) is not { } member)
            return FamilyRefusals.NotAMember;
        if (member.Gone is not null)
            return FamilyRefusals.IsGone;

        // Below 12 the holders decide anyway; a judgement would say something that the law does not ask.
        if (member.Role is MemberRoles.Organisation || member.BandOn(c.Today) is AgeBands.Unborn or AgeBands.Under12)
            return FamilyRefusals.JudgedTooYoung;
        if (c.From > c.Today)
            return FamilyRefusals.InTheFuture;
        if (c.Until <= c.From)
            return FamilyRefusals.EndsBeforeItBegins;

        return file.Incompetences.Exists(i => (i.Member, i.Matter) == (c.Member, c.Matter) && Overlap(i.From, i.Until, c.From, c.Until))
            ? FamilyRefusals.JudgementOverlaps
            : [new IncompetenceJudged(
                c.Judgement, c.Member, c.Matter, c.JudgedBy, c.From, c.Until, c.Note, c.Organisation, c.At)];
    }

    private static Decision<FamilyFact> Declare(DeclareAdult c, Opened file)
    {
        if (file.Member(c.Member) is not { } member)
            return FamilyRefusals.NotAMember;
        if (member.AdultFrom is not null)
            return member.AdultFrom == c.From ? [] : FamilyRefusals.DeclaredBefore;
        if (member.Gone is not null)
            return FamilyRefusals.IsGone;

        return member.Role is not MemberRoles.Parent || member.BandOn(c.From) is not AgeBands.From16
            ? FamilyRefusals.NotAMinorParent
            : [new MinorDeclaredAdult(c.Member, c.From, c.Proof, c.Organisation, c.At)];
    }

    private static Decision<FamilyFact> Bear(BearChild c, Opened file) => file.Member(c.Member) switch
    {
        null => FamilyRefusals.NotAMember,
        { Gone: not null } => FamilyRefusals.IsGone,
        { Role: MemberRoles.Child } born when born.People.GetValueOrDefault(c.Organisation) == c.Person => [],
        { Role: not MemberRoles.UnbornChild } => FamilyRefusals.NotExpected,
        _ when c.Band is AgeBands.Adult or AgeBands.Unborn => FamilyRefusals.ChildIsAdult,
        _ => [new ChildBorn(c.Member, c.Band, c.BandUntil, c.Person, c.Organisation, c.At)],
    };

    private static Decision<FamilyFact> End(EndPregnancy c, Opened file) => file.Member(c.Member) switch
    {
        null => FamilyRefusals.NotAMember,
        { Gone: Gone.PregnancyEnded } => [],
        { Role: not MemberRoles.UnbornChild } => FamilyRefusals.NotExpected,
        _ when c.HappenedOn > c.Today => FamilyRefusals.InTheFuture,
        _ => [new PregnancyEnded(c.Member, c.HappenedOn, c.Organisation, c.At)],
    };

    // With a person end his authority (the other parent then holds it alone, BW 1:253f) and what he or another did for him.
    private static Decision<FamilyFact> Die(RecordDeath c, Opened file)
    {
        if (file.Member(c.Member) is not { } member)
            return FamilyRefusals.NotAMember;
        if (member.Gone is not null)
            return [];
        if (member.Role is MemberRoles.Organisation or MemberRoles.UnbornChild)
            return FamilyRefusals.CannotDie;
        if (c.HappenedOn > c.Today)
            return FamilyRefusals.InTheFuture;

        var ended = file.Authorities
            .Where(a => a.Holder == c.Member || a.Child == c.Member)
            .Select(a => new AuthorityEnded(a.Child, a.Holder, c.HappenedOn, ByDeath, c.Organisation, c.At))
            .Where(end => file.Authorities.Exists(end.Ends))
            .Distinct();
        var over = file.Representations
            .Where(r => (r.Holder == c.Member || r.Member == c.Member)
                && r.From < c.HappenedOn && (r.Until ?? DateOnly.MaxValue) > c.HappenedOn)
            .Select(r => new RepresentationEnded(r.Representation, c.HappenedOn, ByDeath, c.Organisation, c.At));
        return [new MemberDied(c.Member, c.HappenedOn, c.Organisation, c.At), .. ended, .. over];
    }

    private static Decision<FamilyFact> Move(MoveFamily c, Opened file)
    {
        var moved = c.Members.Select(m => file.Member(m.Member)).ToArray();
        if (moved.Any(m => m is null))
            return FamilyRefusals.NotAMember;
        if (moved.Any(m => m!.Gone is not null))
            return FamilyRefusals.IsGone;
        if (c.HappenedOn > c.Today)
            return FamilyRefusals.InTheFuture;

        var fact = new FamilyMoved(c.Area, c.HappenedOn, c.Members, c.Organisation, c.At);
        return file.Moved is { } last && (last.Area, last.HappenedOn) == (c.Area, c.HappenedOn)
            && c.Members.All(m => last.Members.Any(before => before == m))
                ? []
                : [fact];
    }

    private static Decision<FamilyFact> End(DateOnly until, (DateOnly From, DateOnly? Until)? line, Refusal missing, FamilyFact ended) =>
        line switch
        {
            null => missing,
            var (_, end) when end == until => [],
            var (from, end) when until <= from || end < until => FamilyRefusals.EndsBeforeItBegins,
            _ => [ended],
        };

    private static bool Overlap(DateOnly from, DateOnly? until, DateOnly otherFrom, DateOnly? otherUntil) =>
        from < (otherUntil ?? DateOnly.MaxValue) && otherFrom < (until ?? DateOnly.MaxValue);
}
