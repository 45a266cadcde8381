using System.Diagnostics;

namespace WarmHandover.Tests.Deploy;

/// <summary>
/// The rendered overlays and the compose file against the published schemas of Kubernetes and Compose, from npm, pinned by a lock file.
/// </summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Path.Combine(Manifests.Root(), "deploy", "schemas");
    private static readonly Lazy<bool> Packages = new(() => Run("npm", "", "ci", "--no-audit", "--no-fund", "--ignore-scripts").Code == 0);

    [Theory]
    [InlineData("local")]
    [InlineData("production")]
    [InlineData("production-eventstore")]
    public void An_overlay_is_what_Kubernetes_understands_and_only_the_operators_kinds_are_not_checked(string overlay)
    {
        var (code, said) = Checked(Manifests.Text(overlay));

        Assert.Equal(["not checked: Cluster keys", "not checked: Cluster log", "not checked: RabbitmqCluster broker"], said.Order());
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("replicas: 2", "replicas: twee", "spec/replicas: type")]
    [InlineData("readOnlyRootFilesystem:", "readonlyRootFilesystem:", "no schema knows this field")]
    [InlineData("apiVersion: apps/v1", "apiVersion: apps/v9", "nobody knows apps/v9")]
    [InlineData("    spec:\n      automountService", "    specs:\n      automountService", "no schema knows this field")]
    [InlineData("containerPort: 8080", "containerPoort: 8080", "containerPort")]
    public void A_planted_mistake_is_found(string from, string to, string said)
    {
        var (code, lines) = Checked(new Rule("schema", _ => [], from, to).Planted(Manifests.Text("production")));

        Assert.Contains(lines, line => line.Contains(said, StringComparison.Ordinal));
        Assert.Equal(1, code);
    }

    [Fact]
    public void The_compose_file_is_what_Compose_understands_and_a_planted_mistake_is_found()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "..", "compose.yaml"));

        Assert.Equal((0, 0), (Checked(text, "--compose").Code, Checked(text, "--compose").Said.Length));
        Assert.Equal(1, Checked(text.Replace("read_only:", "readonly:", StringComparison.Ordinal), "--compose").Code);
    }

    private static (int Code, string[] Said) Checked(string text, params string[] words)
    {
        Assert.True(Packages.Value, "npm ci in deploy/schemas did not succeed.");
        return Run("node", text, [Path.Combine(Folder, "check.mjs"), .. words]);
    }

    private static (int Code, string[] Said) Run(string program, string input, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
