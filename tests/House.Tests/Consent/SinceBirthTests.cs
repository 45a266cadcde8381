using WarmHandover.Consents;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// Authority that nobody knows the beginning of (since birth, told as the first day there is), and everything else that holds since before
/// memory: it stands, it re-opens, it is shown, and no clock waits for its first day.
/// </summary>
public sealed class SinceBirthTests
{
    private static readonly DateOnly Ever = DateOnly.MinValue;

    [Fact]
    public void Authority_since_birth_opens_rows_and_its_end_and_birthdays_are_foreseen()
    {
        var facts = Story(Family(At(2027, 1, 4)));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, At(2027, 1, 5)));
        Assert.Equal(Amsterdam.StartOf(new(2027, 6, 5)), Reopenings.Due(Fold(facts)));

        var ending = Family(At(2027, 1, 6), version: 9) with
        {
            Authorities = [Gezag(Cast.Yara, Cast.Samira, Ever), Gezag(Cast.Yara, Cast.Erik, Ever, new(2027, 3, 1))],
        };
        facts.AddRange(ConsentDecider.Decide(new HearFamily(ending), Fold(facts)));
        Assert.Equal(Amsterdam.StartOf(new(2027, 1, 30)), Reopenings.Due(Fold(facts)));
        Walk(facts, At(2027, 3, 2));
        Assert.Equal(new DateOnly(2027, 3, 1), facts.OfType<ConsentReopened>().Single().On);
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, At(2027, 3, 2)));
        Assert.Equal(new DateOnly(2027, 2, 28), OwnPage.Of(facts, Cast.Erik, false, At(2027, 3, 2)).Rows.Single().DecidedUntil);
    }

    [Fact]
    public void A_holder_of_whom_is_told_late_that_he_holds_it_since_birth_reopens_from_the_day_of_asking()
    {
        var alone = Family(At(2027, 1, 4)) with { Authorities = [Gezag(Cast.Yara, Cast.Samira, Ever)] };
        var facts = Facts(new HearFamily(alone), AskHelp(At(2027, 1, 4), Gezondheid), Yes(Health, Cast.Samira, At(2027, 1, 4)));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, At(2027, 1, 5)));

        facts.AddRange(ConsentDecider.Decide(new HearFamily(Family(At(2027, 2, 1), version: 9)), Fold(facts)));
        var reopened = Assert.IsType<ConsentReopened>(facts[^1]);
        Assert.Equal((new DateOnly(2027, 1, 4), true, "gezag"), (reopened.On, reopened.Late, reopened.Changes.Single().Reason));
        Assert.Equal(Stance.Incomplete, facts.Help(Gezondheid, At(2027, 2, 1)));
        facts.AddRange(ConsentDecider.Decide(Yes(Health, Cast.Erik, At(2027, 2, 2)), Fold(facts)));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, At(2027, 2, 2)));
    }

    [Fact]
    public void What_rests_is_judged_and_is_represented_since_before_memory_breaks_no_clock_and_no_page()
    {
        var family = Family(At(2027, 1, 4)) with
        {
            Suspensions = [new(Cast.Erik, null, "verblijf-onbekend", "rechter", Ever, null)],
            Incompetences = [new(Cast.Samira, "geld", "onafhankelijk-arts", Ever, new(2027, 2, 1))],
            Representations = [new(Cast.Id(0x702), Cast.Samira, Tessa, "bewindvoerder", Ever, null, "beschikking")],
        };
        var facts = Facts(
            new HearFamily(family), AskHelp(At(2027, 1, 4), Gezondheid, Geldzorgen), Yes(Health, Cast.Samira, At(2027, 1, 4)),
            Yes(Health, Tessa, At(2027, 1, 4)));

        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, At(2027, 1, 5)));
        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, At(2027, 1, 5)));
        Walk(facts, At(2027, 2, 2));
        Assert.Equal([new DateOnly(2027, 2, 1)], facts.OfType<ConsentReopened>().Select(r => r.On));
        Assert.Empty(OwnPage.Of(facts, Cast.Erik, false, At(2027, 2, 2)).Rows);
        Assert.DoesNotContain(WhoMayComeIn.Of(Fold(facts), At(2027, 2, 2)), w => w.Member == Cast.Erik);
    }

    /// <summary>BW 1:246: under curatele nobody holds authority; it comes back when that ends, and both are known ahead.</summary>
    [Fact]
    public void A_parent_under_curatele_holds_no_authority_and_the_rows_of_the_child_are_asked_anew()
    {
        var told = Bouazza(At(2027, 1, 4));
        var facts = Facts(
            new HearFamily(told), AskHelp(At(2027, 1, 4), Gezondheid), Yes(Health, Cast.Samira, At(2027, 1, 4)),
            Yes(Health, Cast.Erik, At(2027, 1, 4)));
        var under = told with
        {
            SignalVersion = 9,
            At = At(2027, 3, 1),
            Representations =
            [
                new(Cast.Id(0x702), Cast.Samira, Tessa, "curator", new(2027, 2, 1), new(2027, 5, 1), "beschikking"),
            ],
        };
        facts.AddRange(ConsentDecider.Decide(new HearFamily(under), Fold(facts)));

        var reopened = facts.OfType<ConsentReopened>().Single();
        Assert.Equal((new DateOnly(2027, 2, 1), "gezag"), (reopened.On, reopened.Changes[0].Reason));
        var signing = Signatories.Of(Gezondheid, under, Cast.Today, Lists.Default);
        Assert.Equal([Cast.Erik], signing.Who);
        Assert.Equal([new Excused(Cast.Samira, "onder-curatele", "rechter")], signing.Excused);
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, At(2027, 3, 1)));
        Assert.Equal([Cast.Samira, Cast.Erik], Signatories.Of(Gezondheid, under, new(2027, 5, 1), Lists.Default).Who);
        Assert.Equal([Cast.Samira, Cast.Erik], Signatories.Of(Gezondheid, under, new(2027, 1, 31), Lists.Default).Who);
        Assert.Contains(under.EdgesOf(Cast.Yara), day => day == new DateOnly(2027, 5, 1));
        Assert.Equal(new DateOnly(2027, 1, 31), OwnPage.Of(facts, Cast.Samira, false, At(2027, 3, 2)).Rows.Single().DecidedUntil);
    }

    private static List<ConsentFact> Story(FamilyHeard family) => Facts(
        new HearFamily(family), AskHelp(At(2027, 1, 4), Gezondheid), Yes(Health, Cast.Samira, At(2027, 1, 4)),
        Yes(Health, Cast.Erik, At(2027, 1, 4)));

    private static void Walk(List<ConsentFact> facts, DateTimeOffset until)
    {
        while (Reopenings.Due(Fold(facts)) is { } due && due <= until)
            facts.AddRange(ConsentDecider.Decide(new ReconsiderConsent(due), Fold(facts)));
    }

    private static FamilyHeard Family(DateTimeOffset at, long version = 5) => Bouazza(at, version: version) with
    {
        Authorities = [Gezag(Cast.Yara, Cast.Samira, Ever), Gezag(Cast.Yara, Cast.Erik, Ever)],
    };
}
