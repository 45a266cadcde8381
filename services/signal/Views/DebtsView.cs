using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Views;

/// <summary>A bundle of early-debt signals in the list of the one organisation that may see it: codes and sums, no name.</summary>
public sealed record DebtRow(
    Guid Household, Guid Organisation, Guid Team, string? Municipality, IReadOnlyList<string> Partners, int Amount, bool Crisis,
    bool WarmHandover, DateOnly LastSignalOn, DateOnly Period, DateOnly KeepUntil, string State, int Attempts, bool Reached, Guid? Family)
{
    /// <summary>Whether it is kept no longer than its term: nobody was reached and it belongs to no help.</summary>
    public bool Ends => !Reached && Family is null;
}

/// <summary>The bundles of each organisation: part <c>org/…</c>; due on the day on which their term without contact is over.</summary>
public sealed class DebtsView() : View<DebtFact>("signal", "debt", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "debt_households";

    /// <summary>The part that holds the list of one organisation.</summary>
    public static string Of(Guid organisation) => $"org/{organisation:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<DebtFact> noted, Rows rows)
    {
        var key = $"{noted.Id:N}";
        var row = rows.Get<DebtRow>(key);
        switch (noted.Fact)
        {
            case DebtSignalReceived f:
                row = row is null
                    ? new(f.Household, f.Organisation, f.Team, f.Municipality, [f.Partner], f.Amount ?? 0, f.Crisis, f.WarmHandover,
                        f.SignalOn, f.Period, f.KeepUntil, "nieuw", 0, Reached: false, null)
                    : row with
                    {
                        Partners = [.. row.Partners.Append(f.Partner).Distinct()],
                        Amount = row.Amount + (f.Amount ?? 0),
                        Crisis = row.Crisis || f.Crisis,
                        WarmHandover = row.WarmHandover || f.WarmHandover,
                        LastSignalOn = f.SignalOn > row.LastSignalOn ? f.SignalOn : row.LastSignalOn,
                        KeepUntil = f.KeepUntil > row.KeepUntil ? f.KeepUntil : row.KeepUntil,
                    };
                break;
            case DebtSignalsPickedUp: row = row! with { State = "opgepakt" }; break;
            case DebtContactAttempted f: row = row! with { Attempts = row.Attempts + 1, Reached = row.Reached || f.Reached }; break;
            case DebtSignalsClosed f: row = row! with { State = f.Result }; break;
            case DebtSignalsJoined f: row = row! with { Family = f.Family }; break;

            // Out of the list at once; the clock keeps it until it is unreadable.
            case DebtSignalsLapsed: row = row! with { State = Lapsed }; break;
            case DebtSignalsDestroyed: rows.Remove(key); return;
            default: throw new System.Diagnostics.UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }

        rows.Put(key, row.State is Lapsed ? "lapsed" : Of(row.Organisation), row, row.Ends ? Amsterdam.StartOf(row.KeepUntil) : null);
    }

    private const string Lapsed = "vervallen";
}
