using WarmHandover.Platform.Figures;

namespace WarmHandover.Referrals.Figures;

/// <summary>Days at which a quarter, half and three quarters of the referrals of an area had come so far.</summary>
public sealed record Quartiles(string Area, int FirstQuarter, int Median, int ThirdQuarter);

/// <summary>The figures of a year: tables with the small counts hidden, and how long families waited where enough were counted.</summary>
public sealed record YearOfReferrals(
    IReadOnlyList<SafeTable> Tables, IReadOnlyList<Quartiles> DaysToSending, IReadOnlyList<Quartiles> DaysToContact);

/// <summary>Makes the figures of a year. Pure: the same referrals give the same tables.</summary>
public static class ReferralFigures
{
    private const string Other = "anders";
    private static readonly int[] Steps = [7, 14, 28, 56, 84];

    private static readonly string[] Answers =
    [
        ReferralTally.Yes, .. Transitions.Table.Reasons(ReferralStatus.Declined), "doorgestuurd", "teruggehaald", "gestopt", "verlopen",
        ReferralTally.Unanswered,
    ];

    private static readonly string[] Warmth = ["warm", "niet-warm", "niet-geaccepteerd"];

    private static readonly string[] Outcomes =
        [.. Transitions.Table.Reasons(ReferralStatus.Completed), "gestopt", ReferralTally.Running, "niet-geaccepteerd"];

    private static readonly string[] Helped = [.. ReferralDecider.HelpedCodes, ReferralTally.NotAsked];
    private static readonly string[] Waits = [.. Steps.Select((to, n) => Wait(n)), "langer-dan-84-dagen", "niet", "signaal-onbekend"];

    /// <summary>
    /// The figures of the referrals that left in a year; the rows are the municipalities where the family lived on that day. All tables
    /// count the same referrals and are made safe in one call, so that none gives away what another hides.
    /// </summary>
    public static YearOfReferrals Of(IEnumerable<Tallied> all, int year, int below)
    {
        var sent = all.Where(t => t.SentOn.Year == year).ToArray();
        string[] areas = [.. sent.Select(t => t.Area).Distinct().Order(StringComparer.Ordinal)];
        string[] domains = [.. sent.Select(t => t.Domain).Distinct().Order(StringComparer.Ordinal)];
        return new(
            SmallCounts.Hide(
            [
                Table("leefgebied", domains, t => t.Domain),
                Table("antwoord", Answers, t => t.Answer),
                Table("warmte", Warmth, t => !t.Accepted ? Warmth[2] : t.Warm ? Warmth[0] : Warmth[1]),
                Table("uitkomst", Outcomes, t => t.Accepted ? t.Outcome : Outcomes[^1]),
                Table("geholpen", Helped, t => t.Helped),
                Table("van-signaal-tot-verzending", Waits, t => Waited(t, t.DaysToSending)),
                Table("van-signaal-tot-eerste-contact", Waits, t => Waited(t, t.DaysToContact)),
            ],
            below),
            Spread(t => t.DaysToSending), Spread(t => t.DaysToContact));

        CountTable Table(string by, string[] columns, Func<Tallied, string> code)
        {
            string[] named = [.. columns, Other];
            var counts = areas.Select(_ => new int[named.Length]).ToArray();
            foreach (var one in sent)
            {
                var column = Array.IndexOf(named, code(one));
                counts[Array.BinarySearch(areas, one.Area, StringComparer.Ordinal)][column < 0 ? columns.Length : column]++;
            }

            return new(by, areas, named, counts);
        }

        // A quartile says something of the few on each side of it: only where each side is no small count.
        Quartiles[] Spread(Func<Tallied, int?> days) =>
        [
            .. from area in areas
               let values = sent.Where(t => t.Area == area).Select(days).OfType<int>().Order().ToArray()
               where values.Length >= 4 * below
               select new Quartiles(area, At(values, 1), At(values, 2), At(values, 3)),
        ];
    }

    private static int At(int[] sorted, int quarter) => sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * quarter / 4m) - 1)];

    private static string Waited(Tallied tally, int? days) => days is not { } waited
        ? Waits[tally.SignalledOn is null ? Waits.Length - 1 : Waits.Length - 2]
        : Array.FindIndex(Steps, step => waited <= step) is var n and >= 0 ? Waits[n] : Waits[Steps.Length];

    private static string Wait(int n) => n == 0
        ? FormattableString.Invariant($"0-{Steps[0]}-dagen")
        : FormattableString.Invariant($"{Steps[n - 1] + 1}-{Steps[n]}-dagen");
}
