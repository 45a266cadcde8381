using System.Globalization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Platform.Looking;

/// <summary>
/// One line of the access log in the terms of NEN 7513: when, who, in which role, for which organisation and teams, on whose behalf; what
/// was done, about what and whom, what for, how it ended; and the trace that joins it with the processing log.
/// </summary>
public sealed record AccessLine(
    string Position, DateTimeOffset At, string Person, string Role, Guid Organisation, IReadOnlyList<Guid> Teams, string? Responsible,
    string Action, string What, string AboutKind, Guid? About, IReadOnlyList<Guid> Subjects, string? Activity, string? Purpose, int Status,
    string? Code, string? Trace, Guid? Assignment)
{
    /// <summary>The span in which it was done; lines of both logs about one action hang under it.</summary>
    public string? Span { get; init; }

    /// <summary>The line that an entry of the log is; null for what the house did by itself.</summary>
    public static AccessLine? Of(StoredEvent stored)
    {
        var header = EventHeader.Read(stored.Header);
        var (who, position) = (header.Actor, stored.Position.ToString());
        if (who.IsHouse)
            return null;
        if (LookNoted.In(stored) is { } look)
        {
            return new(
                position, header.RecordedAt, who.Pseudonym, who.Role, who.Organisation, look.Teams, look.Responsible, look.Action,
                look.Route, look.AboutKind, look.About, look.Subjects, look.Activity, look.Purpose, look.Status, look.Code, look.TraceId,
                look.Assignment)
            {
                Span = look.SpanId,
            };
        }

        var beside = Beside.Read(stored.Beside);
        var (trace, span) = TraceSpan.Of(beside.TraceParent);
        return new(
            position, header.RecordedAt, who.Pseudonym, who.Role, who.Organisation, [], null, "vastleggen", stored.Type,
            StreamName.Category(stored.Stream), StreamName.Id(stored.Stream), [], beside.Activity, null, 200, null, trace, null)
        {
            Span = span,
        };
    }
}

/// <summary>
/// The access log of one service: what people looked at (lines that were noted before the answer was sent) and what they recorded (the
/// facts themselves, which stand in the log in the same transaction as what they did). What the house does by itself is not in it.
/// </summary>
public sealed class AccessLinesView : IView
{
    /// <summary>The table's name.</summary>
    public const string Table = "access_lines";

    /// <inheritdoc/>
    public string Name => Table;

    /// <inheritdoc/>
    public int Shape => 2;

    /// <summary>The part with the lines of one organisation's people on one local day.</summary>
    public static string OfDay(Guid organisation, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"day/{organisation:N}/{day:yyyy-MM-dd}");

    /// <summary>The part with the lines of one organisation's people about one family, referral or person.</summary>
    public static string OfThing(Guid organisation, Guid about) => $"about/{organisation:N}/{about:N}";

    /// <summary>The key of a line in a list by day or by thing.</summary>
    public static string Key(string part, string position) => $"{part}/{position}";

    /// <inheritdoc/>
    public void Fold(StoredEvent stored, Rows rows)
    {
        if (AccessLine.Of(stored) is not { } line)
            return;

        var part = OfDay(line.Organisation, Amsterdam.DateAt(line.At));
        rows.Put(Key(part, line.Position), part, line);
        foreach (var about in line.Subjects.Concat(line.About is { } one ? [one] : Array.Empty<Guid>()).Distinct())
        {
            var thing = OfThing(line.Organisation, about);
            rows.Put(Key(thing, line.Position), thing, line);
        }
    }
}
