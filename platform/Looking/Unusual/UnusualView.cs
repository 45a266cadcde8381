using System.Globalization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Platform.Looking.Unusual;

/// <summary>A week in which people of an organisation looked at something; due when its list is made.</summary>
public sealed record LookedWeek(Guid Organisation, DateOnly Week);

/// <summary>That a list exists; who reads it asks the list itself.</summary>
public sealed record UnusualRow(Guid Organisation, DateOnly Week);

/// <summary>Which weeks still need a list, and which lists there are.</summary>
public sealed class UnusualView : IView
{
    /// <summary>The table's name.</summary>
    public const string Table = "unusual_weeks";

    /// <inheritdoc/>
    public string Name => Table;

    /// <inheritdoc/>
    public int Shape => 1;

    /// <summary>The part with the lists of one organisation.</summary>
    public static string Of(Guid organisation) => $"list/{organisation:N}";

    /// <inheritdoc/>
    public void Fold(StoredEvent stored, Rows rows)
    {
        if (stored.Type == "unusual-listed.v1" && Facts.Read<UnusualFact>(stored.Type, stored.Data) is UnusualListed listed)
        {
            rows.Remove(Key("week", listed.Organisation, listed.Week));
            rows.Put(
                Key("list", listed.Organisation, listed.Week), Of(listed.Organisation), new UnusualRow(listed.Organisation, listed.Week));
            return;
        }

        var header = EventHeader.Read(stored.Header);
        if (header.Actor.IsHouse || header.Actor.Organisation == Guid.Empty)
            return;

        var week = UnusualWeek.MondayOf(Amsterdam.DateAt(header.RecordedAt));
        var key = Key("week", header.Actor.Organisation, week);
        if (rows.Get<LookedWeek>(key) is null && rows.Get<UnusualRow>(Key("list", header.Actor.Organisation, week)) is null)
            rows.Put(key, "weeks", new LookedWeek(header.Actor.Organisation, week), UnusualWeek.DueAt(week));
    }

    private static string Key(string kind, Guid organisation, DateOnly week) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}/{organisation:N}/{week:yyyy-MM-dd}");
}
