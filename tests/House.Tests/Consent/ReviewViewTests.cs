using WarmHandover.Consents;
using WarmHandover.Consents.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// The view of the lists agrees with the family's own state: what it shows due is what the decider escalates, never in vain and never
/// missed; and it knows every fact.
/// </summary>
public sealed class ReviewViewTests
{
    private static readonly AccessAsker Noor = new("referral", Cast.Noor, "professional", Cast.JgzTeam, Cast.Jgz);

    [Theory]
    [InlineData(17)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public void What_is_due_is_escalated_once_and_the_open_ones_are_those_of_the_state(int seed)
    {
        var random = new Random(seed);
        var (facts, view, held) = (new List<ConsentFact>(), new ReviewView(), new Held());
        for (var (step, now) = (0, At(2027, 1, 1)); step < 120; step++)
        {
            now = now.AddHours(random.Next(30));
            var due = held.Due.Where(d => d.Due <= now).Select(d => d.Row).ToArray();
            var late = Fold(facts).Withdrawals.Where(w => w.EscalatesAt <= now && w.Silent.Any(r => !r.Escalated)).Select(w => w.Id);
            Assert.Equal(late.Order(), due.Select(d => d.Withdrawal).Order());
            var said = due.Length > 0
                ? ConsentDecider.Decide(new EscalateWithdrawal(due[0].Withdrawal, now), Fold(facts))
                : ConsentDecider.Decide(Next(random, now, step, facts), Fold(facts));
            Assert.False(due.Length > 0 && said.ChangesNothing, $"Seed {seed}, step {step}: struck in vain.");
            foreach (var fact in said.Refusal is null ? said.ToArray() : [])
            {
                facts.Add(fact);
                view.Fold(Stored(fact, facts.Count), held);
            }

            Assert.Equal(
                Fold(facts).Withdrawals.SelectMany(w => w.Silent.Select(r => (w.Id, r.Recipient.Team))).Order(),
                held.Open.SelectMany(w => w.Silent.Select(s => (w.Withdrawal, s.Team))).Order());
        }

        Assert.Contains(facts, f => f is WithdrawalEscalated);
        Assert.Contains(facts, f => f is WithdrawalConfirmed);
        Assert.Contains(facts, f => f is InvalidationReviewed { Upheld: true });
    }

    private static ConsentCommand Next(Random random, DateTimeOffset now, int step, List<ConsentFact> facts)
    {
        var (who, request) = (random.Next(2) == 0 ? Cast.Samira : Cast.Erik, Cast.Id(0xa0 + random.Next(2)));
        var silent = Fold(facts).Withdrawals.FirstOrDefault(w => w.Silent.Any());
        var mistake = Fold(facts).Requests.SelectMany(r => r.Invalidations).FirstOrDefault(i => i.Review is null)?.Made;
        return (step < 3 ? step : random.Next(3, 24)) switch
        {
            0 => new HearFamily(Bouazza(now)),
            1 or 2 => AskHelp(now, Gezondheid, Woorden) with { Request = Cast.Id(0xa0 + step - 1) },
            <= 8 => Yes(request, who, now),
            <= 10 => Opens(random.Next(2) == 0 ? Gezondheid : Woorden, now, 0x1000 + step),
            11 => Opens(Gezondheid, now, 0x1000 + step) with { By = Noor, Action = "verzenden" },
            <= 15 => TakeBack(who, now, request) with { By = Cast.Jgz },
            >= 16 and <= 19 when mistake is not null => new ReviewInvalidation(
                mistake.Request, mistake.Invalidation, random.Next(3) > 0, Cast.Wim, Cast.Jgz, now),
            >= 16 and <= 19 => new InvalidateAnswer(
                Cast.Id(0x2000 + step), silent?.Request ?? request, silent?.Signatory ?? who, "dubbel", Cast.Noor, Cast.Jgz, now),
            _ when silent is not null => new SayWord(
                silent.Id, null, null, Cast.WijkteamNoord, Cast.Wijkteam, "vernietigd", null, null, Cast.Wim, now),
            _ => No(request, who, now),
        };
    }

    private static StoredEvent Stored(ConsentFact fact, int version) => new(
        new((ulong)version), ConsentHandler.Consents.Stream(Cast.Family), version, Cast.Id(0x9000 + version),
        WarmHandover.Platform.Deciding.Facts.NameOf(fact), [], WarmHandover.Platform.Deciding.Facts.Write(fact), [], []);

    private sealed class Held : Rows
    {
        private readonly Dictionary<string, (string Part, object Row, DateTimeOffset? Due)> rows = [];

        public IEnumerable<(OpenWithdrawal Row, DateTimeOffset Due)> Due => rows.Values
            .Where(r => r.Due is not null).Select(r => ((OpenWithdrawal)r.Row, r.Due!.Value)).OrderBy(r => r.Value);

        public IEnumerable<OpenWithdrawal> Open =>
            rows.Values.Where(r => r.Part == ReviewView.Withdrawals).Select(r => (OpenWithdrawal)r.Row);

        public override TRow? Get<TRow>(string key) where TRow : class => rows.TryGetValue(key, out var row) ? row.Row as TRow : null;

        public override void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null) => rows[key] = (part, row, due);

        public override void Remove(string key) => rows.Remove(key);
    }
}
