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
        var code = Folders.SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(HouseTests.Root, folder), "*.cs", SearchOption.AllDirectories));
        var known = code.SelectMany(file => Metric().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value.Replace('.', '_')).ToHashSet();
        var rules = File.ReadAllText(Path.Combine(HouseTests.Root, "deploy", "alerts.yaml"));
        var asked = Asked().Matches(rules)
            .Select(match => match.Groups[1].Value.Replace("_seconds", "", StringComparison.Ordinal)).ToArray();

        Assert.Equal(Regex.Count(rules, "- alert:"), asked.Length);
        Assert.Equal(asked.Length, Regex.Count(rules, "summary: \"[A-Z{]"));
        Assert.Empty(asked.Except(known));
        Assert.Empty(known.Where(name => Ages.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
            .Append("house_post_undeliverable").Except(asked));
    }

    [GeneratedRegex("\"(house(\\.[a-z]+)+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Metric();

    [GeneratedRegex("expr: (house_[a-z_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
