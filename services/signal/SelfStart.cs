using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something about somebody who asked for help himself, without an account.</summary>
[JsonDerivedType(typeof(SelfStartReceived), "self-start-received.v1")]
[JsonDerivedType(typeof(SelfStartAnswered), "self-start-answered.v1")]
[JsonDerivedType(typeof(SelfStartLapsed), "self-start-lapsed.v1")]
[JsonDerivedType(typeof(SelfStartDestroyed), "self-start-destroyed.v1")]
public abstract record SelfStartFact(DateTimeOffset At);

/// <summary>
/// 'Ik wil hulp': which team of which municipality calls back, and over which channel. The first name, how to reach and the words are
/// sealed.
/// </summary>
public sealed record SelfStartReceived(
    Guid SelfStart, string Area, string? Domain, string Channel, PayloadRef Who, DateOnly KeepUntil, Guid Organisation, Guid Team,
    DateTimeOffset At) : SelfStartFact(At);

/// <summary>What came of it, and the file that was opened, when there is one.</summary>
public sealed record SelfStartAnswered(string Result, Guid? Family, Guid Organisation, DateTimeOffset At) : SelfStartFact(At);

/// <summary>Nobody answered it before its term was over: nothing can be done with it any more.</summary>
public sealed record SelfStartLapsed(DateTimeOffset At) : SelfStartFact(At);

/// <summary>What was sealed is unreadable for good.</summary>
public sealed record SelfStartDestroyed(DateTimeOffset At) : SelfStartFact(At);

/// <summary>One call for help, from the asking to the answer.</summary>
public sealed record SelfStart(SelfStartReceived? Received, SelfStartAnswered? Answered, bool Lapsed, bool Destroyed)
{
    /// <summary>Before anybody asked.</summary>
    public static readonly SelfStart Initial = new(null, null, Lapsed: false, Destroyed: false);

    /// <summary>Whether the team still has to call.</summary>
    public bool Open => Received is not null && Answered is null && !Lapsed;

    /// <summary>The state after one more fact. Blind: no clock, no ids, no look-ups.</summary>
    public static SelfStart Evolve(SelfStart state, SelfStartFact fact) => fact switch
    {
        SelfStartReceived f => state with { Received = f },
        SelfStartAnswered f => state with { Answered = f },
        SelfStartLapsed => state with { Lapsed = true },
        SelfStartDestroyed => state with { Destroyed = true },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };
}
