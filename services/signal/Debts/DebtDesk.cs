using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals.Debts;

/// <summary>The road of commands to the bundles of households.</summary>
public sealed class DebtHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<DebtHousehold, DebtCommand, DebtFact>(log, clock, Streams)
{
    /// <summary>One stream per household and matching period.</summary>
    public static readonly StreamKind<DebtHousehold, DebtCommand, DebtFact> Streams =
        new("signal", "debt", DebtHousehold.Initial, DebtHouseholdDecider.Decide, DebtHousehold.Evolve);
}

/// <summary>Who a debt signal is about, without a BSN: only ever sealed.</summary>
public sealed record DebtClient(
    string PartnerId, string? Initials, string? Prefix, string Surname, DateOnly BirthDate, string? Street, string Postcode,
    string HouseNumber, string? Addition, string? Town);

/// <summary>
/// Takes one row in: bundled by a keyed hash of the address and the matching period (the month of the signal), told apart by a keyed hash
/// of the partner's number. A key of the vault makes both, so nobody can compute them from a guess.
/// </summary>
public sealed class DebtDesk(DebtHandler debts, IVault vault)
{
    /// <summary>The lawful ground: no conversation and no consent stands behind an early-debt signal.</summary>
    public const string Wgs = "Wgs 3 lid 1 onder b";

    /// <summary>Whether the row was new; false when it changed nothing.</summary>
    public async Task<bool> Take(DdasRow row, DebtImportRun run, CancellationToken ct)
    {
        var period = new DateOnly(row.SignalOn.Year, row.SignalOn.Month, 1);
        var address = string.Join('|', run.Actor.Organisation.ToString("N"), period.ToString("yyyy-MM", provider: null),
            row.Client.Postcode, row.Client.HouseNumber, row.Client.Addition?.ToUpperInvariant());
        var household = Keyed($"huishouden|{address}");
        var signal = Keyed($"vroegsignaal|{run.Actor.Organisation:N}|{row.Client.PartnerId}");
        var before = await debts.Load(household, ct);
        if (before.State.Lapsed || before.State.Signals.Exists(s => s.Signal == signal))
            return false;

        var owner = PayloadOwner.Family(household, run.Actor.Organisation);
        var payload = await vault.Seal(owner, household, row.Client, ct);
        var received = new DebtSignalReceived(
            household, signal, row.Partner, row.Amount, row.OriginOn, row.SignalOn, row.Crisis, row.WarmHandover, row.Municipality,
            payload.Ref, Wgs, period, run.KeepUntil, run.Actor.Organisation, run.Team, run.At);
        var context = new CommandContext(DerivedIds.Of(run.Command, $"row|{signal:N}"), run.Actor) { Payloads = [payload] };
        var answer = await debts.Handle(household, new ReceiveDebtSignal(received), context, ct);
        return answer is { Refusal: null, Repeated: false } && answer.Fact<DebtSignalReceived>() is not null;
    }

    private Guid Keyed(string text) => Guid.ParseExact(vault.SearchTerm(text)[..32], "N");
}

/// <summary>One import: who, when, under which command, and until when its signals are kept without contact.</summary>
public sealed record DebtImportRun(Guid Command, Actor Actor, Guid Team, DateTimeOffset At, DateOnly Today, DateOnly KeepUntil);
