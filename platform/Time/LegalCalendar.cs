using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Time;

/// <summary>
/// How Dutch law counts: working days, and terms that end on a closed day (Algemene termijnenwet). Holidays are computed for any year; the
/// days that a decree treats alike (Atw 3 lid 3) are data. A term is a local date, met until the end of that day.
/// </summary>
public sealed class LegalCalendar
{
    private const int LongestExtendedDays = 90;
    private const int LongestExtendedWeeks = 12;
    private const int LongestExtendedMonths = 3;

    private readonly HashSet<DateOnly>? decreed;

    private LegalCalendar(HashSet<DateOnly>? decreed) => this.decreed = decreed;

    /// <summary>The calendar with all decreed days that are known when this version was made.</summary>
    public static LegalCalendar Known { get; } = new(Read());

    /// <summary>
    /// The count that nobody can call too long: every Monday to Friday is a working day. 'Working day' has no definition in Wgs 4.
    /// </summary>
    public static LegalCalendar Strict { get; } = new(decreed: null);

    /// <summary>The same calendar with more decreed days: next year's, as soon as they are published.</summary>
    public LegalCalendar With(IEnumerable<DateOnly> more) => decreed is null ? this : new([.. decreed, .. more]);

    /// <summary>Not a Saturday or Sunday, no holiday of Atw 3, and no day that a decree treats alike.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday
        && (decreed is null || (!decreed.Contains(day) && !Holidays.Contains(day)));

    /// <summary>The last day of a term of some working days. The day of the event itself does not count.</summary>
    public DateOnly AfterWorkingDays(DateOnly day, int days)
    {
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }

    /// <summary>
    /// The working day that lies some working days before a date; never extended, because it is counted backwards (Atw 1 lid 2).
    /// </summary>
    public DateOnly BeforeWorkingDays(DateOnly day, int days)
    {
        for (var left = days; left > 0;)
        {
            day = day.AddDays(-1);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }

    /// <summary>The last day of a term of days, extended where the law extends it (Atw 1, 2 and 4).</summary>
    public DateOnly AfterDays(DateOnly day, int days) => days > LongestExtendedDays ? day.AddDays(days) : Extended(day, day.AddDays(days));

    /// <summary>The last day of a term of weeks: the same day of the week, extended where the law extends it.</summary>
    public DateOnly AfterWeeks(DateOnly day, int weeks) =>
        weeks > LongestExtendedWeeks ? day.AddDays(7 * weeks) : Extended(day, day.AddDays(7 * weeks));

    /// <summary>The last day of a term of months: the same day of the month or its last day, extended where the law extends it.</summary>
    public DateOnly AfterMonths(DateOnly day, int months) =>
        months > LongestExtendedMonths ? day.AddMonths(months) : Extended(day, day.AddMonths(months));

    /// <summary>The last day of a term of years, which no law extends (Atw 4).</summary>
    public static DateOnly AfterYears(DateOnly day, int years) => day.AddYears(years);

    /// <summary>The end of a term of hours: hours are hours (Atw 4), also when the clock is set in between.</summary>
    public static DateTimeOffset AfterHours(DateTimeOffset at, int hours) => at.AddHours(hours);

    // Atw 1 lid 1: not on a closed day. Atw 2: a term of at least three days holds at least two working days.
    private DateOnly Extended(DateOnly start, DateOnly end)
    {
        var owed = end.DayNumber - start.DayNumber >= 3 ? 2 : 0;
        while (!IsWorkingDay(end) || WorkingDaysIn(start, end) < owed)
            end = end.AddDays(1);

        return end;
    }

    private int WorkingDaysIn(DateOnly start, DateOnly end)
    {
        var found = 0;
        for (var day = start.AddDays(1); day <= end && found < 2; day = day.AddDays(1))
            found += IsWorkingDay(day) ? 1 : 0;

        return found;
    }

    private static HashSet<DateOnly> Read()
    {
        using var stream = typeof(LegalCalendar).Assembly.GetManifestResourceStream("WarmHandover.Platform.Time.decreed-days.json")!;
        return [.. JsonSerializer.Deserialize<DecreedDay[]>(stream, Facts.Json)!.Select(d => d.Day)];
    }

    private sealed record DecreedDay(DateOnly Day, string Why);
}

/// <summary>The generally recognised holidays of Algemene termijnenwet 3, computed for any year.</summary>
public static class Holidays
{
    /// <summary>Whether a date is one.</summary>
    public static bool Contains(DateOnly day) => (day.Month, day.Day) is (1, 1) or (5, 5) or (12, 25) or (12, 26)
        || day == KingsDay(day.Year)
        || (day.DayNumber - Easter(day.Year).DayNumber) is -2 or 1 or 39 or 50;

    /// <summary>27 April, or the day before it when that is a Sunday.</summary>
    public static DateOnly KingsDay(int year) =>
        new DateOnly(year, 4, 27) is { DayOfWeek: DayOfWeek.Sunday } sunday ? sunday.AddDays(-1) : new(year, 4, 27);

    /// <summary>Easter Sunday, by the Gregorian computus of Meeus, Jones and Butcher.</summary>
    public static DateOnly Easter(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var week = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - moon - (rest % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * week)) / 451;
        var days = moon + week - (7 * late) + 114;
        return new(year, days / 31, (days % 31) + 1);
    }
}
