using System.Diagnostics;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using Published = WarmHandover.Contracts.Signal;

namespace WarmHandover.Signals;

/// <summary>Something that is asked about a call for help.</summary>
public abstract record SelfStartCommand(DateTimeOffset At);

/// <summary>Somebody asks for help.</summary>
public sealed record ReceiveSelfStart(SelfStartReceived Asked) : SelfStartCommand(Asked.At);

/// <summary>The team says what came of it.</summary>
public sealed record AnswerSelfStart(string Result, Guid? Family, Guid Organisation, DateTimeOffset At) : SelfStartCommand(At);

/// <summary>Its term may be over.</summary>
public sealed record LapseSelfStart(DateTimeOffset At) : SelfStartCommand(At);

/// <summary>The keys and the sealed content are gone.</summary>
public sealed record DestroySelfStart(DateTimeOffset At) : SelfStartCommand(At);

/// <summary>The choices about a call for help, and what the house hears of it.</summary>
public static class SelfStartDecider
{
    /// <summary>After an answer the first name and the way to reach are kept this many days, to set a mistake right.</summary>
    public const int DaysAfterAnswer = 7;

    /// <summary>It was answered already, in other words.</summary>
    public static readonly Refusal AlreadyAnswered = new("al-afgehandeld", "Dit is al afgehandeld, met een ander resultaat.");

    /// <summary>The one table. Asking again on the same day is the same call: the first words stay.</summary>
    public static Decision<SelfStartFact> Decide(SelfStartCommand command, SelfStart state) => (command, state) switch
    {
        (ReceiveSelfStart c, { Received: null }) => [c.Asked],
        (ReceiveSelfStart, _) => [],
        (AnswerSelfStart c, { Received: { } asked } s) when asked.Organisation == c.Organisation && !s.Lapsed => Answer(c, s),
        (AnswerSelfStart, _) => Refusals.Missing,
        (LapseSelfStart c, { Open: true, Received: { } asked }) when Amsterdam.DateAt(c.At) >= asked.KeepUntil =>
            [new SelfStartLapsed(c.At)],
        (LapseSelfStart, _) => [],
        (DestroySelfStart c, { Received: not null, Open: false, Destroyed: false }) => [new SelfStartDestroyed(c.At)],
        (DestroySelfStart, _) => [],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    private static Decision<SelfStartFact> Answer(AnswerSelfStart c, SelfStart state) => state.Answered switch
    {
        null => [new SelfStartAnswered(c.Result, c.Family, c.Organisation, c.At)],
        { } before when (before.Result, before.Family) == (c.Result, c.Family) => [],
        _ => AlreadyAnswered,
    };

    /// <summary>The team has somebody to call, or has no longer.</summary>
    public static IEnumerable<IAnnouncement> Choose(Told<SelfStart, SelfStartFact> told) => told is { After.Received: { } asked }
        and { Fact: SelfStartReceived or SelfStartAnswered or SelfStartLapsed }
        ? [new Published.SelfStartStands(
            told.Stream, told.Version, asked.SelfStart, asked.Team, asked.Organisation, told.After.Open ? "open" : "done", told.Fact.At)]
        : [];
}
