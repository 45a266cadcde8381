namespace WarmHandover.Consents;

/// <summary>
/// Working days in the Netherlands: not Saturday, Sunday, a day of Algemene termijnenwet 3, or a day that a decree treats alike.
/// </summary>
public static class WorkingDays
{
    private static readonly HashSet<DateOnly> Decreed =
    [
        new(2026, 1, 2), new(2026, 5, 15), new(2027, 5, 7), new(2028, 4, 28), new(2028, 5, 26),
    ];

    /// <summary>The last day of a term of some working days; the day of the event itself does not count.</summary>
    public static DateOnly After(DateOnly day, int days)
    {
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (IsOne(day))
                left--;
        }

        return day;
    }

    /// <summary>Whether a date is a working day.</summary>
    public static bool IsOne(DateOnly day) =>
        day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday && !IsHoliday(day) && !Decreed.Contains(day);

    private static bool IsHoliday(DateOnly day) => (day.Month, day.Day) is (1, 1) or (5, 5) or (12, 25) or (12, 26)
        || day == KingsDay(day.Year)
        || (day.DayNumber - Easter(day.Year).DayNumber) is -2 or 1 or 39 or 50;

    private static DateOnly KingsDay(int year) =>
        new DateOnly(year, 4, 27) is { DayOfWeek: DayOfWeek.Sunday } sunday ? sunday.AddDays(-1) : new(year, 4, 27);

    // The Gregorian computus of Meeus, Jones and Butcher.
    private static DateOnly Easter(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var moon = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var week = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - moon - (rest % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * week)) / 451;
        var days = moon + week - (7 * late) + 114;
        return new(year, days / 31, (days % 31) + 1);
    }
}
