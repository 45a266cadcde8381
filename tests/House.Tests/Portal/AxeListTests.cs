using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Portal;

/// <summary>Every page of the portal is looked at by axe in the tests with a browser, or stands here with why not.</summary>
public sealed partial class AxeListTests
{
    // Looked at where another page leads to it.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["/beheer/beleid/*/*/voorstel/*"] = "followed as a link by the two administrators who change a policy",
        ["/noodtoegang/*/*"] = "where asking for it leads: 'noodtoegang-gevraagd', 'noodtoegang-open'",
        ["/mijn/klaar/*"] = "where taking back leads: '10-ingetrokken'",
        ["/mijn/steun"] = "where the code of a volunteer leads: 'steun-1-gevraagd'",
        ["/gezinnen/*/meldcode/*/stap"] = "the same page as '/gezinnen/*/meldcode/stap', for a case that goes on",
    };

    [Fact]
    public void Every_page_is_in_the_list_of_those_that_axe_sees()
    {
        var seen = Directory.EnumerateFiles(Path.Combine(HouseTests.Root, "tests", "System.Tests", "Portal"), "*.cs")
            .SelectMany(file => Literal().Matches(File.ReadAllText(file))).Select(l => Address(l.Groups[1].Value)).ToHashSet();
        var pages = Directory.EnumerateFiles(Path.Combine(HouseTests.Root, "portal"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Route().Matches(File.ReadAllText(file))).Select(r => Holes().Replace(r.Groups[1].Value, "*")).ToArray();

        Assert.True(pages.Length > 100);
        Assert.Equal([], pages.Where(page => !seen.Any(s => Is(page, s)) && !Elsewhere.ContainsKey(page)).Order());
        Assert.Equal([], Elsewhere.Keys.Where(page => !pages.Contains(page) || seen.Any(s => Is(page, s))).Order());
    }

    [Theory]
    [InlineData("/kaart/*", "/kaart/*", true)]
    [InlineData("/gezinnen/*/wijzigen/*", "/gezinnen/*/wijzigen/geboorte", true)]
    [InlineData("/gezinnen/*/hulpvraag/*", "**/hulpvraag/*", true)]
    [InlineData("/kaart/*", "/kaart", false)]
    [InlineData("/kaart/*/kosten", "/kaart/*", false)]
    public void A_page_is_seen_under_its_own_address_or_by_how_it_ends(string page, string seen, bool isIt) =>
        Assert.Equal(isIt, Is(page, seen));

    private static bool Is(string page, string seen) => seen.StartsWith("**/", StringComparison.Ordinal)
        ? page.EndsWith(seen[2..], StringComparison.Ordinal)
        : Regex.IsMatch(seen, $"^{Regex.Escape(page).Replace(@"\*", "[^/]+", StringComparison.Ordinal)}$");

    // The tests hold the address of a family and of a kind of rule in a name of their own.
    private static string Address(string literal) => Holes().Replace(
        literal.Split('?')[0].Replace("{family}/", "/gezinnen/*/", StringComparison.Ordinal)
            .Replace("{home}/", "/beheer/beleid/*/*/", StringComparison.Ordinal),
        "*");

    [GeneratedRegex("\"([^\"\\n]*/[^\"\\n]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("^@page \"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Route();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Holes();
}
