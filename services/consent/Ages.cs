namespace WarmHandover.Consents;

/// <summary>
/// The age bands of Dutch consent law. Only the end of a band is known here (decision 18), so birthdays are counted from that local date,
/// and a band is right on every date without a message arriving on the day.
/// </summary>
public static class Ages
{
    /// <summary>Not yet born: nobody signs, and nothing is asked.</summary>
    public const string Unborn = "unborn";

    /// <summary>The holders of authority decide.</summary>
    public const string Under12 = "under-12";

    /// <summary>The child and the holders of authority decide together.</summary>
    public const string From12 = "12-15";

    /// <summary>The young person decides alone.</summary>
    public const string From16 = "16-17";

    /// <summary>Decides for himself.</summary>
    public const string Adult = "adult";

    /// <summary>The band of a member on a local date, before or after the day on which it was told.</summary>
    public static string At(Member member, DateOnly on)
    {
        if (member.AdultFrom <= on)
            return Adult;
        if (Twelve(member) is not { } twelve)
            return member.Band;

        return on < Birthday(twelve, -12) ? Unborn
            : on < twelve ? Under12
            : on < Birthday(twelve, 4) ? From12
            : on < Birthday(twelve, 6) ? From16
            : Adult;
    }

    /// <summary>The birthday from which a member's own answer is asked as it is in a band; none where no date is known.</summary>
    public static DateOnly? Begins(Member member, string band) => (Twelve(member), band) switch
    {
        ({ } twelve, From12) => twelve,
        ({ } twelve, From16 or Adult) => Birthday(twelve, 4),
        _ => null,
    };

    /// <summary>The birthdays that change who decides: the twelfth, sixteenth and eighteenth; none where no date is known.</summary>
    public static IReadOnlyList<DateOnly> Birthdays(Member member) =>
        Twelve(member) is { } twelve ? [twelve, Birthday(twelve, 4), Birthday(twelve, 6)] : [];

    private static DateOnly? Twelve(Member member) => (member.Band, member.BandUntil) switch
    {
        (Under12, { } until) => until,
        (From12, { } until) => Birthday(until, -4),
        (From16, { } until) => Birthday(until, -6),
        _ => null,
    };

    // Who was born on 29 February is 18 on 1 March of a year without that day: the reading that protects longest.
    private static DateOnly Birthday(DateOnly birthday, int years) =>
        birthday is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birthday.Year + years)
            ? new(birthday.Year + years, 3, 1)
            : birthday.AddYears(years);
}
