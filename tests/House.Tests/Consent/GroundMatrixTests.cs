using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.GroundScene;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>The ground matrix, tried whole: every kind to every kind and every category; a new ground is data and a line here.</summary>
public sealed class GroundMatrixTests
{
    private static readonly string[] Kinds =
    [
        "jgz", "wijkteam", "schuldhulp", "geboortezorg", "kraamzorg", "huisarts", "school", "kinderopvang", "informele-steun",
        "bewindvoering", "wonen", "leerplicht", "gi", "veilig-thuis",
    ];

    /// <summary>Ground, who may send, which kinds it reaches, categories by themselves, last day from 9 February.</summary>
    public static TheoryData<string, string, string, string, string> Table => new()
    {
        { "ots", "*", "gi", $"{Child} veiligheid afspraken-en-doelen", "2027-12-31" },
        { "veilig-thuis", "*", "veilig-thuis", $"{Child} veiligheid bereikbaarheid gezin-in-aantallen gezondheid-ouder steun-en-netwerk "
            + "wonen-en-energie", "2027-04-20" },
        { "vroegsignalering", "wonen", "schuldhulp", "bereikbaarheid schulden", "2027-03-09" },
        { "wgs-8d-hergebruik", "wijkteam leerplicht schuldhulp", "schuldhulp",
            "bereikbaarheid gezin-in-aantallen hulpvraag geldzorgen schulden wonen-en-energie werk-en-inkomen", "2027-04-06" },
        { "acute-nood", "*", "huisarts geboortezorg jgz wijkteam gi veilig-thuis",
            $"{Child} veiligheid bereikbaarheid gezondheid-ouder zwangerschap", "2027-02-16" },
        { "conflict-van-plichten", "*", "huisarts geboortezorg jgz wijkteam gi veilig-thuis",
            $"{Child} veiligheid bereikbaarheid gezondheid-ouder zwangerschap steun-en-netwerk", "2027-03-09" },
    };

    private const string Child = "identiteit-kind gezondheid-kind ontwikkeling-kind meedoen-en-school woorden-kind";

    [Theory]
    [MemberData(nameof(Table))]
    public void A_row_of_the_matrix_says_who_shares_what_with_whom_until_when(
        string code, string senders, string recipients, string categories, string last)
    {
        foreach (var kind in Kinds)
        {
            var mayBegin = senders == "*" || senders.Split(' ').Contains(kind);
            Assert.Equal(mayBegin, Try(code, kind, recipients.Split(' ')[0], categories) is null);
            var sender = senders == "*" ? "jgz" : senders.Split(' ')[0];
            Assert.Equal(recipients.Split(' ').Contains(kind), Try(code, sender, kind, categories) is null);
        }

        var from = senders == "*" ? "jgz" : senders.Split(' ')[0];
        foreach (var category in Lists.Categories.Categories.Select(c => c.Code))
        {
            var free = categories.Split(' ').Contains(category);
            Assert.True(
                (free ? null : "grond-categorie") == Try(code, from, recipients.Split(' ')[0], category), $"{code}: {category}");
        }

        var invoked = Decide(code, from, recipients.Split(' ')[0], categories).OfType<GroundInvoked>().Single();
        Assert.Equal(DateOnly.Parse(last, null), invoked.Until);
    }

    [Fact]
    public void Every_ground_has_a_line_here_its_words_its_sources_and_known_categories()
    {
        Assert.Equal(Lists.Grounds.Grounds.Select(g => g.Code).Order(), Table.Select(row => (string)row[0]).Order());
        foreach (var ground in Lists.Grounds.Grounds)
        {
            Assert.NotEmpty(ground.Sources);
            Assert.EndsWith(".", ground.Plain, StringComparison.Ordinal);
            Assert.All(ground.Categories.Concat(ground.IfNecessary), c => Assert.NotNull(Lists.Categories.Find(c)));
            Assert.Empty(ground.Categories.Intersect(ground.IfNecessary));
            Assert.Superset(new HashSet<string> { "motivering", "overleg", "verteld", "ernst" }, ground.Evidence.ToHashSet());
            Assert.All(ground.Senders.Concat(ground.Recipients), kind => Assert.Contains(kind, Kinds.Append("*")));
        }
    }

    [Theory]
    [MemberData(nameof(Necessary))]
    public void What_is_only_covered_when_necessary_needs_a_motivation_of_its_own(string code, string category)
    {
        var (sender, recipient) = (Lists.Grounds.Find(code)!.Senders[0] is "*" ? "jgz" : "wonen", Lists.Grounds.Find(code)!.Recipients[0]);

        Assert.Equal("grond-categorie", Try(code, sender, recipient, category));
        Assert.Null(Try(code, sender, recipient, category, necessary: true));
    }

    public static TheoryData<string, string> Necessary
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (ground, category) in Lists.Grounds.Grounds.SelectMany(g => g.IfNecessary, (g, c) => (g.Code, c)))
                data.Add(ground, category);
            return data;
        }
    }

    /// <summary>Wgs 8d is one direction, of what the college itself holds, inside one municipality.</summary>
    [Fact]
    public void Reuse_for_debt_help_is_for_the_college_itself_one_way_and_at_home()
    {
        Assert.Null(Try("wgs-8d-hergebruik", "wijkteam", "schuldhulp", "schulden"));
        Assert.Equal("grond-zender", Try("wgs-8d-hergebruik", "wijkteam", "schuldhulp", "schulden", college: false));
        Assert.Equal("grond-ontvanger", Try("wgs-8d-hergebruik", "schuldhulp", "wijkteam", "schulden"));
        Assert.Equal("grond-ontvanger", Try("wgs-8d-hergebruik", "wijkteam", "schuldhulp", "schulden", area: "0200"));
        Assert.Equal("grond-ontvanger", Try("vroegsignalering", "wonen", "schuldhulp", "schulden", area: "0200"));
    }

    private static string? Try(
        string code, string sender, string recipient, string categories, bool necessary = false, bool college = true,
        string area = "0150") =>
        Decide(code, sender, recipient, categories, necessary, college, area).Refusal?.Code;

    private static WarmHandover.Platform.Deciding.Decision<ConsentFact> Decide(
        string code, string sender, string recipient, string categories, bool necessary = false, bool college = true,
        string area = "0150")
    {
        var at = At(2027, 2, 9, 12);
        var to = Team(Cast.Id(0x402), Cast.Id(0x401), recipient, college: true, area);
        Row[] rows = [.. categories.Split(' ').Select(c => new Row(
            Lists.Categories.Find(c)!.Subject == "adult" ? Cast.Samira : Cast.Yara, c))];
        var command = Invoke(code, to, at, rows) with
        {
            Sender = Team(Cast.JgzTeam, Cast.Jgz, sender, college),
            NecessityMotivated = necessary,
            Order = new(Cast.Yara, to.Organisation, new(2027, 1, 1), new(2027, 12, 31)),
            Second = GroundMatrix.Elsewhere,
        };
        return ConsentDecider.Decide(command, Fold(
            [Bouazza(at), .. OutsideTests.Steps(5).OfType<MeldcodeStepTaken>().Select(step => step with { At = at })]));
    }
}
