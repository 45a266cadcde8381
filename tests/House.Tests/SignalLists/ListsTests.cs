using WarmHandover.Signals;

namespace WarmHandover.Tests.SignalLists;

/// <summary>The one table between our list and those of others, and the instruments: closed, complete, pointing at what exists.</summary>
public sealed class ListsTests
{
    // Standards.md Z30, Z11 and Z40: what a mapping may point at.
    private static readonly string[] Gravity =
    [
        "food-insecurity", "housing-instability", "homelessness", "inadequate-housing", "transportation-insecurity",
        "financial-insecurity", "material-hardship", "educational-attainment", "employment-status", "stress", "social-connection",
        "intimate-partner-violence", "personal-health-literacy", "health-insurance-coverage-status", "medical-cost-burden",
        "digital-literacy", "digital-access", "utility-insecurity", "language-access",
    ];

    private static readonly string[] Bds =
        ["R008", "R011", "R012", "R013", "R014", "R018", "R030", "R034", "R035", "R036", "R054"];

    private static readonly string[] Ggm =
    [
        "Financiën", "Werk & Opleiding", "Tijdsbesteding", "Huisvesting", "Huiselijke relaties", "Geestelijke gezondheid",
        "Lichamelijke gezondheid", "Middelengebruik", "Basale ADL", "Instrumentele ADL", "Sociaal netwerk",
        "Maatschappelijke participatie", "Justitie",
    ];

    private static readonly string[] Categories =
    [
        "geldzorgen", "schulden", "wonen-en-energie", "werk-en-inkomen", "gezondheid-ouder", "zwangerschap", "steun-en-netwerk",
        "gezondheid-kind", "ontwikkeling-kind", "meedoen-en-school", "woorden-kind", "veiligheid",
    ];

    public static TheoryData<string, int> AllInstruments
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var instrument in Instruments.All)
                data.Add(instrument.Code, instrument.Version);
            return data;
        }
    }

    [Fact]
    public void Every_kind_has_one_row_in_the_table_and_every_row_points_at_what_exists()
    {
        var kinds = FamilyCodes.SignalKinds.Items.Where(k => k.Code != CodeMappings.OutsideTheList).ToArray();
        Assert.Equal(kinds.Select(k => k.Code).Order(), CodeMappings.Table.Kinds.Select(m => m.Kind).Order());
        Assert.All(CodeMappings.Table.Kinds, row =>
        {
            Assert.Equal(FamilyCodes.SignalKinds.Find(row.Kind)!.Category, row.Category);
            Assert.Contains(row.Category, Categories);
            Assert.Contains(row.Gravity, Gravity);
            Assert.Contains(row.Bds, Bds);
            Assert.Contains(row.Ggm, Ggm);
        });
        Assert.Equal(Categories.Order(), CodeMappings.Table.Kinds.Select(m => m.Category).Distinct().Order());
        Assert.Equal(FamilyCodes.SourceKinds.Codes.Order(), CodeMappings.Table.Sources.Select(m => m.Source).Order());
    }

    [Theory]
    [InlineData("gravity", "utility-insecurity", false, "energie-afgesloten")]
    [InlineData("gravity", "digital-access", true, "geen-laptop-of-fiets")]
    [InlineData("gravity", "financial-insecurity", false, "buiten-de-lijst")]
    [InlineData("gravity", "veteran-status", false, "buiten-de-lijst")]
    [InlineData("anders", "wat-nog-niemand-kent", true, "buiten-de-lijst")]
    public void A_code_of_others_becomes_our_kind_when_there_is_exactly_one(string system, string code, bool child, string kind) =>
        Assert.Equal(kind, CodeMappings.KindOf(system, code, child));

    [Fact]
    public void What_is_outside_the_list_belongs_to_no_row_that_could_travel() =>
        Assert.DoesNotContain(FamilyCodes.SignalKinds.Find(CodeMappings.OutsideTheList)!.Category, Categories);

    [Fact]
    public void Attempts_have_the_words_of_the_municipal_model()
    {
        Assert.Equal(
            ["Administratief", "Afspraak op locatie", "Brief", "Huisbezoek", "Kaartje", "Mail", "Overige", "SMS/Whatsapp", "Telefoon"],
            FamilyCodes.AttemptKinds.Items.Select(i => i.Ggm).Order(StringComparer.Ordinal));
        Assert.Equal(["Ochtend", "Middag", "Avond"], FamilyCodes.DayParts.Items.Select(i => i.Ggm));
    }

    [Theory]
    [MemberData(nameof(AllInstruments))]
    public void An_instrument_says_why_of_every_question_and_points_at_kinds_that_exist(string code, int version)
    {
        var instrument = Instruments.Find(code, version)!;
        Assert.Equal(instrument.Questions.Count, instrument.Questions.Select(q => q.Code).Distinct().Count());
        Assert.All(instrument.Questions, question =>
        {
            Assert.True(question.Why.Length > 20, question.Code);
            Assert.NotNull(FamilyCodes.LifeDomains.Find(question.Domain));
            Assert.Contains(question.Type, (string[])["yes-no", "choice", "score", "text"]);
            Assert.All(question.Points, point =>
            {
                Assert.NotNull(FamilyCodes.SignalKinds.Find(point.Kind));
                Assert.Contains(point.When, question.Choices);
            });
        });
    }

    [Fact]
    public void Six_instruments_ship_and_none_has_a_name_that_is_anothers()
    {
        Assert.Equal(6, Instruments.All.Select(i => i.Code).Distinct().Count());
        Assert.All(Instruments.All, i => Assert.DoesNotContain("Mobility Mentoring", $"{i.Label} {i.Intro}", StringComparison.Ordinal));
    }

    [Fact]
    public void Answers_outside_their_type_are_told_per_question_and_the_others_point_to_signals()
    {
        var screen = Instruments.Find("korte-geldvragen", 1)!;
        Assert.Equal(
            ["post", "spaargeld"],
            screen.Wrong(new Dictionary<string, string> { ["post"] = "misschien", ["spaargeld"] = "ja", ["lenen"] = "ja" })
                .Select(w => w.Question).Order());
        Assert.Equal(
            ["geen-onverwachte-uitgaven", "leent-van-bekenden"],
            screen.PointTo(new Dictionary<string, string> { ["rondkomen"] = "nee", ["lenen"] = "ja", ["post"] = "ja" })
                .Select(p => p.Kind).Order());

        var scores = Instruments.Find("zelfredzaamheid-scores", 1)!;
        Assert.Equal(13, scores.Questions.Count);
        Assert.Empty(scores.Wrong(new Dictionary<string, string> { ["financien"] = "1" }));
        Assert.Single(scores.Wrong(new Dictionary<string, string> { ["financien"] = "6" }));
    }
}
