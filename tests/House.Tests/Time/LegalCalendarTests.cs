using System.Globalization;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Time;

/// <summary>How the law counts, to the day: the test vectors of the Algemene termijnenwet, worked out by hand.</summary>
public sealed class LegalCalendarTests
{
    [Theory]
    [InlineData("2026-04-01", "2026-04-08")] // V1: Good Friday, weekend, Easter Monday
    [InlineData("2026-04-02", "2026-04-09")] // V2
    [InlineData("2026-05-12", "2026-05-19")] // V3: Ascension, decreed day, weekend
    [InlineData("2026-12-23", "2026-12-29")] // V4: 24 December counts
    [InlineData("2026-04-30", "2026-05-06")] // V5: weekend and 5 May
    [InlineData("2026-03-06", "2026-03-11")] // V6: plain weekend
    [InlineData("2027-03-23", "2027-03-30")] // V7: Easter 2027
    public void Three_working_days(string start, string end) => Assert.Equal(Day(end), LegalCalendar.Known.AfterWorkingDays(Day(start), 3));

    [Theory]
    [InlineData("2026-03-09", 4, "2026-04-07")] // V8: ends on Easter Monday
    [InlineData("2026-04-17", 4, "2026-05-18")] // V9: ends on a decreed day
    [InlineData("2026-04-08", 4, "2026-05-06")] // V10: no shift
    [InlineData("2026-03-06", 4, "2026-04-07")] // V11: Good Friday, then Easter
    [InlineData("2026-11-27", 4, "2026-12-28")] // V12: Christmas
    [InlineData("2026-12-04", 4, "2027-01-04")] // V13: year change
    [InlineData("2026-03-30", 8, "2026-05-26")] // V14: Whit Monday
    [InlineData("2026-03-19", 8, "2026-05-18")] // V15: Ascension, decreed day, weekend
    [InlineData("2026-10-30", 8, "2026-12-28")] // V16: Christmas
    [InlineData("2026-02-10", 8, "2026-04-07")] // V17: no shift
    [InlineData("2027-02-02", 4, "2027-03-02")] // case 1
    [InlineData("2027-04-28", 4, "2027-05-26")] // case 7
    [InlineData("2027-04-23", 4, "2027-05-21")] // case 7, the other variant
    [InlineData("2027-03-08", 8, "2027-05-03")] // case 9
    [InlineData("2027-04-13", 4, "2027-05-11")] // case 9, at the new town
    [InlineData("2026-05-02", 13, "2026-08-01")] // more than 12 weeks: a Saturday stays (Atw 4)
    public void A_term_of_weeks(string start, int weeks, string end) =>
        Assert.Equal(Day(end), LegalCalendar.Known.AfterWeeks(Day(start), weeks));

    [Theory]
    [InlineData("2026-01-31", 1, "2026-03-02")] // the last day of February is a Saturday
    [InlineData("2027-01-31", 3, "2027-04-30")]
    [InlineData("2026-02-15", 3, "2026-05-18")] // 15 May was decreed
    [InlineData("2026-02-15", 6, "2026-08-15")] // more than three months: a Saturday stays
    public void A_term_of_months(string start, int months, string end) =>
        Assert.Equal(Day(end), LegalCalendar.Known.AfterMonths(Day(start), months));

    [Theory]
    [InlineData("2026-04-02", 3, "2026-04-08")] // Atw 2: Good Friday and Easter hold no working day; two are owed
    [InlineData("2026-12-24", 3, "2026-12-29")]
    [InlineData("2026-03-02", 3, "2026-03-05")]
    [InlineData("2026-03-06", 1, "2026-03-09")] // a shorter term owes no two days
    [InlineData("2026-01-03", 91, "2026-04-04")] // more than 90 days: a Saturday stays
    public void A_term_of_days(string start, int days, string end) =>
        Assert.Equal(Day(end), LegalCalendar.Known.AfterDays(Day(start), days));

    /// <summary>V18 and V19: hours and years are never extended, also not over the night on which the clock is set.</summary>
    [Theory]
    [InlineData("2026-03-27T12:00:00Z")]
    [InlineData("2026-10-23T12:00:00Z")]
    [InlineData("2026-12-24T12:00:00Z")]
    public void Hours_are_hours(string at)
    {
        var start = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromHours(72), LegalCalendar.AfterHours(start, 72) - start);
    }

    [Fact]
    public void Years_are_years()
    {
        Assert.Equal(Day("2046-12-25"), LegalCalendar.AfterYears(Day("2026-12-25"), 20));
        Assert.Equal(Day("2045-02-28"), LegalCalendar.AfterYears(Day("2028-02-29"), 17));
    }

    [Theory]
    [InlineData(2025, "04-18 04-21 04-26 05-05 05-29 05-30 06-09")]
    [InlineData(2026, "01-02 04-03 04-06 04-27 05-05 05-14 05-15 05-25")]
    [InlineData(2027, "03-26 03-29 04-27 05-05 05-06 05-07 05-17")]
    [InlineData(2028, "04-14 04-17 04-27 04-28 05-05 05-25 05-26 06-05")]
    [InlineData(2029, "03-30 04-02 04-27 05-05 05-10 05-21")]
    [InlineData(2030, "04-19 04-22 04-27 05-05 05-30 06-10")]
    public void The_closed_days_of_a_year(int year, string closed)
    {
        var days = closed.Split(' ').Concat(["01-01", "12-25", "12-26"]).Select(d => Day($"{year}-{d}")).ToHashSet();
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            Assert.Equal(!weekend && !days.Contains(day), LegalCalendar.Known.IsWorkingDay(day));
        }
    }

    [Fact]
    public void The_strict_count_is_never_later_than_the_legal_one()
    {
        for (var day = new DateOnly(2024, 1, 1); day.Year < 2032; day = day.AddDays(1))
        {
            Assert.True(LegalCalendar.Strict.AfterWeeks(day, 4) <= LegalCalendar.Known.AfterWeeks(day, 4), day.ToString("O"));
            Assert.True(LegalCalendar.Strict.AfterWorkingDays(day, 3) <= LegalCalendar.Known.AfterWorkingDays(day, 3), day.ToString("O"));
        }
    }

    [Fact]
    public void A_newly_decreed_day_counts_from_then_on()
    {
        Assert.Equal(Day("2029-04-30"), LegalCalendar.Known.AfterWeeks(Day("2029-04-02"), 4));
        Assert.Equal(Day("2029-05-01"), LegalCalendar.Known.With([Day("2029-04-30")]).AfterWeeks(Day("2029-04-02"), 4));
        Assert.Equal(Day("2029-04-30"), LegalCalendar.Strict.With([Day("2029-04-30")]).AfterWeeks(Day("2029-04-02"), 4));
    }

    [Fact]
    public void A_date_is_reached_at_midnight_in_Amsterdam_in_both_weeks_in_which_the_clock_is_set()
    {
        Assert.Equal(new(2027, 3, 27, 23, 0, 0, TimeSpan.Zero), Amsterdam.StartOf(Day("2027-03-28")));
        Assert.Equal(new(2027, 3, 28, 22, 0, 0, TimeSpan.Zero), Amsterdam.StartOf(Day("2027-03-29")));
        Assert.Equal(new(2027, 10, 30, 22, 0, 0, TimeSpan.Zero), Amsterdam.StartOf(Day("2027-10-31")));
        Assert.Equal(new(2027, 10, 31, 23, 0, 0, TimeSpan.Zero), Amsterdam.StartOf(Day("2027-11-01")));
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
