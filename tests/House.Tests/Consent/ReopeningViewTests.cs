using WarmHandover.Consents;
using WarmHandover.Consents.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// The clock's view: what it shows due is what the decider answers, so that nothing is struck in vain and nothing is missed.
/// </summary>
public sealed class ReopeningViewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void What_is_due_is_answered_with_a_fact_and_what_is_not_due_with_none(int seed)
    {
        var random = new Random(seed);
        var facts = new List<ConsentFact>();
        for (var (step, now) = (0, At(2027, 1, 1)); step < 60; step++)
        {
            now = now.AddHours(random.Next(24 * 9));
            var due = DueOf(facts);
            var decided = facts is [] ? [] : ConsentDecider.Decide(new ReconsiderConsent(now), Fold(facts)).ToArray();
            Assert.True((due <= now) == decided is not [], $"Seed {seed}, step {step}: due {due:O}, at {now:O} {decided.Length} facts.");
            if (decided is [] && ConsentDecider.Decide(Next(random, now, step), Fold(facts)) is { Refusal: null } said)
                decided = [.. said];
            facts.AddRange(decided);
        }

        Assert.Contains(facts, f => f is ConsentReopened);
        Assert.Contains(facts, f => f is ReopeningForeseen);
        Assert.Contains(facts, f => f is LaterCame);
    }

    private static ConsentCommand Next(Random random, DateTimeOffset now, int step) => (step == 0 ? 0 : random.Next(14)) switch
    {
        0 => new HearFamily(Bouazza(now, new(2015, 6, 1), version: 10 + step) with
        {
            Authorities = [Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik, until: random.Next(2) == 0 ? new(2027, 9, 1) : null)],
        }),
        >= 3 and <= 8 => new PostponeAnswer(
            Cast.Id(0xa0 + random.Next(4)), random.Next(2) == 0 ? Cast.Samira : Cast.Erik, random.Next(2) == 0 ? null : [Gezondheid],
            Amsterdam.DateAt(now).AddDays(random.Next(1, 60)), "telefoon", Cast.Jgz, now),
        9 => TakeBack(random.Next(2) == 0 ? Cast.Samira : Cast.Erik, now) with { By = Cast.Jgz },
        1 or 2 => AskHelp(now, Gezondheid, Geldzorgen) with { Request = Cast.Id(0xa0 + random.Next(4)) },
        _ => Yes(Cast.Id(0xa0 + random.Next(4)), new[] { Cast.Samira, Cast.Erik, Cast.Yara }[random.Next(3)], now),
    };

    private static DateTimeOffset? DueOf(List<ConsentFact> facts)
    {
        var (view, rows) = (new ReopeningsView(), new Held());
        foreach (var (place, fact) in facts.Index())
            view.Fold(Stored(fact, place + 1), rows);
        return rows.Due;
    }

    private static StoredEvent Stored(ConsentFact fact, int version) => new(
        new((ulong)version), ConsentHandler.Consents.Stream(Cast.Family), version, Cast.Id(0x9000 + version),
        WarmHandover.Platform.Deciding.Facts.NameOf(fact), [], WarmHandover.Platform.Deciding.Facts.Write(fact), [], []);

    private sealed class Held : Rows
    {
        private readonly Dictionary<string, object> rows = [];

        public DateTimeOffset? Due { get; private set; }

        public override TRow? Get<TRow>(string key) where TRow : class => rows.GetValueOrDefault(key) as TRow;

        public override void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null)
        {
            rows[key] = row;
            Due = part == "families" ? due : Due;
        }

        public override void Remove(string key) => rows.Remove(key);
    }
}
