using System.Diagnostics;
using System.Runtime.Versioning;

namespace WarmHandover.Tests.Deploy;

/// <summary>The house on one machine: the compose file against its rules, each with a planted mistake, and its mounts.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ComposeTests
{
    private static readonly string Deploy = Path.Combine(Manifests.Root(), "deploy");

    public static TheoryData<string> Names => [.. ComposeRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_compose_file_keeps_the_rule_and_a_planted_mistake_is_found(string name)
    {
        var (rule, text) = (ComposeRules.All.Single(r => r.Name == name), File.ReadAllText(Path.Combine(Deploy, "compose.yaml")));

        Assert.Empty(rule.Broken(Manifests.ReadCompose(text)));
        Assert.NotEmpty(rule.Broken(Manifests.ReadCompose(rule.Planted(text))));
    }

    [Fact]
    public void Everything_that_is_mounted_from_here_is_there_or_is_made_by_the_script_and_made_once_only()
    {
        var folder = Directory.CreateTempSubdirectory("wo-compose-").FullName;
        var secrets = Path.Combine(folder, "secrets");
        Assert.Equal(0, Made(secrets));
        var mounted = Manifests.ReadCompose(File.ReadAllText(Path.Combine(Deploy, "compose.yaml"))).All
            .SelectMany(one => one.Texts("volumes")).Where(v => v[0] == '.').Select(v => v.Split(':')[0]).Distinct();

        foreach (var path in mounted)
        {
            var place = Path.Combine(path.StartsWith("./secrets/", StringComparison.Ordinal) ? folder : Deploy, path);
            Assert.True(File.Exists(place) || Directory.EnumerateFiles(place).Any(), $"{path} is not there, or is empty.");
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
        var before = File.ReadAllText(Path.Combine(secrets, "signal-master-key", "master.key"));
        Assert.Equal(1, Made(secrets));
        Assert.Equal(before, File.ReadAllText(Path.Combine(secrets, "signal-master-key", "master.key")));
        Directory.Delete(folder, recursive: true);
    }

    internal static int Made(string folder)
    {
        var built = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var house = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Embedded", built, "Embedded.dll"));
        var start = new ProcessStartInfo(Path.Combine(Deploy, "compose-secrets"), [folder]) { RedirectStandardError = true };
        start.Environment["HOUSE"] = $"dotnet {house}";
        using var script = Process.Start(start)!;
        script.StandardError.ReadToEnd();
        script.WaitForExit();
        return script.ExitCode;
    }
}
