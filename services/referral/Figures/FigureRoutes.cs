using System.Collections.Concurrent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Figures;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Figures;

/// <summary>The row of a municipality; null is a number that is hidden.</summary>
public sealed record FigureRow(string Area, IReadOnlyList<int?> Counts, int? Total);

/// <summary>One table: what the referrals are counted by, the codes of the columns, and the totals.</summary>
public sealed record FigureTable(
    string By, IReadOnlyList<string> Columns, IReadOnlyList<FigureRow> Rows, IReadOnlyList<int?> Totals, int? Total);

/// <summary>The figures of a closed year, as they were known at the start of <see cref="KnownUntil"/>.</summary>
public sealed record ReferralFiguresAnswer(
    int Year, DateOnly KnownUntil, int HiddenBelow, string Explanation, IReadOnlyList<FigureTable> Tables,
    IReadOnlyList<Quartiles> DaysToSending, IReadOnlyList<Quartiles> DaysToContact);

/// <summary>
/// Makes the figures of a year by replaying the log as it was known at the end of the January after it, once and for good: two states of
/// one year beside each other would give the small counts between them away.
/// </summary>
public sealed class FigureDesk(IEventLog log, IConfiguration configuration) : IDisposable
{
    private const int Page = 1_000;
    private readonly ConcurrentDictionary<int, YearOfReferrals> made = [];
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Counts below this are small: <c>WO_FIGURES_BELOW</c>, 10 when nothing is said.</summary>
    public int Below { get; } = configuration.GetValue("WO_FIGURES_BELOW", SmallCounts.Bound);

    /// <summary>The first day on which the figures of a year can be had.</summary>
    public static DateOnly Closed(int year) => new(year + 1, 2, 1);

    /// <summary>The figures of a year that is closed.</summary>
    public async Task<YearOfReferrals> Of(int year, CancellationToken ct)
    {
        if (made.TryGetValue(year, out var before))
            return before;

        // A replay reads the whole log; several people who ask at once wait for one.
        await one.WaitAsync(ct);
        try
        {
            if (!made.TryGetValue(year, out before))
                made[year] = before = ReferralFigures.Of(await Replay(Amsterdam.StartOf(Closed(year)), ct), year, Below);
            return before;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task<IEnumerable<Tallied>> Replay(DateTimeOffset until, CancellationToken ct)
    {
        var referrals = new Dictionary<string, List<ReferralEvent>>();
        var prefix = Referral.Kind.Stream(Guid.Empty)[..^Guid.Empty.ToString("N").Length];
        for (var (place, read) = (Position.Start, Page); read == Page;)
        {
            read = 0;
            await foreach (var stored in log.ReadAll(place, Page, ct))
            {
                (place, read) = (stored.Position, read + 1);
                if (!stored.Stream.StartsWith(prefix, StringComparison.Ordinal) || EventHeader.Read(stored.Header).RecordedAt >= until)
                    continue;
                if (!referrals.TryGetValue(stored.Stream, out var facts))
                    referrals[stored.Stream] = facts = [];
                facts.Add(Facts.Read<ReferralEvent>(stored.Type, stored.Data));
            }
        }

        return referrals.Values.Select(ReferralTally.Of).OfType<Tallied>();
    }
}

internal static class FigureRoutes
{
    public static void MapFigures(this IEndpointRouteBuilder app) => app
        .MapHouseGroup("/v1/verwijscijfers").RequiresRole(Roles.FocusOfficer, Roles.Administrator).WithTags("cijfers")
        .MapGet("/{jaar:int}", Read)
        .WithSummary("De verwijzingen van een jaar per gemeente: antwoord met reden, warm of niet, uitkomst, en hoe lang het duurde")
        .WithDescription("Vanaf 1 februari na dat jaar, voor altijd gelijk. 'null' is een aantal dat is afgeschermd; 0 is nul.")
        .Produces<ReferralFiguresAnswer>();

    private static async Task<IResult> Read(int jaar, FigureDesk desk, TimeProvider clock, CancellationToken ct)
    {
        if (jaar is < 1995 or > 2200)
            return new InputErrors().Add("jaar", "Kijk dit jaartal na.").ToProblem();
        if (Amsterdam.DateAt(clock.Now()) < FigureDesk.Closed(jaar))
            return ReferralRefusals.YearRuns(jaar).ToProblem();

        var figures = await desk.Of(jaar, ct);
        return TypedResults.Ok(new ReferralFiguresAnswer(
            jaar, FigureDesk.Closed(jaar), desk.Below,
            $"Een aantal onder de {desk.Below} is afgeschermd, en ook wat zo'n aantal zou verraden. Een verwijzing telt in het jaar en de "
            + "gemeente van verzending. Een mediaan staat er alleen waar genoeg verwijzingen zijn.",
            [.. figures.Tables.Select(t => new FigureTable(
                t.Name, t.Columns, [.. t.Rows.Select((area, n) => new FigureRow(area, t.Cells[n], t.RowTotals[n]))], t.ColumnTotals,
                t.Total))],
            figures.DaysToSending, figures.DaysToContact));
    }
}
