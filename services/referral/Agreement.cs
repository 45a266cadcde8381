using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one chain agreement.</summary>
[JsonDerivedType(typeof(AgreementMade), "agreement-made.v1")]
[JsonDerivedType(typeof(AgreementRevised), "agreement-revised.v1")]
[JsonDerivedType(typeof(AgreementEnded), "agreement-ended.v1")]
public abstract record AgreementEvent(DateTimeOffset At);

/// <summary>Partners agreed on what they send each other, at most, and in how much time they answer.</summary>
public sealed record AgreementMade(AgreementEntry Entry, DateTimeOffset At) : AgreementEvent(At);

/// <summary>They agreed anew.</summary>
public sealed record AgreementRevised(AgreementEntry Entry, int Version, DateTimeOffset At) : AgreementEvent(At);

/// <summary>It holds no more.</summary>
public sealed record AgreementEnded(DateTimeOffset At) : AgreementEvent(At);

/// <summary>
/// What partners agreed: who, for which purposes, which kinds of data at most, how much time (in working days or weeks), from when, and
/// when
/// they look at it again. None of the times is a legal term.
/// </summary>
public sealed record AgreementEntry(
    string Name, IReadOnlyList<Guid> Organisations, IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories,
    int? AnswerWorkingDays, int? ContactWorkingDays, int? FeedbackWeeks, DateOnly From, DateOnly ReviewOn);

/// <summary>A chain agreement as its facts tell it.</summary>
public abstract record Agreement
{
    /// <summary>Before the first fact.</summary>
    public static readonly Agreement Initial = new NotMade();

    /// <summary>How an agreement's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Agreement, AgreementCommand, AgreementEvent> Kind =
        new("referral", "agreement", Initial, AgreementDecider.Decide, Evolve);

    private Agreement() { }

    /// <summary>Nobody has made it.</summary>
    public sealed record NotMade : Agreement;

    /// <summary>It holds.</summary>
    public sealed record InForce(AgreementEntry Entry, int Version) : Agreement;

    /// <summary>It held.</summary>
    public sealed record Over(AgreementEntry Entry) : Agreement;

    /// <summary>The state after a fact.</summary>
    public static Agreement Evolve(Agreement state, AgreementEvent fact) => (state, fact) switch
    {
        (NotMade, AgreementMade made) => new InForce(made.Entry, 1),
        (InForce, AgreementRevised revised) => new InForce(revised.Entry, revised.Version),
        (InForce there, AgreementEnded) => new Over(there.Entry),
        _ => throw new UnreachableException($"{fact.GetType().Name} does not follow on {state.GetType().Name}"),
    };
}

/// <summary>What the focus officer wants of a chain agreement.</summary>
public abstract record AgreementCommand(DateTimeOffset At);

/// <summary>Make it, or agree anew.</summary>
public sealed record MakeAgreement(AgreementEntry Entry, DateTimeOffset At) : AgreementCommand(At);

/// <summary>End it.</summary>
public sealed record EndAgreement(DateTimeOffset At) : AgreementCommand(At);

/// <summary>When an agreement is made, changes and ends.</summary>
public static class AgreementDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<AgreementEvent> Decide(AgreementCommand command, Agreement state) => (state, command) switch
    {
        (Agreement.NotMade, MakeAgreement make) => [new AgreementMade(make.Entry, make.At)],
        (Agreement.InForce there, MakeAgreement make) when Facts.Same(there.Entry, make.Entry) => [],
        (Agreement.InForce there, MakeAgreement make) => [new AgreementRevised(make.Entry, there.Version + 1, make.At)],
        (Agreement.Over, MakeAgreement) => ReferralRefusals.AgreementEnded,
        (Agreement.InForce, EndAgreement end) => [new AgreementEnded(end.At)],
        (Agreement.Over, EndAgreement) => [],
        _ => Refusals.Missing,
    };
}
