using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals;

/// <summary>Something that is asked of the bundle of one household.</summary>
public abstract record DebtCommand(DateTimeOffset At)
{
    /// <summary>The local date on which it came in.</summary>
    public DateOnly Today => Amsterdam.DateAt(At);
}

/// <summary>Take in a signal of a partner.</summary>
public sealed record ReceiveDebtSignal(DebtSignalReceived Signal) : DebtCommand(Signal.At);

/// <summary>Take the household on.</summary>
public sealed record PickUpDebtSignals(Guid Organisation, DateTimeOffset At) : DebtCommand(At);

/// <summary>Record an attempt to reach the household.</summary>
public sealed record AttemptDebtContact(
    Guid Attempt, string Kind, bool Reached, DateOnly On, string DayPart, Guid Organisation, DateTimeOffset At) : DebtCommand(At);

/// <summary>Close it with a result; whether the result counts as picked up comes with the list.</summary>
public sealed record CloseDebtSignals(string Result, bool PickedUp, Guid Organisation, DateTimeOffset At) : DebtCommand(At);

/// <summary>Confirm that it is a family that this organisation helps.</summary>
public sealed record JoinDebtSignals(Guid Family, Guid Organisation, DateTimeOffset At) : DebtCommand(At);

/// <summary>The term may have passed.</summary>
public sealed record LapseDebtSignals(DateTimeOffset At) : DebtCommand(At);

/// <summary>What was sealed was made unreadable.</summary>
public sealed record DestroyDebtSignals(DateTimeOffset At) : DebtCommand(At);

/// <summary>The choices about early-debt signals.</summary>
public static class DebtHouseholdDecider
{
    /// <summary>It is over.</summary>
    public static readonly Refusal Over = new("vroegsignaal-afgesloten", "Dit is al afgesloten.");

    /// <summary>The one table. To another organisation it does not exist.</summary>
    public static Decision<DebtFact> Decide(DebtCommand command, DebtHousehold bundle) => command switch
    {
        ReceiveDebtSignal c => Receive(c.Signal, bundle),
        LapseDebtSignals c => bundle is { Lapsed: false, Reached: false, Family: null, Signals: [_, ..] }
            && c.Today >= bundle.Signals.Max(s => s.KeepUntil) ? [new DebtSignalsLapsed(c.At)] : [],
        DestroyDebtSignals c => bundle is { Lapsed: true, Destroyed: false } ? [new DebtSignalsDestroyed(c.At)] : [],
        _ when bundle.Organisation is null || bundle.Organisation != By(command) || bundle.Lapsed => Refusals.Missing,
        AttemptDebtContact c when bundle.Attempts.Exists(a => a.Attempt == c.Attempt) => [],
        CloseDebtSignals c when bundle.Closed?.Result == c.Result => [],
        PickUpDebtSignals when bundle.PickedUp => [],
        JoinDebtSignals c when bundle.Family == c.Family => [],
        _ when bundle.Closed is not null => Over,
        PickUpDebtSignals c => [new DebtSignalsPickedUp(c.At)],
        AttemptDebtContact c => c.On > c.Today
            ? FamilyRefusals.InTheFuture
            : [new DebtContactAttempted(c.Attempt, c.Kind, c.Reached, c.On, c.DayPart, c.At)],
        CloseDebtSignals c => [new DebtSignalsClosed(c.Result, c.PickedUp, c.At)],
        JoinDebtSignals c => [new DebtSignalsJoined(c.Family, c.At)],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    // The same signal in the same or a later file changes nothing, also when it was destroyed since.
    private static Decision<DebtFact> Receive(DebtSignalReceived signal, DebtHousehold bundle) =>
        bundle.Lapsed || bundle.Signals.Exists(s => s.Signal == signal.Signal) ? [] : [signal];

    private static Guid By(DebtCommand command) => command switch
    {
        PickUpDebtSignals c => c.Organisation,
        AttemptDebtContact c => c.Organisation,
        CloseDebtSignals c => c.Organisation,
        JoinDebtSignals c => c.Organisation,
        _ => Guid.Empty,
    };
}
