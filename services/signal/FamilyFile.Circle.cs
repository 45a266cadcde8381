using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts about the circle after it was composed: who acts for whom, who cannot, who was born, who is gone, who moved. Two clocks: the local
// date on which it happened or from which it holds, and the instant at which it came in.

[JsonDerivedType(typeof(RepresentativeAppointed), "representative-appointed.v1")]
[JsonDerivedType(typeof(RepresentationEnded), "representation-ended.v1")]
[JsonDerivedType(typeof(AuthoritySuspended), "authority-suspended.v1")]
[JsonDerivedType(typeof(AuthorityResumed), "authority-resumed.v1")]
[JsonDerivedType(typeof(IncompetenceJudged), "incompetence-judged.v1")]
[JsonDerivedType(typeof(CompetenceRegained), "competence-regained.v1")]
[JsonDerivedType(typeof(MinorDeclaredAdult), "minor-declared-adult.v1")]
[JsonDerivedType(typeof(ChildBorn), "child-born.v1")]
[JsonDerivedType(typeof(PregnancyEnded), "pregnancy-ended.v1")]
[JsonDerivedType(typeof(MemberDied), "member-died.v1")]
[JsonDerivedType(typeof(FamilyMoved), "family-moved.v1")]
public abstract partial record FamilyFact;

