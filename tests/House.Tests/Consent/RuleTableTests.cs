using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>The rule table, with one line per row of it: adding a rule set is data and lines here, no code.</summary>
public sealed class RuleTableTests
{
    /// <summary>Rule set, band, who signs for a row about Yara in that band, and the rule's code.</summary>
    public static TheoryData<string, string, string, string> Table => new()
    {
        { "unie", Ages.Unborn, "", "ongeboren" },
        { "unie", Ages.Under12, "Samira Erik", "gezag" },
        { "unie", Ages.From12, "Yara Samira Erik", "kind-en-gezag" },
        { "unie", Ages.From16, "Yara", "jongere-alleen" },
        { "unie", Ages.Adult, "Yara", "volwassene-alleen" },
        { "jeugdwet", Ages.Unborn, "", "ongeboren" },
        { "jeugdwet", Ages.Under12, "Samira Erik", "gezag" },
        { "jeugdwet", Ages.From12, "Yara Samira Erik", "kind-en-gezag" },
        { "jeugdwet", Ages.From16, "Yara", "jongere-alleen" },
        { "jeugdwet", Ages.Adult, "Yara", "volwassene-alleen" },
        { "wgbo", Ages.Unborn, "", "ongeboren" },
        { "wgbo", Ages.Under12, "Samira Erik", "gezag" },
        { "wgbo", Ages.From12, "Yara Samira Erik", "kind-en-gezag" },
        { "wgbo", Ages.From16, "Yara", "jongere-alleen" },
        { "wgbo", Ages.Adult, "Yara", "volwassene-alleen" },
        { "wmo", Ages.Unborn, "", "ongeboren" },
        { "wmo", Ages.Under12, "Samira Erik", "gezag" },
        { "wmo", Ages.From12, "Yara", "kind-alleen" },
        { "wmo", Ages.From16, "Yara", "jongere-alleen" },
        { "wmo", Ages.Adult, "Yara", "volwassene-alleen" },
        { "wgs", Ages.Unborn, "", "ongeboren" },
        { "wgs", Ages.Under12, "Samira Erik", "gezag" },
        { "wgs", Ages.From12, "Samira Erik", "gezag" },
        { "wgs", Ages.From16, "Yara", "jongere-alleen" },
        { "wgs", Ages.Adult, "Yara", "volwassene-alleen" },
        { "avg", Ages.Unborn, "", "ongeboren" },
        { "avg", Ages.Under12, "Samira Erik", "gezag" },
        { "avg", Ages.From12, "Samira Erik", "gezag" },
        { "avg", Ages.From16, "Yara", "jongere-alleen" },
        { "avg", Ages.Adult, "Yara", "volwassene-alleen" },
        { "unie-een-ouder", Ages.Unborn, "", "ongeboren" },
        { "unie-een-ouder", Ages.Under12, "Samira Erik", "een-ouder-tenzij-bezwaar" },
        { "unie-een-ouder", Ages.From12, "Yara Samira Erik", "kind-en-een-ouder-tenzij-bezwaar" },
        { "unie-een-ouder", Ages.From16, "Yara", "jongere-alleen" },
        { "unie-een-ouder", Ages.Adult, "Yara", "volwassene-alleen" },
    };

