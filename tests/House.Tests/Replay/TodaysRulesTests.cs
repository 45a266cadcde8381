using WarmHandover.Consents;
using WarmHandover.Consents.Replaying;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Replay;

/// <summary>The same history under the rules of today: what would stand otherwise, and why.</summary>
public sealed class TodaysRulesTests
{
    private static readonly HashSet<Guid> Jgz = [Cast.Jgz];

    [Fact]
    public void A_yes_of_one_parent_that_was_enough_then_is_not_enough_now()
    {
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, new Contracts.Row(Cast.Yara, "meedoen-en-school")),
            Yes(Health, Cast.Samira, Cast.Monday));
        ConsentFact[] asked =
            [.. facts.Select(f => f is ConsentRequested r ? r with { RuleSet = "unie-een-ouder", RuleSetVersion = 1 } : f)];
        var compared = Compare(Fold(asked), []);
        var row = Assert.Single(compared.Rows);

        Assert.Equal(1, compared.Different);
        Assert.Equal(("unie-een-ouder.v1", "allowed"), (row.Then.RuleSet, row.Then.Standing));
        Assert.Equal(("unie.v1", "incomplete"), (row.Now.RuleSet, row.Now.Standing));
        Assert.Equal(0, Compare(Fold(facts), []).Different);
    }

    [Fact]
    public void A_kind_of_organisation_that_may_never_receive_it_now_and_a_row_outside_the_purpose_are_named()
    {
        var never = Lists.Categories.Categories.First(c => c.Never is { Count: > 0 });
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday),
            Yes(Health, Cast.Erik, Cast.Monday));
        var other = Lists.Categories.Categories.First(c => !Lists.Purposes.Find("gezinshulp")!.Categories.Contains(c.Code)).Code;
        ConsentFact[] outside = [.. facts.Select(f => f is ConsentRequested r ? r with { Rows = [new(Cast.Yara, other)] } : f)];
        Assert.Equal("buiten-doel", Compare(Fold(outside), []).Rows[0].Now.Obstacle);

        ConsentFact[] school = [.. facts.Select(f => f is ConsentRequested r ? r with { Rows = [new(Cast.Yara, never.Code)] } : f)];
        var kinds = new Dictionary<Guid, string> { [Cast.WijkteamNoord] = never.Never![0] };
        var obstacle = Compare(Fold(school), kinds).Rows[0].Now.Obstacle;
        Assert.True(obstacle is "ontvanger-nooit" or "buiten-doel", obstacle);
        Assert.True(Compare(Fold(school), kinds).Different == 1);
    }

    private static RulesCompared Compare(WarmHandover.Consents.Consent consent, Dictionary<Guid, string> kinds) =>
        TodaysRules.Compare(Cast.Family, consent, Cast.Monday, Cast.Monday, new(kinds), Jgz, ConsentLaw.OfRelease);
}
