using Microsoft.Extensions.Configuration;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Looking.Unusual;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Logbook;

/// <summary>Each week a list of what stood out in who looked; judged line by line by the privacy officer.</summary>
public sealed class UnusualTests : Deciding<UnusualWeek, UnusualCommand, UnusualFact>
{
    private static readonly DateOnly Week = new(2027, 3, 1);
    private static readonly UnusualListed Listed = new(
        Cast.Jgz, Week, 12, 3, [new(UnusualWeek.Many, Cast.Noor, 41, [Cast.Family], Cast.Monday, Cast.Monday)], Cast.Monday);

    public UnusualTests() : base(UnusualWeek.Streams("signal"))
    {
    }

    [Fact]
    public void A_line_is_judged_once_by_somebody_else_of_the_own_organisation()
    {
        Given().When(new ListUnusual(Listed)).Then(Listed);
        var judge = new JudgeUnusual(1, "terecht", "hedda", Cast.Jgz, Cast.Monday);
        Given(Listed).When(judge).Then(new UnusualJudged(1, "terecht", "hedda", Cast.Monday));
        Given(Listed, new UnusualJudged(1, "terecht", "hedda", Cast.Monday)).When(judge with { Outcome = "datalek" })
            .ThenRefused(new("al-beoordeeld", ""));
        Given(Listed).When(judge with { By = Cast.Noor }).ThenRefused(new("eigen-regel", ""));
        Given(Listed).When(judge with { Organisation = Cast.Wijkteam }).ThenRefused(new("niet-gevonden", ""));
        Given(Listed).When(judge with { Line = 2 }).ThenRefused(new("niet-gevonden", ""));
    }

    [Fact]
    public async Task Many_families_outside_hours_and_tries_without_a_tie_stand_out_and_a_usual_week_does_not()
    {
        var folder = Directory.CreateTempSubdirectory("unusual").FullName;
        try
        {
            var at = Amsterdam.At(Week.AddDays(1), new(10, 0));
            AccessLine[] lines =
            [
                .. Enumerable.Range(0, 6).Select(n => Line("veelziend", Cast.Id(n + 1), at.AddMinutes(n), 200)),
                .. Enumerable.Range(0, 5).Select(n => Line("gewoon", Cast.Id(n + 1), at.AddMinutes(n), 200)),
                Line("nachtuil", Cast.Family, Amsterdam.At(Week.AddDays(2), new(23, 30)), 200),
                Line("weekend", Cast.Family, Amsterdam.At(Week.AddDays(5), new(11, 0)), 200),
                .. Enumerable.Range(0, 3).Select(n => Line("zoeker", Cast.Id(n + 1), at, 404)),
                .. Enumerable.Range(0, 2).Select(n => Line("vergist", Cast.Id(n + 1), at, 404)),
            ];
            using var log = new SqliteEventLog(Path.Combine(folder, "signal.log.db"));
            var handler = new UnusualHandler(log, new FakeClock(UnusualWeek.DueAt(Week)), "signal");
            var settings = new ConfigurationBuilder().AddInMemoryCollection([new("WO_UNUSUAL_FAMILIES", "5")]).Build();
            var hand = new UnusualHand(handler, new Shown(lines), [], settings, new FakeClock(UnusualWeek.DueAt(Week)), "signal");
            await hand.Strike(new("key", $$"""{"organisation":"{{Cast.Jgz}}","week":"2027-03-01"}""", UnusualWeek.DueAt(Week)), default);
            await hand.Strike(new("key", $$"""{"organisation":"{{Cast.Jgz}}","week":"2027-03-01"}""", UnusualWeek.DueAt(Week)), default);

            var listed = (await handler.Load(UnusualWeek.IdOf(Cast.Jgz, Week), default)).State.Listed!;
            Assert.Equal(
                [("buiten-werktijd", "nachtuil", 1), ("veel-gezinnen", "veelziend", 6), ("buiten-werktijd", "weekend", 1),
                    ("zonder-band", "zoeker", 3)],
                listed.Lines.Select(l => (l.Kind, l.Who, l.Count)));
            Assert.Equal((lines.Length, 6), (listed.LinesRead, listed.PeopleSeen));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static AccessLine Line(string who, Guid about, DateTimeOffset at, int status) => new(
        $"{at.Ticks:x16}", at, who, "professional", Cast.Jgz, [Cast.JgzTeam], null, "lezen", "GET /v1/gezinnen/{gezin:guid}", "gezin",
        about, [], "gezinsdossier.v1", "hulpverlening", status, null, null, null);

    /// <summary>An access log of given lines, by day.</summary>
    private sealed class Shown(AccessLine[] lines) : IViews
    {
        public Task<IReadOnlyList<TRow>> List<TRow>(string view, string part, CancellationToken ct, int limit = 500, string? after = null)
            where TRow : class => Task.FromResult<IReadOnlyList<TRow>>(after is not null ? [] :
                [.. lines.Where(l => AccessLinesView.OfDay(l.Organisation, Amsterdam.DateAt(l.At)) == part).Cast<TRow>()]);

        public Task FreshToHead(string view, CancellationToken ct) => Task.CompletedTask;

        public Task<TRow?> Get<TRow>(string view, string key, CancellationToken ct) where TRow : class => Task.FromResult<TRow?>(null);

        public Task<IReadOnlyList<TRow>> Search<TRow>(string view, TermQuery query, CancellationToken ct) where TRow : class =>
            Task.FromResult<IReadOnlyList<TRow>>([]);

        public Task<IReadOnlyList<DueRow>> Due(string view, DateTimeOffset until, int limit, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<DueRow>>([]);

        public Task Fresh(string view, Position atLeast, CancellationToken ct, TimeSpan? atMost = null) => Task.CompletedTask;
    }
}
