namespace WarmHandover.Portal.Team;

/// <summary>How long a break-glass still lasts, in words.</summary>
internal static class EmergencyTime
{
    public static string Left(Texts texts, EmergencyLine line, DateTimeOffset now) => line.OpenUntil is { } until
        ? Until(texts, until, now)
        : texts["glas.gevraagd-minuten", line.Minutes];

    public static string Until(Texts texts, DateTimeOffset until, DateTimeOffset now) => (until - now).TotalMinutes switch
    {
        <= 0 => texts["glas.voorbij", texts.Moment(until)],
        < 2 => texts["glas.nog-een-minuut", texts.Moment(until)],
        var minutes => texts["glas.nog", (int)minutes, texts.Moment(until)],
    };
}
