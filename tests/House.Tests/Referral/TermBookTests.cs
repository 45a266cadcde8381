using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Referrals;

/// <summary>What was decreed, and what a municipality chose before it was policy.</summary>
public sealed class TermBookTests() : Deciding<TermBook, TermBookCommand, TermBookEvent>(TermBook.Kind)
{
    private static readonly DayDecreed Decreed = new(new(2029, 5, 11), "Besluit gelijkstelling 2029", Monday);
    private static readonly ThreatAdded Added = new("GM0150", new("beslag-op-inboedel", "Beslag op de inboedel"), Monday);
    private static readonly DecisionTermChosen Chosen = new("GM0150", 6, Monday);

    public static TermBookEvent[] OneOfEach => [Decreed, Added, Chosen];

    [Fact]
    public void A_decreed_day_is_closed_from_then_on_and_noted_once()
    {
        Given().When(new DecreeDay(Decreed.Day, Decreed.Decree, Monday)).Then(Decreed);
        Given().When(new DecreeDay(new(2029, 12, 25), "Kerst", Monday)).ThenNothing();
        Assert.False(TermBook.Evolve(TermBook.Kind.Initial, Decreed).Rules.Calendar.IsWorkingDay(Decreed.Day));
        Assert.True(TermRules.Standard.Calendar.IsWorkingDay(Decreed.Day));
    }

    [Fact]
    public void A_threat_that_one_person_added_before_two_were_asked_for_still_holds()
    {
        var rules = TermBook.Evolve(TermBook.Kind.Initial, Added).Rules;
        Assert.Contains(Added.Threat, rules.Threats("GM0150"));
        Assert.DoesNotContain(Added.Threat, rules.Threats("GM0301"));
        Assert.Equal(6, rules.Threats("GM0301").Count);
    }

    [Fact]
    public void A_decision_term_that_one_person_chose_before_two_were_asked_for_still_holds()
    {
        var rules = TermBook.Evolve(TermBook.Kind.Initial, Chosen).Rules;
        Assert.Equal((6, 8), (rules.DecisionWeeks("GM0150"), rules.DecisionWeeks("GM0301")));
    }
}
