using WarmHandover.Consents;
using WarmHandover.Consents.Answers;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog.Sqlite;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>The decision point on a real log: one order of 'withdrawn' and 'shown', whatever happens at the same instant.</summary>
public sealed class DecisionPointTests : IDisposable
{
    private const int Interleavings = 1000;
    private readonly string folder = Directory.CreateTempSubdirectory("consent").FullName;
    private readonly SqliteEventLog log;
    private readonly FakeClock clock = new(Cast.Monday);
    private readonly ConsentHandler consents;
    private readonly WhenMayBeSeenAsked point;

    public DecisionPointTests()
    {
        log = new(Path.Combine(folder, "consent.log.db"));
        consents = new(log, clock);
        point = new(consents, new(log, clock), clock);
    }

    public void Dispose()
    {
        log.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task After_a_withdrawal_no_grant_for_those_rows_follows_in_a_thousand_interleavings()
    {
        var (seed, granted, refused) = (Environment.TickCount, 0, 0);
        await Parallel.ForAsync(0, Interleavings, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (round, _) =>
        {
            var family = Guid.CreateVersion7();
            await Prepare(family);
            var random = new Random(seed + round);
            var (late, spins) = (random.Next(3), random.Next(40_000));
            Func<Task>[] actors =
            [
                () => Say(family, TakeBack(Cast.Erik, clock.GetUtcNow())),
                () => point.Answer(Question(family), default),
                () => point.Answer(Question(family), default),
            ];
            await Task.WhenAll(actors.Select((act, i) => Task.Run(async () =>
            {
                if (i == late)
                    Thread.SpinWait(spins);
                await act();
            })));

            var facts = await Facts(family);
            var taken = facts.FindIndex(f => f is ConsentWithdrawn);
            Assert.True(taken > 0, $"Seed {seed}, round {round}: the withdrawal is missing.");
            Assert.False(facts.Skip(taken).Any(f => f is AccessGranted), $"Seed {seed}, round {round}: shown after it was withdrawn.");
            Assert.Equal(2, facts.Count(f => f is AccessAnswered));
            Interlocked.Add(ref granted, facts.Count(f => f is AccessGranted));
            Interlocked.Add(ref refused, facts.Count(f => f is AccessRefused));
        });

        Assert.True(granted > 0 && refused > 0, $"Seed {seed}: both orders must occur; granted {granted}, refused {refused}.");
    }

    [Fact]
    public async Task The_same_question_again_returns_the_recorded_answer_also_after_a_withdrawal()
    {
        await Prepare(Cast.Family);
        var question = Question(Cast.Family);
        var first = await point.Answer(question, default);
        await Say(Cast.Family, TakeBack(Cast.Erik, clock.GetUtcNow()));
        var again = await point.Answer(question, default);

        Assert.Equal([new GrantedRow(Gezondheid, Health, 2)], first!.Families[0].Granted);
        Assert.Equal(first.Families[0].Granted, again!.Families[0].Granted);
        Assert.Equal(1, (await Facts(Cast.Family)).Count(f => f is AccessAnswered));
        Assert.Null(await point.Answer(question with { By = question.By with { Person = "iemand-anders" } }, default));
        Assert.Equal("ingetrokken", (await point.Answer(Question(Cast.Family), default))!.Families[0].Withheld[0].Code);
    }

    [Fact]
    public async Task A_question_that_nobody_waits_for_any_more_is_dropped_undecided()
    {
        await Prepare(Cast.Family);
        var now = clock.GetUtcNow();

        Assert.Null(await point.Answer(Question(Cast.Family) with { ExpiresAt = now.AddMilliseconds(250) }, default));
        Assert.Null(await point.Answer(Question(Cast.Family) with { ExpiresAt = now.AddSeconds(-8) }, default));
        Assert.DoesNotContain(await Facts(Cast.Family), f => f is AccessAnswered);
        Assert.NotNull(await point.Answer(Question(Cast.Family) with { ExpiresAt = now.AddMilliseconds(251) }, default));
    }

    [Fact]
    public async Task An_unknown_family_is_closed_and_the_refusal_is_in_its_ledger()
    {
        var unknown = Cast.Id(0xdead);
        var answer = await point.Answer(Question(unknown), default);

        Assert.Equal("gesloten", answer!.Families[0].Withheld[0].Code);
        Assert.IsType<AccessRefused>(Assert.Single(await Facts(unknown)));
        await Prepare(unknown);
        Assert.Single((await point.Answer(Question(unknown), default))!.Families[0].Granted);
    }

    [Fact]
    public async Task Several_families_are_answered_in_one_list_each_in_its_own_stream()
    {
        var (one, two) = (Cast.Id(0xf1), Cast.Id(0xf2));
        await Prepare(one);
        await Prepare(two);
        var question = Question(one);
        var answer = await point.Answer(question with
        {
            Families = [question.Families[0], question.Families[0] with { Family = two }, question.Families[0] with { Purpose = "wonen" }],
        }, default);

        Assert.Equal([1, 1, 0], answer!.Families.Select(f => f.Granted.Count));
        Assert.Equal(2, (await Facts(one)).Count(f => f is AccessAnswered));
        Assert.Equal(1, (await Facts(two)).Count(f => f is AccessAnswered));
    }

    [Fact]
    public async Task History_as_known_then_is_the_fold_of_the_prefix_and_the_chain_is_whole()
    {
        await Prepare(Cast.Family);
        clock.Advance(TimeSpan.FromDays(1));
        await Say(Cast.Family, TakeBack(Cast.Erik, clock.GetUtcNow()));
        var history = await History.Read(log, Cast.Family, default);

        Assert.Equal(Stance.Allowed, Stand(history.KnownAt(Cast.Monday).Now, clock.GetUtcNow()));
        Assert.Equal(Stance.Conflict, Stand(history.KnownAt(clock.GetUtcNow()).Now, clock.GetUtcNow()));
        Assert.Equal(Stance.Allowed, Stand(history.Now, Cast.Monday));
        Assert.Equal(4, history.KnownAt(Cast.Monday).Steps.Count);
        Assert.Equal(5, history.Steps.Count);
    }

    private static Stance Stand(WarmHandover.Consents.Consent consent, DateTimeOffset at) =>
        Standing.Of(consent, Gezondheid, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", at).Stance;

    private MayBeSeen Question(Guid family) => new(
        Guid.CreateVersion7(), clock.GetUtcNow().AddSeconds(2),
        new("referral", Cast.Wim, "professional", Cast.WijkteamNoord, Cast.Wijkteam), "openen",
        [new(family, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", [Gezondheid])]);

    private async Task Prepare(Guid family)
    {
        await Say(family, new HearFamily(Bouazza(clock.GetUtcNow()) with { Family = family }));
        await Say(family, AskHelp(clock.GetUtcNow(), Gezondheid));
        await Say(family, Yes(Health, Cast.Samira, clock.GetUtcNow()));
        await Say(family, Yes(Health, Cast.Erik, clock.GetUtcNow()));
    }

    private async Task Say(Guid family, ConsentCommand command)
    {
        var answer = await consents.Handle(family, command, new(Guid.CreateVersion7(), new(Cast.Noor, "professional", Cast.Jgz)), default);
        Assert.Null(answer.Refusal);
    }

    private async Task<List<ConsentFact>> Facts(Guid family) =>
        [.. (await History.Read(log, family, default)).Steps.Select(s => s.Fact)];
}