/// <summary>Something that changed who belongs to the circle, or who acts for whom in it.</summary>
public abstract record CircleFact(DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// A curator, mentor, bewindvoerder or authorised person acts for a member from a local date on; how that is known stands with it.
/// </summary>
public sealed record RepresentativeAppointed(
    Guid Representation, Guid Member, Guid Holder, string Kind, DateOnly From, DateOnly? Until, string Proof, Guid Organisation,
    DateTimeOffset At) : CircleFact(At)
{
    internal bool SaysTheSame(RepresentativeAppointed o) =>
        (Member, Holder, Kind, From, Until) == (o.Member, o.Holder, o.Kind, o.From, o.Until);
}

/// <summary>A representation ends on a local date, which is the first day without it.</summary>
public sealed record RepresentationEnded(Guid Representation, DateOnly Until, string Proof, Guid Organisation, DateTimeOffset At)
    : CircleFact(At);

/// <summary>
/// A holder does not exercise his authority (BW 1:253q, 253r, 268): on which ground, and who established it. Without a child it is over
/// every child.
/// </summary>
public sealed record AuthoritySuspended(
    Guid Suspension, Guid Holder, Guid? Child, string Ground, string EstablishedBy, DateOnly From, DateOnly? Until, Guid Organisation,
    DateTimeOffset At) : CircleFact(At)
{
    internal bool SaysTheSame(AuthoritySuspended o) =>
        (Holder, Child, Ground, From, Until) == (o.Holder, o.Child, o.Ground, o.From, o.Until);
}

/// <summary>A holder exercises his authority again from a local date on.</summary>
public sealed record AuthorityResumed(Guid Suspension, DateOnly Until, string EstablishedBy, Guid Organisation, DateTimeOffset At)
    : CircleFact(At);

/// <summary>Somebody of 12 or older was judged unable to value his interests in a matter; who judged, why is sealed.</summary>
public sealed record IncompetenceJudged(
    Guid Judgement, Guid Member, string Matter, string JudgedBy, DateOnly From, DateOnly? Until, PayloadRef? Note, Guid Organisation,
    DateTimeOffset At) : CircleFact(At)
{
    internal bool SaysTheSame(IncompetenceJudged o) => (Member, Matter, From, Until) == (o.Member, o.Matter, o.From, o.Until);
}

/// <summary>A judgement no longer holds from a local date on.</summary>
public sealed record CompetenceRegained(Guid Judgement, DateOnly Until, string JudgedBy, Guid Organisation, DateTimeOffset At)
    : CircleFact(At);

/// <summary>The judge declared a minor parent of 16 or 17 adult (BW 1:253ha).</summary>
public sealed record MinorDeclaredAdult(Guid Member, DateOnly From, string Proof, Guid Organisation, DateTimeOffset At) : CircleFact(At);

/// <summary>
/// An expected child was born. The day itself is sealed with the person; the band tells it as it does of every child (decision 18).
/// </summary>
public sealed record ChildBorn(Guid Member, string Band, DateOnly? BandUntil, PayloadRef Person, Guid Organisation, DateTimeOffset At)
    : CircleFact(At);

/// <summary>A pregnancy ended without a living child: everything about that child stops.</summary>
public sealed record PregnancyEnded(Guid Member, DateOnly HappenedOn, Guid Organisation, DateTimeOffset At) : CircleFact(At);

/// <summary>A member died: everything about him stops.</summary>
public sealed record MemberDied(Guid Member, DateOnly HappenedOn, Guid Organisation, DateTimeOffset At) : CircleFact(At);

/// <summary>
/// Members moved. The area is the municipality in which the family counts from then on; addresses are sealed per member.
/// </summary>
public sealed record FamilyMoved(
    string Area, DateOnly HappenedOn, IReadOnlyList<MovedMember> Members, Guid Organisation, DateTimeOffset At) : CircleFact(At);

/// <summary>A member who moved, and where he lives now, when that is known.</summary>
public sealed record MovedMember(Guid Member, PayloadRef? Address);

/// <summary>How a member can be gone.</summary>
public static class Gone
{
    /// <summary>An expected child that was not born alive.</summary>
    public const string PregnancyEnded = "pregnancy-ended";

    /// <summary>Somebody who died.</summary>
    public const string Deceased = "deceased";
}

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>Who acts for whom; ended lines stay, with their end.</summary>
        public ImmutableList<RepresentativeAppointed> Representations { get; init; } = [];

        /// <summary>Whose authority rests; ended lines stay, with their end.</summary>
        public ImmutableList<AuthoritySuspended> Suspensions { get; init; } = [];

        /// <summary>Who cannot value his interests in a matter; ended lines stay, with their end.</summary>
        public ImmutableList<IncompetenceJudged> Incompetences { get; init; } = [];

        /// <summary>The last move that was recorded.</summary>
        public FamilyMoved? Moved { get; init; }

        /// <summary>
        /// Who exercises authority over a child on a local date: recorded, alive, not suspended, not under curatele (BW 1:246), and adult
        /// or declared adult.
        /// </summary>
        public IReadOnlyList<Guid> HoldersOf(Guid child, DateOnly on) =>
        [
            .. Authorities
                .Where(a => a.Child == child && Holds(a.From, a.Until, on))
                .Select(a => a.Holder)
                .Where(holder => Member(holder) is { Gone: null } member && member.IsAdultOn(on))
                .Where(holder => !Suspensions.Exists(s =>
                    s.Holder == holder && (s.Child ?? child) == child && Holds(s.From, s.Until, on)))
                .Where(holder => !Representations.Exists(r =>
                    r.Member == holder && r.Kind is RepresentationKinds.Curator && Holds(r.From, r.Until, on)))
                .Distinct(),
        ];

        internal static bool Holds(DateOnly from, DateOnly? until, DateOnly on) => from <= on && (until ?? DateOnly.MaxValue) > on;

        internal Opened After(CircleFact fact) => fact switch
        {
            RepresentativeAppointed f => this with { Representations = Representations.Add(f) },
            RepresentationEnded f => this with
            {
                Representations = [.. Representations.Select(r => r.Representation == f.Representation ? r with { Until = f.Until } : r)],
            },
            AuthoritySuspended f => this with { Suspensions = Suspensions.Add(f) },
            AuthorityResumed f => this with
            {
                Suspensions = [.. Suspensions.Select(s => s.Suspension == f.Suspension ? s with { Until = f.Until } : s)],
            },
            IncompetenceJudged f => this with { Incompetences = Incompetences.Add(f) },
            CompetenceRegained f => this with
            {
                Incompetences = [.. Incompetences.Select(i => i.Judgement == f.Judgement ? i with { Until = f.Until } : i)],
            },
            MinorDeclaredAdult f => Change(f.Member, m => m with { AdultFrom = f.From }),

            // What was recorded about its authority before the birth was expected, not known: it is asked again.
            ChildBorn f => Change(f.Member, m => m.Born(f)) with { Authorities = Authorities.RemoveAll(a => a.Child == f.Member) },
            PregnancyEnded f => Change(f.Member, m => m with { Gone = Gone.PregnancyEnded, GoneOn = f.HappenedOn, GoneAt = f.At }),
            MemberDied f => Change(f.Member, m => m with { Gone = Gone.Deceased, GoneOn = f.HappenedOn, GoneAt = f.At }),
            FamilyMoved f => f.Members.Aggregate(this, (file, moved) => file.Change(moved.Member, m => m.MovedTo(moved, f.Organisation)))
                with
            { Area = f.Area, Moved = f },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };
    }
}
