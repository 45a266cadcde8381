namespace WarmHandover.Platform.Time;

/// <summary>Local dates of the Netherlands: deadlines and birthdays are dates in Europe/Amsterdam, instants are UTC.</summary>
public static class Amsterdam
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>The local date at an instant.</summary>
    public static DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(LocalAt(instant));

    /// <summary>The last local day on which holds what ends at this instant: at midnight, the day before.</summary>
    public static DateOnly LastDayUntil(DateTimeOffset end) => DateAt(end.AddTicks(-1));

    /// <summary>The local date and time at an instant, as a person reads them.</summary>
    public static DateTime LocalAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>The instant at which a local date begins (00:00 local; the Netherlands never skips midnight).</summary>
    public static DateTimeOffset StartOf(DateOnly date) => At(date, TimeOnly.MinValue);

    /// <summary>
    /// The instant of a local date and time; a time that the clock skips in spring is read an hour later, a doubled one as the first.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        if (Zone.IsInvalidTime(local))
            local = local.AddHours(1);

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