    /// <summary>Kind of the asking organisation, purpose, rule set.</summary>
    public static TheoryData<string?, string, string> Choices => new()
    {
        { "huisarts", "geboortezorg", "wgbo" },
        { "huisarts", "jeugdgezondheid", "wgbo" },
        { "geboortezorg", "geboortezorg", "wgbo" },
        { "geboortezorg", "jeugdgezondheid", "wgbo" },
        { "kraamzorg", "geboortezorg", "wgbo" },
        { "kraamzorg", "jeugdgezondheid", "wgbo" },
        { "gi", "gezinshulp", "jeugdwet" },
        { "wijkteam", "wonen", "unie" },
        { "wijkteam", "informele-steun", "unie" },
        { "schuldhulp", "schuldhulp", "wgs" },
        { "schuldhulp", "inkomen-en-toeslagen", "wgs" },
        { "wonen", "wonen", "avg" },
        { "wijkteam", "gezinshulp", "unie" },
        { "jgz", "gezinshulp", "unie" },
        { null, "wonen", "unie" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_row_of_the_rule_table_says_who_signs(string set, string band, string who, string rule)
    {
        var family = Bouazza(Cast.Monday) with
        {
            Members = [Adult(Cast.Samira), Adult(Cast.Erik), new(Cast.Yara, "child", band, null, false)],
        };
        var signing = Signatories.Of(Gezondheid, family, Cast.Today, Lists.Rules.Newest(set));

        Assert.Equal(who, Names(signing.Who));
        Assert.Equal(rule, signing.Rule);
        Assert.NotEmpty(signing.Sources);
        Assert.All(signing.Required, r => Assert.EndsWith(".", r.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_row_of_the_table_has_a_line_here_and_a_source() => Assert.Equal(
        Lists.Rules.RuleSets.SelectMany(s => s.Bands.Select(b => $"{s.Code} {b.Band}")).Order(),
        Table.Select(row => $"{row[0]} {row[1]}").Order());

    [Theory]
    [MemberData(nameof(Choices))]
    public void The_kind_of_the_asker_and_the_purpose_choose_the_rule_set(string? kind, string purpose, string set) =>
        Assert.Equal(set, Lists.Rules.Chosen(kind, purpose).Code);

    [Fact]
    public void Every_choice_of_the_table_has_a_line_here() => Assert.Empty(Lists.Rules.Choices
        .SelectMany(c => c.Kinds.SelectMany(kind => c.Purposes.Select(purpose => $"{kind} {purpose} {c.RuleSet}")))
        .Except(Choices.Select(row => $"{row[0]} {row[1]} {row[2]}")));

    [Fact]
    public void The_union_asks_everybody_whom_any_other_rule_set_asks()
    {
        foreach (var (set, band) in Lists.Rules.RuleSets.SelectMany(s => s.Bands, (s, b) => (s, b)))
        {
            var union = Lists.Default.For(band.Band);
            Assert.True((union.Self || !band.Self) && (union.Holders || !band.Holders), $"{set.Code} {band.Band}");
        }
    }

    /// <summary>C20 against C17 and C23: a wijkteam may work under either law, so the reading that asks more people is applied.</summary>
    [Fact]
    public void A_wijkteam_asks_the_parents_too_and_a_request_of_before_stands_by_the_rule_set_it_names()
    {
        var twelve = new DateOnly(2015, 1, 1);
        var meedoen = new Row(Cast.Yara, "meedoen-en-school");
        var ask = Ask(Health, Cast.WijkteamNoord, Cast.Wijkteam, "informele-steun", Cast.Monday, meedoen) with { ByKind = "wijkteam" };
        var unie = Facts(new HearFamily(Bouazza(Cast.Monday, twelve)), ask, Yes(Health, Cast.Yara, Cast.Monday));
        ConsentFact[] wmo = [.. unie.Select(f => f is ConsentRequested asked ? asked with { RuleSet = "wmo" } : f)];

        var asked = unie.OfType<ConsentRequested>().Single();
        Assert.Equal(("unie", 1), (asked.RuleSet, asked.RuleSetVersion));
        Assert.Equal(Stance.Incomplete, Standing.In(Fold(unie), Fold(unie).Find(Health)!, meedoen, Cast.Monday).Stance);
        Assert.Equal(Stance.Allowed, Standing.In(Fold(wmo), Fold(wmo).Find(Health)!, meedoen, Cast.Monday).Stance);
    }

    [Fact]
    public void A_guardian_signs_also_when_it_is_an_institution_and_the_reason_says_so()
    {
        var institution = Cast.Id(0x701);
        var family = Bouazza(Cast.Monday) with { Authorities = [new(Cast.Yara, institution, "guardian", new(2026, 1, 1), null)] };
        var required = Assert.Single(Signatories.Of(Gezondheid, family, Cast.Today, Lists.Default).Required);

        Assert.Equal((institution, SigningRole.Guardian), (required.Who, required.As));
        Assert.Contains("voogd", required.Why, StringComparison.Ordinal);
        var facts = Facts(new HearFamily(family), AskHelp(Cast.Monday, Gezondheid), Yes(Health, institution, Cast.Monday));
        Assert.Equal(Stance.Allowed, facts.Help(Gezondheid, Cast.Monday));
    }

    [Fact]
    public void Suspended_authority_leaves_the_other_holder_alone_until_it_is_back()
    {
        var family = Bouazza(Cast.Monday) with
        {
            Authorities =
            [
                Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik, until: new(2027, 4, 1)),
                Gezag(Cast.Yara, Cast.Erik, new(2027, 7, 1)),
            ],
        };

        Assert.Equal("Samira Erik", Names(Signatories.Of(Gezondheid, family, new(2027, 3, 31), Lists.Default).Who));
        Assert.Equal("Samira", Names(Signatories.Of(Gezondheid, family, new(2027, 4, 1), Lists.Default).Who));
        Assert.Equal("Samira Erik", Names(Signatories.Of(Gezondheid, family, new(2027, 7, 1), Lists.Default).Who));
    }

    [Fact]
    public void A_minor_mother_decides_about_herself_and_the_guardian_about_her_baby()
    {
        var (baby, mother) = (Cast.Id(0x15), Child(Cast.Yara, new(2010, 6, 1), Cast.Today) with { Role = "parent" });
        var family = Bouazza(Cast.Monday) with
        {
            Members = [mother, Adult(Cast.Samira), Child(baby, new(2027, 2, 1), Cast.Today)],
            Authorities = [new(baby, Cast.Samira, "guardian", new(2027, 2, 1), null)],
        };

        Assert.Equal("Yara", Names(Signatories.Of(new(Cast.Yara, "geldzorgen"), family, Cast.Today, Lists.Default).Who));
        Assert.Equal("Samira", Names(Signatories.Of(new(baby, "gezondheid-kind"), family, Cast.Today, Lists.Default).Who));
    }

    private static string Names(IEnumerable<Guid> who) => string.Join(' ', who.Select(id =>
        id == Cast.Samira ? "Samira" : id == Cast.Erik ? "Erik" : id == Cast.Yara ? "Yara" : "?"));
}
