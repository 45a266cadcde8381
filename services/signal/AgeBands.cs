namespace WarmHandover.Signals;

/// <summary>The five age bands of Dutch consent law, and the local dates on which a person passes from one to the next.</summary>
public static class AgeBands
{
    /// <summary>Not yet born.</summary>
    public const string Unborn = "unborn";

    /// <summary>The holders of authority decide.</summary>
    public const string Under12 = "under-12";

    /// <summary>The holders of authority and the child decide together.</summary>
    public const string From12 = "12-15";

    /// <summary>The young person decides.</summary>
    public const string From16 = "16-17";

    /// <summary>Decides for himself.</summary>
    public const string Adult = "adult";

    /// <summary>The band on a local date, and the local date until which it holds (exclusive; none for an adult).</summary>
    public static (string Band, DateOnly? Until) Of(DateOnly birth, DateOnly on) =>
        on < Birthday(birth, 12) ? (Under12, Birthday(birth, 12))
        : on < Birthday(birth, 16) ? (From12, Birthday(birth, 16))
        : on < Birthday(birth, 18) ? (From16, Birthday(birth, 18))
        : (Adult, null);

    /// <summary>
    /// The band that begins where one ends. The day itself tells the next one: 12, 16 and 18 fall on the same day of the year.
    /// </summary>
    public static (string Band, DateOnly? Until) After(string band, DateOnly until) => band switch
    {
        Under12 => (From12, Birthday(until, 4)),
        From12 => (From16, Birthday(until, 2)),
        From16 => (Adult, null),
        _ => throw new ArgumentOutOfRangeException(nameof(band), "This band does not end by a birthday."),
    };

    /// <summary>The band on a local date, also when no birthday was recorded yet since.</summary>
    public static string On(DateOnly date, string band, DateOnly? until)
    {
        while (until is { } end && date >= end)
            (band, until) = After(band, end);

        return band;
    }

    /// <summary>
    /// On which local date somebody is adult; null when he is already. Of an expected child of whom no birth was recorded: as if it was
    /// born ten months after it was added, so never too early.
    /// </summary>
    public static DateOnly? AdultOn(string band, DateOnly? until, DateOnly recordedOn)
    {
        if (band == Unborn)
            return recordedOn.AddMonths(10).AddYears(18);
        while (until is { } end && band != From16)
            (band, until) = After(band, end);
        return until;
    }

    // Who was born on 29 February is 18 on 1 March of a year without that day: the reading that protects longest.
    private static DateOnly Birthday(DateOnly birth, int age) =>
        birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birth.Year + age) ? new(birth.Year + age, 3, 1) : birth.AddYears(age);
}
