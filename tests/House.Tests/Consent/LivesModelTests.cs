using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using Xunit.Abstractions;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// Random lives of a family against <see cref="PlainReading"/>: answers, withdrawals, corrections, birthdays, authority and representation
/// recorded late or ahead, suspensions, judgements, flags, terms that end, and the clock. The whole stance, at every step, a while later,
/// and as it was known then.
/// </summary>
public sealed class LivesModelTests(ITestOutputHelper output)
{
    private const int Stories = 80;
    private const int Steps = 45;
    private static readonly Guid[] Requests = [Health, Cast.Id(0xa3)];
    private static readonly Guid[] People = [Cast.Samira, Cast.Erik, Cast.Yara, Tessa, PlainReading.Office];
    private static readonly string[] Acting = ["curator", "bewindvoerder", "bewindvoerder"];
    private static readonly Row[] Rows = [Gezondheid, Geldzorgen];

    [Fact]
    public void In_every_life_a_row_stands_as_the_plain_reading_says_and_as_of_then_is_the_fold_of_the_prefix()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var (seen, reopened) = (new Dictionary<Stance, int>(), 0);
        for (var story = 0; story < Stories; story++)
        {
            var random = new Random(HashCode.Combine(seed, story));
            var birth = new DateOnly(random.Next(3) switch { 0 => 2015, 1 => 2011, _ => 2009 }, 1, 1).AddDays(random.Next(330));
            var (facts, now) = (new List<ConsentFact>(), At(2027, 1, 1));
            for (var step = 0; step < Steps; step++)
            {
                now = now.AddMinutes(random.Next(1, 60 * 24 * 14));
                var decision = ConsentDecider.Decide(Next(random, birth, now, step, facts), Fold(facts));
                facts.AddRange(decision.Refusal is null ? decision : []);
                Same(facts, birth, now, $"seed {seed}, story {story}, step {step}", seen);
                Same(facts, birth, now.AddMinutes(random.Next(60 * 24 * 45)), $"seed {seed}, story {story}, after step {step}", seen);
            }

            var then = At(2027, 1, 1).AddMinutes(random.Next((int)(now - At(2027, 1, 1)).TotalMinutes));
            Same([.. facts.TakeWhile(f => f.At <= then)], birth, then, $"seed {seed}, story {story}, known then", seen);
            foreach (var day in Edges(facts, birth))
            {
                Same(facts, birth, Amsterdam.StartOf(day).AddMicroseconds(-1), $"seed {seed}, story {story}, last moment before", seen);
                Same(facts, birth, Amsterdam.StartOf(day), $"seed {seed}, story {story}, first moment of", seen);
            }

            reopened += facts.OfType<ConsentReopened>().Count();
        }

        output.WriteLine($"{string.Join(", ", seen.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}"))}; re-opened {reopened}");
        Assert.All(Enum.GetValues<Stance>(), stance => Assert.True(seen.GetValueOrDefault(stance) > 15, $"{stance} hardly occurs."));
        Assert.True(reopened > Stories / 2, "Hardly anything was re-opened.");
    }

    private static DateOnly[] Edges(List<ConsentFact> facts, DateOnly birth)
    {
        var family = facts.OfType<FamilyHeard>().Last();
        DateOnly?[] days =
        [
            birth.AddYears(12), birth.AddYears(16), birth.AddYears(18),
            .. family.Authorities.SelectMany(a => new[] { a.From, a.Until }),
            .. (family.Suspensions ?? []).SelectMany(s => new[] { s.From, s.Until }),
            .. (family.Representations ?? []).Select(r => (DateOnly?)r.From),
            .. (family.Incompetences ?? []).Select(i => (DateOnly?)i.From),
            .. facts.OfType<AnswerGiven>().Select(a => (DateOnly?)a.Until.AddDays(1)),
            .. facts.OfType<ConsentRequested>().Select(r => (DateOnly?)r.Until.AddDays(1)),
        ];
        return [.. days.OfType<DateOnly>().Distinct()];
    }

    private static void Same(List<ConsentFact> facts, DateOnly birth, DateTimeOffset at, string where, Dictionary<Stance, int> seen)
    {
        var consent = Fold(facts);
        foreach (var row in Rows)
        {
            var (expected, why) = new PlainReading(facts, birth, at).Of(row);
            var stance = Standing.Of(consent, row, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", at).Stance;
            Assert.True(expected == stance, $"{where}: {row.Category} at {at:O} is {stance}, the plain reading says {expected} ({why}).");
            seen[stance] = seen.GetValueOrDefault(stance) + 1;
        }
    }

    private static ConsentCommand Next(Random random, DateOnly birth, DateTimeOffset now, int step, List<ConsentFact> facts)
    {
        var (who, request) = (People[random.Next(People.Length)], Requests[random.Next(2)]);
        Row[] rows = random.Next(3) == 0 ? [Rows[random.Next(Rows.Length)]] : [];
        return (step == 0 ? 0 : random.Next(22)) switch
        {
            0 or 1 => new HearFamily(Compose(random, birth, now, step)),
            2 or 3 => AskHelp(now, Rows) with { Request = request, Until = Amsterdam.DateAt(now).AddDays(random.Next(20, 300)) },
            4 or 5 => new RefuseConsent(request, who, rows, Lists.NoReason, "telefoon", Cast.Jgz, now),
            6 => new PostponeAnswer(request, who, rows, Amsterdam.DateAt(now).AddDays(9), "telefoon", Cast.Jgz, now),
            7 => TakeBack(who, now, random.Next(2) == 0 ? request : null, rows),
            8 => new InvalidateAnswer(Cast.Id(0xf000 + step), request, who, "verkeerde-persoon", Cast.Noor, Cast.Jgz, now),
            9 => new ReviewInvalidation(
                request, facts.OfType<AnswerInvalidated>().LastOrDefault()?.Invalidation ?? Cast.Id(1), random.Next(2) == 0, Cast.Wim,
                Cast.Jgz, now),
            10 or 11 or 12 => new ReconsiderConsent(now),
            _ => Yes(request, who, now, rows) with { Until = random.Next(4) == 0 ? Amsterdam.DateAt(now).AddDays(random.Next(60)) : null },
        };
    }

    /// <summary>What signal may tell: with edges in the past (recorded late), today, and ahead.</summary>
    private static FamilyHeard Compose(Random random, DateOnly birth, DateTimeOffset now, int step)
    {
        var heard = Bouazza(now, birth, version: 10 + step);
        return heard with
        {
            Members = [Adult(Cast.Samira), Adult(Cast.Erik, mayNotBeInformed: random.Next(7) == 0), heard.Members[2], Adult(Tessa)],
            Authorities = random.Next(8) == 0
                ? []
                : [
                    Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik, until: random.Next(2) == 0 ? Day() : null),
                    .. random.Next(2) == 0 ? [Gezag(Cast.Yara, Tessa, Day())] : Array.Empty<Authority>(),
                ],
            Suspensions = random.Next(3) == 0
                ? [new(Cast.Erik, random.Next(2) == 0 ? null : Cast.Yara, "tijdelijk-niet-in-staat", "rechter", Day(), Day())]
                : null,
            Incompetences = random.Next(4) == 0 ? [new(Cast.Yara, "gezondheid", "onafhankelijk-arts", Day(), null)] : null,
            Representations = random.Next(4) == 0
                ? [new(Cast.Id(0x702), Cast.Samira, PlainReading.Office, Acting[random.Next(Acting.Length)], Day(), null, "x")]
                : null,
        };

        DateOnly Day() => Amsterdam.DateAt(now).AddDays(random.Next(-60, 120));
    }
}
