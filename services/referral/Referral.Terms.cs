using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(TermStarted), "term-started.v1")]
[JsonDerivedType(typeof(ThreatRecorded), "threat-recorded.v1")]
[JsonDerivedType(typeof(TermShortened), "term-shortened.v1")]
[JsonDerivedType(typeof(TermPutOff), "term-put-off.v1")]
[JsonDerivedType(typeof(TermApproaching), "term-approaching.v1")]
[JsonDerivedType(typeof(TermExpired), "term-expired.v1")]
[JsonDerivedType(typeof(TermMet), "term-met.v1")]
[JsonDerivedType(typeof(TermClosed), "term-closed.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something that happened to the terms of a referral.</summary>
public abstract record TermEvent(DateTimeOffset At) : ReferralEvent(At);

/// <summary>
/// A clock runs from this local date: by law or only agreed, with the rules it was counted under. The strict end counts every Monday to
/// Friday as a working day; warnings go by the earlier of both.
/// </summary>
public sealed record TermStarted(
    string Term, string Kind, bool Legal, Side OwedBy, DateOnly StartsOn, DateOnly EndsOn, DateOnly StrictEndsOn, DateTimeOffset WarnAt,
    int Rules, DateTimeOffset At) : TermEvent(At)
{
    /// <summary>Under which version of policy; null while what the release brings held.</summary>
    public int? Policy { get; init; }
}

/// <summary>The family is threatened with losing its home, its energy, its water or its health insurance (Wgs 4 lid 2).</summary>
public sealed record ThreatRecorded(string Threat, Side By, DateTimeOffset At) : TermEvent(At);

/// <summary>What was learned later makes a term end earlier; it never makes one end later.</summary>
public sealed record TermShortened(
    string Term, string Kind, DateOnly EndsOn, DateOnly StrictEndsOn, DateTimeOffset WarnAt, int Rules, DateTimeOffset At) : TermEvent(At)
{
    /// <summary>Under which version of policy; null while what the release brings held.</summary>
    public int? Policy { get; init; }
}

/// <summary>The family itself wishes a later date. The legal end stays; passing it is shown apart from being late.</summary>
public sealed record TermPutOff(string Term, DateOnly Until, Side By, DateTimeOffset At) : TermEvent(At);

/// <summary>The end of a term comes near. Late when the house was down at that moment.</summary>
public sealed record TermApproaching(string Term, bool Late, DateTimeOffset At) : TermEvent(At);

/// <summary>The last day of a term has passed and what is owed was not done. Late when the house was down at that moment.</summary>
public sealed record TermExpired(string Term, bool Late, DateTimeOffset At) : TermEvent(At);

/// <summary>What was owed was done on this local date, in time or not.</summary>
public sealed record TermMet(string Term, DateOnly On, DateTimeOffset At) : TermEvent(At);

/// <summary>The term ends without being met or missed, because nothing is owed any more.</summary>
public sealed record TermClosed(string Term, string Reason, DateTimeOffset At) : TermEvent(At);

/// <summary>One term as its facts tell it.</summary>
public sealed record Term(TermStarted Started)
{
    /// <summary>What it is called.</summary>
    public string Kind { get; init; } = Started.Kind;

    /// <summary>The last day by law, or as agreed.</summary>
    public DateOnly EndsOn { get; init; } = Started.EndsOn;

    /// <summary>The last day when every Monday to Friday is a working day.</summary>
    public DateOnly StrictEndsOn { get; init; } = Started.StrictEndsOn;

    /// <summary>When to warn.</summary>
    public DateTimeOffset WarnAt { get; init; } = Started.WarnAt;

    /// <summary>The later date that the family wished.</summary>
    public DateOnly? Later { get; init; }

    /// <summary>Whether it was warned of.</summary>
    public bool Approached { get; init; }

    /// <summary>Whether its last day passed.</summary>
    public bool Expired { get; init; }

    /// <summary>On which day it was met.</summary>
    public DateOnly? MetOn { get; init; }

    /// <summary>Why nothing is owed any more.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Whether it is still to be met.</summary>
    public bool Open => MetOn is null && ClosedBy is null;

    /// <summary>The instant at which its last day (or the later one the family wished) is over.</summary>
    public DateTimeOffset ExpiresAt => Amsterdam.StartOf((Later > EndsOn ? Later.Value : EndsOn).AddDays(1));

    /// <summary>The next instant at which the clock has something to say of it.</summary>
    public DateTimeOffset? NextAt => !Open || Expired ? null : Approached ? ExpiresAt : WarnAt < ExpiresAt ? WarnAt : ExpiresAt;

    /// <summary>Where it stands on a day: <c>loopt</c>, <c>nadert</c>, <c>verstreken</c>, <c>gehaald</c>, and so on.</summary>
    public string StateOn(DateOnly today) => this switch
    {
        { ClosedBy: not null } => "gesloten",
        { MetOn: { } on } when on <= EndsOn => "gehaald",
        { MetOn: { } on } when on <= Later => "gehaald-later-op-wens",
        { MetOn: not null } => "te-laat-gehaald",
        { Expired: true } => "verstreken",
        _ when today > EndsOn && today <= Later => "later-op-wens",
        _ when today > EndsOn => "verstreken",
        { Approached: true } => "nadert",
        _ => "loopt",
    };
}

/// <summary>The chapter of terms in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>All terms, in the order in which they started.</summary>
        public ImmutableList<Term> Terms { get; init; } = [];

        /// <summary>What the family is threatened with.</summary>
        public ImmutableList<string> Threats { get; init; } = [];

        /// <summary>The newest term of a kind (or of its shorter form) that is still to be met.</summary>
        public Term? OpenTerm(string kind) => Terms.FindLast(
            t => t.Open && t.Started.Term.StartsWith(kind, StringComparison.Ordinal));
    }

    private static Known EvolveTerms(Known known, TermEvent fact) => fact switch
    {
        TermStarted started => known with { Terms = known.Terms.Add(new(started)) },
        ThreatRecorded threat => known with { Threats = known.Threats.Add(threat.Threat) },
        TermShortened s => At(known, s.Term, t => t with
        {
            Kind = s.Kind,
            EndsOn = s.EndsOn,
            StrictEndsOn = s.StrictEndsOn,
            WarnAt = s.WarnAt,
        }),
        TermPutOff later => At(known, later.Term, t => t with { Later = later.Until }),
        TermApproaching near => At(known, near.Term, t => t with { Approached = true }),
        TermExpired over => At(known, over.Term, t => t with { Approached = true, Expired = true }),
        TermMet met => At(known, met.Term, t => t with { MetOn = met.On }),
        TermClosed closed => At(known, closed.Term, t => t with { ClosedBy = closed.Reason }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of terms"),
    };

    private static Known At(Known known, string term, Func<Term, Term> change)
    {
        var place = known.Terms.FindIndex(t => t.Started.Term == term);
        return known with { Terms = known.Terms.SetItem(place, change(known.Terms[place])) };
    }
}
