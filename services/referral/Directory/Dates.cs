using System.Globalization;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals.Directory;

/// <summary>Dates as HSDS writes them, and as people read them.</summary>
public static class Dates
{
    private static readonly string[] Months =
    [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ];

    /// <summary>The day that a text begins with, such as 2027-03-01; null when it is none.</summary>
    public static DateOnly? Day(string? text) => text is { Length: >= 10 }
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>The start of a day, as a date of a file is compared with an instant.</summary>
    public static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>A day in words: 1 maart 2027.</summary>
    public static string Read(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");

    /// <summary>The local day of an instant in words.</summary>
    public static string Read(DateTimeOffset at) => Read(Amsterdam.DateAt(at));
}
