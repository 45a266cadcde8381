using System.Diagnostics;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Views;

/// <summary>Somebody to call, in the list of the team that does: codes only.</summary>
public sealed record SelfStartRow(
    Guid SelfStart, Guid Organisation, Guid Team, string Area, string? Domain, string Channel, DateTimeOffset AskedAt, string State);

/// <summary>The calls for help of each team: part <c>team/…</c> while open; due when what was sealed must go.</summary>
public sealed class SelfStartsView() : View<SelfStartFact>("signal", "selfstart", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "self_starts";

    /// <summary>The part that holds the open calls of one team.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<SelfStartFact> noted, Rows rows)
    {
        var key = $"{noted.Id:N}";
        var row = rows.Get<SelfStartRow>(key);
        switch (noted.Fact)
        {
            case SelfStartReceived f:
                rows.Put(
                    key, Of(f.Team), new SelfStartRow(f.SelfStart, f.Organisation, f.Team, f.Area, f.Domain, f.Channel, f.At, "open"),
                    Amsterdam.StartOf(f.KeepUntil));
                break;
            case SelfStartAnswered f:
                rows.Put(key, "done", row! with { State = f.Result }, f.At.AddDays(SelfStartDecider.DaysAfterAnswer));
                break;
            case SelfStartLapsed f: rows.Put(key, "done", row! with { State = "vervallen" }, f.At); break;
            case SelfStartDestroyed: rows.Remove(key); break;
            default: throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }
}
