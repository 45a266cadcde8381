using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using Xunit.Abstractions;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Replay;

/// <summary>
/// Random histories in a real log. While each is written, questions are asked of it: how do the rows stand on D, with what is known now
/// (K)? When all is written the same questions are asked as of K, of the log. The answers must be the same, text for text, and the chain
/// whole.
/// </summary>
public abstract class AsOfContract(ITestOutputHelper output)
{
    private const int Steps = 16;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };

    private static readonly (Guid Team, Guid Organisation, string Purpose)[] Recipients =
        [(Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp"), (Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp")];

    protected abstract IEventLog Log { get; }

    /// <summary>How many histories are tried without <c>WO_TEST_LONG</c>; with it 5,000.</summary>
    protected abstract int Few { get; }

    [Fact]
    public async Task As_of_a_day_as_known_at_a_moment_is_what_was_answered_then()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var isLong = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1";
        var (stories, asked, stances, families) = (isLong ? 5000 : Few, 0, new HashSet<string>(), new List<Guid>());
        for (var story = 0; story < stories; story++)
        {
            var random = new Random(unchecked((seed * 397) ^ story));
            var family = Guid.CreateVersion7();
            var questions = await Live(family, random);
            var history = await History.Read(Log, family, default);
            foreach (var (day, known, answer) in questions)
            {
                var again = Answer(history.KnownAt(known).Now, day);
                Assert.True(
                    answer == again, $"seed {seed}, story {story}: on {day:O} as known {known:O} it was\n{answer}\nand it is\n{again}");
                stances.Add(answer);
            }

            families.Add(family);
            asked += questions.Count;
            Assert.True(IsWhole(history, family), $"seed {seed}, story {story}: the chain is broken");
        }

        output.WriteLine($"{stories} histories, {asked} questions, {stances.Count} different answers");
        Assert.True(asked > stories * Steps / 2 && stances.Count > stories, "hardly anything was asked, or hardly anything differed");
        await IsReplayedInTime(families, isLong);
    }

    // 100,000 events in ten seconds: in the long form so many are read and folded, in several rounds. Where few are read beside other
    // tests, only what takes whole seconds is too long.
    private async Task IsReplayedInTime(List<Guid> families, bool isLong)
    {
        var (events, start) = (0L, System.Diagnostics.Stopwatch.GetTimestamp());
        do
        {
            foreach (var family in families)
                events += (await History.Read(Log, family, default)).Steps.Count;
        }
        while (isLong && events < 100_000);

        var took = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        var many = took.TotalSeconds / events * 100_000;
        output.WriteLine($"{events} events replayed in {took.TotalSeconds:0.00} s: 100,000 in {many:0.0} s");
        Assert.True(many <= (isLong ? 10 : 50) || (!isLong && took.TotalSeconds < 3), $"100,000 events would take {many:0.0} s");
    }

    private async Task<List<(DateTimeOffset Day, DateTimeOffset Known, string Answer)>> Live(Guid family, Random random)
    {
        var questions = new List<(DateTimeOffset Day, DateTimeOffset Known, string Answer)>();
        var clock = new FakeClock(new(2027, 1, 1, 8, 0, 0, TimeSpan.Zero));
        var consents = new ConsentHandler(Log, clock);
        for (var step = 0; step < Steps; step++)
        {
            // Now and then two things happen within one microsecond: what is known then is both.
            clock.Advance(random.Next(4) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(random.Next(1, 60 * 60 * 24 * 20)));
            var now = clock.Now();

            // Whoever asked in the very microsecond in which this is recorded asked before it: no clock can tell them apart.
            questions.RemoveAll(q => q.Known == now);
            await consents.Handle(
                family, RandomLife.Next(random, now, step), new(Guid.CreateVersion7(), new(Cast.Noor, "professional", Cast.Jgz)), default);
            if (random.Next(4) == 0)
                clock.Advance(TimeSpan.FromMicroseconds(random.Next(1, 3)));
            else if (random.Next(4) == 0)
                clock.Advance(TimeSpan.FromDays(random.Next(5)));
            var day = clock.Now().AddMinutes(random.Next(-60 * 24 * 90, 60 * 24 * 90));
            questions.Add((day, clock.Now(), Answer((await consents.Load(family, default)).State, day)));
        }

        return questions;
    }

    private static string Answer(Consent consent, DateTimeOffset day) => JsonSerializer.Serialize(
        new
        {
            rows = from to in Recipients
                   from row in RandomLife.Rows
                   let standing = consent.Family is null
                       ? null
                       : Standing.Of(consent, row, to.Team, to.Organisation, to.Purpose, day)
                   select new
                   {
                       to.Team,
                       row,
                       Stance = standing?.Stance.ToString(),
                       standing?.ConsentVersion,
                       standing?.Request?.Request,
                       Says = standing?.Stands.Select(s => $"{s.Signatory} {s.Says}"),
                   },
            consent.Words,
            consent.LastAt,
            consent.Withdrawals,
            consent.Outside,
            Openings = consent.Openings.Select(o => $"{o.On:O} {o.What.Reason} {o.Foreseen}"),
            Held = consent.Holdings.Count,
        },
        Json);

    private static bool IsWhole(History history, Guid family)
    {
        var stream = ConsentHandler.Consents.Stream(family);
        var hash = Chain.Genesis(stream);
        foreach (var step in history.Steps)
        {
            hash = Chain.Link(step.Header.ToBytes(), Facts.Write(step.Fact), hash);
            if (!hash.AsSpan().SequenceEqual(step.Hash))
                return false;
        }

        return true;
    }
}
