using System.Diagnostics;

namespace WarmHandover.Tests.Deploy;

/// <summary>
/// The alert rules as Prometheus' own tool judges them: each sounds at its fault, with the sentence for it, and not before.
/// </summary>
public sealed class AlertRuleTests : IDisposable
{
    private static readonly string Deploy = Path.Combine(Manifests.Root(), "deploy");
    private readonly string folder = Directory.CreateTempSubdirectory("wo-rules-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Each_alert_sounds_at_its_fault_and_a_quiet_house_is_silent()
    {
        var (code, said) = Played(File.ReadAllText(Path.Combine(Deploy, "alerts.yaml")));
        Assert.True(code == 0, said);
    }

    [Theory]
    [InlineData("house_backlog_age_seconds > 60", "house_backlog_age > 60")]
    [InlineData("> 0.5 *", "> 5 *")]
    [InlineData("house_anchor_age_seconds) > 3600", "house_anchor_age_seconds) > 360")]
    public void A_planted_mistake_is_found(string from, string to)
    {
        var rules = File.ReadAllText(Path.Combine(Deploy, "alerts.yaml"));
        Assert.Contains(from, rules, StringComparison.Ordinal);
        Assert.Equal(1, Played(rules.Replace(from, to, StringComparison.Ordinal)).Code);
    }

    [Fact]
    public void The_settings_beside_the_compose_file_are_taken() =>
        Assert.Equal(0, Promtool("check", "config", Path.Combine(Deploy, "compose", "prometheus.yaml")).Code);

    private (int Code, string Said) Played(string rules)
    {
        var (file, played) = (Path.Combine(folder, "alerts.yaml"), Path.Combine(folder, "alerts.test.yaml"));
        File.WriteAllText(file, rules);
        var tests = File.ReadAllText(Path.Combine(Manifests.Root(), "tests", "System.Tests", "Deploy", "alerts.test.yaml"));
        File.WriteAllText(played, tests.Replace("RULES", file, StringComparison.Ordinal));
        return Promtool("test", "rules", played);
    }

    private static (int Code, string Said) Promtool(params string[] words)
    {
        var start = new ProcessStartInfo("promtool", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
