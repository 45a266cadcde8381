using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Entry;

/// <summary>A personal way in as the desk sees it: ids, codes and times.</summary>
public sealed record WayRow(
    Guid Way, Guid Family, Guid Person, string Role, string Purpose, Guid About, DateTimeOffset Until, string? Closed,
    string? Channel, DateTimeOffset? CodeUntil, bool SecondFactor, DateTimeOffset? LastUsed, int Wrong, bool Silent);

/// <summary>Which way in a code's first characters belong to.</summary>
public sealed record HandleRow(Guid Way);

/// <summary>The ways in at each desk, and which of them the beginning of a code finds.</summary>
internal sealed class WaysView() : View<WayInEvent>("notification", "way", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "ways_in";

    /// <summary>The part with the ways in that an organisation hands out.</summary>
    public static string Desk(Guid organisation) => $"desk/{organisation:N}";

    /// <summary>Where one stands among those.</summary>
    public static string KeyAt(Guid organisation, Guid way) => $"desk/{organisation:N}/{way:N}";

    /// <summary>The part with the ways in of one family.</summary>
    public static string Of(Guid family) => $"family/{family:N}";

    /// <summary>The part with the ways in that a code's beginning finds.</summary>
    public static string Found(string handle) => $"handle/{handle}";

    /// <inheritdoc/>
    protected override void Show(Noted<WayInEvent> noted, Rows rows)
    {
        var key = $"way/{noted.Id:N}";
        var row = rows.Get<WayRow>(key);
        switch (noted.Fact)
        {
            case WayInOpened o:
                row = new(
                    noted.Id, o.Family, o.Person, o.Role, o.Purpose, o.About, o.Until, Closed: null, row?.Channel, row?.CodeUntil,
                    row?.SecondFactor ?? false, row?.LastUsed, row?.Wrong ?? 0, o.Silent);
                Seat(noted.Id, o.Desks, rows);
                break;
            case WayInClosed closed when row is not null:
                row = row with { Closed = closed.Reason, Channel = null, CodeUntil = null };
                Forget(noted.Id, rows);
                break;
            case CodeIssued issued when row is not null:
                row = row with { Channel = issued.Channel, CodeUntil = issued.Until, Wrong = 0 };
                Forget(noted.Id, rows);
                rows.Put($"handle/{issued.Handle}/{noted.Id:N}", Found(issued.Handle), new HandleRow(noted.Id));
                rows.Put($"code/{noted.Id:N}", "codes", new CodePlace($"handle/{issued.Handle}/{noted.Id:N}"));
                break;
            case SecondFactorAgreed when row is not null:
                row = row with { SecondFactor = true };
                break;
            case PersonCameIn came when row is not null:
                row = row with { LastUsed = came.At, Wrong = 0 };
                break;
            case PersonRefused when row is not null:
                row = row with { Wrong = row.Wrong + 1 };
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }

        rows.Put(key, Of(row.Family), row);
        foreach (var desk in rows.Get<Desks>($"desks/{noted.Id:N}")!.Organisations)
            rows.Put(KeyAt(desk, noted.Id), Desk(desk), row);
    }

    private static void Seat(Guid way, IReadOnlyList<Guid> desks, Rows rows)
    {
        foreach (var gone in (rows.Get<Desks>($"desks/{way:N}")?.Organisations ?? []).Except(desks))
            rows.Remove(KeyAt(gone, way));
        rows.Put($"desks/{way:N}", "desks", new Desks(desks));
    }

    private static void Forget(Guid way, Rows rows)
    {
        if (rows.Get<CodePlace>($"code/{way:N}") is not { } place)
            return;

        rows.Remove(place.Key);
        rows.Remove($"code/{way:N}");
    }

    /// <summary>Where the one code that works is found.</summary>
    public sealed record CodePlace(string Key);

    /// <summary>At whose desks it is shown.</summary>
    public sealed record Desks(IReadOnlyList<Guid> Organisations);
}
