using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Operating;

/// <summary>
/// What is restored is what was looked at: each project has its lock, and a package that is not the locked one ends the build.
/// </summary>
public sealed class LockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lock-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_project_of_the_solution_has_its_lock_in_version_control()
    {
        var solution = File.ReadAllText(In("WarmHandover.slnx"));
        var projects = Regex.Matches(solution, "Path=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToArray();
        Assert.True(projects.Length > 10);
        var tracked = Said("git", "ls-files", "*packages.lock.json").Output.Split('\n');
        Assert.Empty(projects.Select(path => $"{Path.GetDirectoryName(path)}/packages.lock.json").Except(tracked));
    }

    [Fact]
    public void The_test_command_and_the_images_restore_nothing_else()
    {
        Assert.Contains("dotnet restore WarmHandover.slnx --locked-mode", File.ReadAllText(In("test")), StringComparison.Ordinal);
        var publishes = File.ReadAllLines(In("deploy/Dockerfile")).Where(line => line.Contains("dotnet publish", StringComparison.Ordinal));
        Assert.All(publishes, line => Assert.Matches(@"^RUN dotnet restore --locked-mode (\S+) && dotnet publish --no-restore \1 ", line));
    }

    [Fact]
    public void A_package_with_other_bytes_or_another_version_ends_the_restore()
    {
        foreach (var file in new[]
                 {
                     "Directory.Build.props", "Directory.Packages.props", "global.json", "contracts/Contracts.csproj",
                     "contracts/packages.lock.json", "platform/Platform.csproj", "platform/packages.lock.json",
                 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(In(file), Path.Combine(folder, file));
        }

        Restores(0, "");

        // One letter of one hash: somebody put other bytes under the same name and version.
        var (path, whole) = Read("platform/packages.lock.json");
        const string Hash = "\"contentHash\": \"";
        var npgsql = whole.IndexOf(Hash, whole.IndexOf("\"Npgsql\"", StringComparison.Ordinal), StringComparison.Ordinal) + Hash.Length;
        File.WriteAllText(path, whole[..npgsql] + (whole[npgsql] == 'A' ? 'B' : 'A') + whole[(npgsql + 1)..]);
        Restores(1, "NU1403");
        File.WriteAllText(path, whole);

        var (versions, central) = Read("Directory.Packages.props");
        var version = Regex.Match(central, "\"Npgsql\" Version=\"[^\"]+\"").Value;
        File.WriteAllText(versions, central.Replace(version, "\"Npgsql\" Version=\"9.0.3\"", StringComparison.Ordinal));
        Restores(1, "NU1004");
    }

    private void Restores(int code, string why)
    {
        var (exit, output) = Said("dotnet", "restore", Path.Combine(folder, "platform/Platform.csproj"), "--locked-mode", "--force");
        Assert.True(exit == code && output.Contains(why, StringComparison.Ordinal), $"Exit code {exit}: {output}");
    }

    private (string Path, string Text) Read(string file)
    {
        var path = Path.Combine(folder, file);
        return (path, File.ReadAllText(path));
    }

    private static (int Exit, string Output) Said(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = HouseTests.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static string In(string file) => Path.Combine(HouseTests.Root, file);
}
