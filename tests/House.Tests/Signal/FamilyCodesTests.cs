using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

public sealed class FamilyCodesTests
{
    private static readonly string[] AdultRows =
    [
        "bereikbaarheid", "gezin-in-aantallen", "hulpvraag", "geldzorgen", "schulden", "wonen-en-energie", "werk-en-inkomen",
        "gezondheid-ouder", "zwangerschap", "steun-en-netwerk",
    ];

    private static readonly string[] ChildRows =
        ["identiteit-kind", "gezondheid-kind", "ontwikkeling-kind", "meedoen-en-school", "woorden-kind"];

    [Fact]
    public void Every_kind_of_signal_falls_in_a_row_of_its_subject_a_life_domain_and_a_phase()
    {
        Assert.True(FamilyCodes.SignalKinds.Items.Count >= 40);
        Assert.All(FamilyCodes.SignalKinds.Items.Where(kind => kind.Code != CodeMappings.OutsideTheList), kind =>
        {
            Assert.Contains(kind.Category, kind.Subject switch { "adult" => AdultRows, "child" => ChildRows, _ => ["veiligheid"] });
            Assert.Contains(kind.Domain, FamilyCodes.LifeDomains.Codes);
            Assert.Contains(kind.Phase, (string[])["signaleren", "ondersteunen", "stimuleren"]);
        });
    }

    [Fact]
    public void Codes_are_unique_lower_case_words_with_a_label()
    {
        IEnumerable<ListedCode>[] lists =
        [
            FamilyCodes.SignalKinds.Items, FamilyCodes.ProtectiveFactors.Items, FamilyCodes.LifeDomains.Items,
            FamilyCodes.SourceKinds.Items, FamilyCodes.Outcomes.Items, FamilyCodes.Urgencies.Items,
            FamilyCodes.AuthorityProofs.Items, FamilyCodes.SafetyReasons.Items,
        ];
        Assert.All(lists, list =>
        {
            Assert.Equal(list.Count(), list.Select(c => c.Code).Distinct().Count());
            Assert.All(list, c => Assert.Matches("^[a-z]+(-[a-z]+)*$", c.Code));
            Assert.All(list, c => Assert.NotEmpty(c.Label));
        });
    }

    [Fact]
    public void The_outcomes_that_rules_speak_of_are_in_the_list()
    {
        Assert.NotNull(FamilyCodes.Outcomes.Find(Outcomes.NotNow));
        Assert.NotNull(FamilyCodes.Outcomes.Find(Outcomes.WantsHelp));
        Assert.Null(FamilyCodes.Outcomes.Find("misschien"));
    }
}
