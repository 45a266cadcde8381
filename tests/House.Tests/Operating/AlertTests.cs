using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Operating;

/// <summary>The alert rules ask for metrics that the house has, and say in plain Dutch what is wrong.</summary>
public sealed partial class AlertTests
{
    private static readonly string[] Folders = ["platform", "services"];
    private static readonly string[] Ages = ["_oldest", "_age", "_lag"];

    [Fact]
    public void Every_rule_asks_for_a_metric_of_the_house_and_every_age_has_a_rule()
    {
        var known = Known();
        var rules = File.ReadAllText(Path.Combine(HouseTests.Root, "deploy", "alerts.yaml"));
        var expressions = Asked().Matches(rules).Select(match => match.Groups[1].Value).ToArray();
        var asked = expressions.SelectMany(Named).Distinct().ToArray();

        Assert.Equal(Regex.Count(rules, "- alert:"), expressions.Length);
        Assert.All(expressions, expression => Assert.NotEmpty(Named(expression)));
        Assert.Equal(expressions.Length, Regex.Count(rules, "summary: \"[A-Z{]"));
        Assert.Empty(asked.Except(known));
        Assert.Empty(known.Where(name => Ages.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
            .Append("house_post_undeliverable").Except(asked));
    }

    [Fact]
    public void Every_alert_has_a_chapter_that_says_what_to_do_and_points_to_it()
    {
        var rules = File.ReadAllText(Path.Combine(HouseTests.Root, "deploy", "alerts.yaml"));
        var page = File.ReadAllText(Path.Combine(HouseTests.Root, "docs", "runbook.md"));
        var alerts = Alert().Matches(rules).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Order(), Chapter().Matches(page).Select(match => match.Groups[1].Value).Order());
        Assert.All(alerts, name => Assert.Contains($"docs/runbook.md#{name.ToLowerInvariant()}\"", rules, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_panel_of_the_dashboard_asks_for_a_metric_of_the_house()
    {
        var text = File.ReadAllText(Path.Combine(HouseTests.Root, "deploy", "grafana", "house.json"));
        using var dashboard = System.Text.Json.JsonDocument.Parse(text);
        var asked = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!).ToArray();

        Assert.All(asked, expression => Assert.NotEmpty(Named(expression)));
        Assert.Empty(asked.SelectMany(Named).Except(Known()));
        Assert.Empty(Known().Except(asked.SelectMany(Named)));
    }

    private static IEnumerable<string> Named(string expression) => Panel().Matches(expression)
        .Select(match => match.Value.Replace("_seconds", "", StringComparison.Ordinal).Replace("_total", "", StringComparison.Ordinal));

    private static HashSet<string> Known() =>
    [
        .. Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(HouseTests.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Metric().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value.Replace('.', '_')),
    ];

    [GeneratedRegex("- alert: ([A-Za-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Alert();

    [GeneratedRegex("^## ([A-Za-z]+)$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Chapter();

    [GeneratedRegex("house_[a-z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Panel();

    [GeneratedRegex("\"(house(\\.[a-z]+)+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Metric();

    [GeneratedRegex("expr: (.+)", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
