using WarmHandover.Consents;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>'Later' is a task of the team that asked, from the first moment of the day that he chose, once, until it is moot.</summary>
public sealed class LaterTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly DateOnly Day = new(2027, 3, 20);
    private static readonly DateTimeOffset Dawn = DateTimeOffset.Parse("2027-03-19T23:00:00Z", null);

    private static readonly List<ConsentFact> Asked2 = Facts(
        new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid, Woorden), Yes(Health, Cast.Samira, Cast.Monday),
        Postpone(Day));

    private static PostponeAnswer Postpone(DateOnly on) => new(Health, Cast.Erik, null, on, "telefoon", Cast.Jgz, Cast.Monday);

    [Fact]
    public void The_day_is_there_at_midnight_in_Amsterdam_and_is_written_down_once()
    {
        Assert.Equal(Dawn, Laters.Due(Fold(Asked2)));
        Given(Asked2).When(new ReconsiderConsent(Dawn.AddTicks(-10))).ThenNothing();
        Given(Asked2).When(new ReconsiderConsent(Dawn)).Then(new LaterCame(Health, Cast.Erik, 2, Day, Late: false, Dawn));
        var late = Given(Asked2).When(new ReconsiderConsent(Dawn.AddDays(3))).ThenA<LaterCame>();
        Assert.True(late.Late);

        List<ConsentFact> came = [.. Asked2, late];
        Given(came).When(new ReconsiderConsent(Dawn.AddDays(3))).ThenNothing();
        var told = Assert.Single(Told(came));
        Assert.Equal(
            new LaterStands(Laters.TaskOf(Health, 2), Health, Cast.JgzTeam, Cast.Jgz, Day, Open: true), told);
        Assert.Empty(Told(Asked2));
    }

    /// <summary>Whatever makes it moot, also in part: the other row still waits.</summary>
    [Fact]
    public void An_answer_makes_the_task_moot_and_an_answer_to_one_of_two_rows_does_not()
    {
        var came = Came();
        ConsentCommand[] moot =
        [
            Yes(Health, Cast.Erik, Dawn.AddHours(9)), No(Health, Cast.Erik, Dawn.AddHours(9)),
            Postpone(new(2027, 5, 1)) with { At = Dawn.AddHours(9) },
            new HearFamily(Flagged(Dawn.AddHours(9))),
            new HearFamily(Bouazza(Dawn.AddHours(9), version: 9) with { Authorities = [Gezag(Cast.Yara, Cast.Samira)] }),
        ];
        foreach (var command in moot)
        {
            List<ConsentFact> after = [.. came, .. ConsentDecider.Decide(command, Fold(came))];
            Assert.False(Told(after)[0].Open, command.ToString());
        }

        List<ConsentFact> half = [.. came, .. ConsentDecider.Decide(Yes(Health, Cast.Erik, Dawn.AddHours(9), Woorden), Fold(came))];
        Assert.True(Told(half)[0].Open);
        Assert.DoesNotContain(Cast.Erik.ToString(), string.Join(' ', Told(half)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_answer_before_the_day_or_a_later_day_leaves_nothing_to_come()
    {
        var said = Facts([.. Commands(), Yes(Health, Cast.Erik, Cast.Monday.AddDays(2))]);
        var moved = Facts([.. Commands(), Postpone(new(2027, 5, 1)) with { At = Cast.Monday.AddDays(2) }]);

        Assert.Null(Laters.Due(Fold(said)));
        Given(said).When(new ReconsiderConsent(Dawn)).ThenNothing();
        Assert.Equal(Amsterdam.StartOf(new(2027, 5, 1)), Laters.Due(Fold(moved)));
        Assert.Null(Laters.Due(Fold([.. Asked2, Flagged(Cast.Monday.AddDays(1))])));
    }

    [Fact]
    public void A_mistake_that_is_upheld_brings_the_day_back()
    {
        var facts = Facts([.. Commands(), Yes(Health, Cast.Erik, Cast.Monday.AddDays(2)), new InvalidateAnswer(
            Cast.Id(0x1a), Health, Cast.Erik, "verkeerd-antwoord", Cast.Noor, Cast.Jgz, Cast.Monday.AddDays(3))]);

        Assert.Equal(Dawn, Laters.Due(Fold(facts)));
        Given(facts).When(new ReconsiderConsent(Dawn)).ThenA<LaterCame>();
    }

    [Fact]
    public void When_the_request_ends_without_an_answer_the_task_lapses_once()
    {
        var (came, end) = (Came(), Amsterdam.StartOf(new(2027, 9, 2)));
        Assert.Equal(end, Laters.Due(Fold(came)));

        var lapsed = ConsentDecider.Decide(new ReconsiderConsent(end), Fold(came)).ToArray();
        Assert.Equal([new LaterLapsed(Health, Cast.Erik, 2, end)], lapsed);
        List<ConsentFact> after = [.. came, .. lapsed];
        Assert.False(Told(after)[0].Open);
        Assert.Null(Laters.Due(Fold(after)));
    }

    [Fact]
    public void Nobody_waits_for_a_day_after_the_end_of_what_is_asked()
    {
        var asked = Asked2[..^1];

        Given(asked).When(Postpone(new(2027, 9, 1))).ThenA<AnswerLater>();
        Given(asked).When(Postpone(new(2027, 9, 2))).ThenRefused(ConsentRefusals.LaterThanAsked);
        Given(asked).When(new AnswerAll(Postpone(new(2027, 9, 2)) with { By = null })).ThenRefused(ConsentRefusals.LaterThanAsked);
        Given([.. asked, Flagged(Cast.Monday)]).When(new AnswerAll(Postpone(new(2027, 9, 2)) with { By = null }))
            .ThenRefused(ConsentRefusals.LaterThanAsked);
    }

    private static ConsentCommand[] Commands() =>
    [
        new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid, Woorden), Yes(Health, Cast.Samira, Cast.Monday),
        Postpone(Day),
    ];

    private static FamilyHeard Flagged(DateTimeOffset at)
    {
        var heard = Bouazza(at, version: 9);
        return heard with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, mayNotBeInformed: true), heard.Members[2]] };
    }

    private static List<ConsentFact> Came() => [.. Asked2, .. ConsentDecider.Decide(new ReconsiderConsent(Dawn), Fold(Asked2))];

    private static IReadOnlyList<LaterStands> Told(List<ConsentFact> facts) => ConsentAnnouncements
        .Choose(new Told<Consent, ConsentFact>("consent.family-x", facts.Count, Fold(facts), facts[^1], facts[^1].At))
        .OfType<LatersStand>().SingleOrDefault()?.Laters ?? [];
}
