using System.Diagnostics;
using System.Text.Json;

namespace WarmHandover.Tests.Deploy;

/// <summary>The manifests of <c>deploy/k8s</c>, rendered as an operator does, against each rule; each rule against a mistake.</summary>
public sealed class ManifestTests
{
    private static readonly Rule[] Rules = [.. PodRules.All, .. HouseRules.All, .. WallRules.All];

    public static TheoryData<string> EventStoreNames => [.. EventStoreRules.All.Select(rule => rule.Name)];

    public static TheoryData<string> Names => [.. Rules.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_overlay_keeps_the_rule(string rule)
    {
        Assert.Empty(Named(rule).Broken(Manifests.Read(Manifests.Text("local"))));
        Assert.Empty(Named(rule).Broken(Manifests.Read(Manifests.Text("production"))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_mistake_is_found(string rule) =>
        Assert.NotEmpty(Named(rule).Broken(Manifests.Read(Named(rule).Planted(Manifests.Text("production")))));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_overlay_with_EventStoreDB_keeps_the_rule_too(string rule) =>
        Assert.Empty(Named(rule).Broken(Manifests.Read(Manifests.Text("production-eventstore")).Without("eventstore")));

    [Theory]
    [MemberData(nameof(EventStoreNames))]
    public void The_logs_in_EventStoreDB_keep_the_rule_and_a_planted_mistake_is_found(string name)
    {
        var (rule, text) = (EventStoreRules.All.Single(r => r.Name == name), Manifests.Text("production-eventstore"));

        Assert.Empty(rule.Broken(Manifests.Read(text)));
        Assert.NotEmpty(rule.Broken(Manifests.Read(rule.Planted(text))));
    }

    [Fact]
    public void The_script_makes_what_the_overlay_with_EventStoreDB_mounts()
    {
        var made = Manifests.Read(Secrets("--eventstore"));
        var all = Manifests.Read(Manifests.Text("production-eventstore")).All.Where(r => r.Kind is "Deployment" or "Job" or "StatefulSet");
        var mounted = all.SelectMany(w => w.Pod.Each("volumes"))
            .SelectMany(v => v.Each("projected.sources").Select(s => s.Text("secret.name")).Append(v.Text("secret.secretName")))
            .OfType<string>().Distinct();

        Assert.Equal(["keys-ca", "log-ca"], mounted.Except(made.All.Select(s => s.Name)).Order());
        var runtime = made.All.Single(s => s.Name == "signal-runtime").Map("data")["WO_EVENTSTORE"];
        var address = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(runtime));
        Assert.StartsWith("esdb://wo:", address, StringComparison.Ordinal);
        Assert.Contains("tlsCaFile=/run/house/ca/eventstore.crt", address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local", 1)]
    [InlineData("production", 3)]
    public void Production_has_three_of_each_store_and_a_machine_one(string overlay, int stores)
    {
        var all = Manifests.Read(Manifests.Text(overlay));

        Assert.All(all.Of("Cluster"), c => Assert.Equal($"{stores}", c.Text("spec.instances")));
        Assert.Equal($"{stores}", all.Of("RabbitmqCluster").Single().Text("spec.replicas"));
    }

    [Fact]
    public void Every_secret_that_is_mounted_is_made_by_the_script_and_is_new_each_time()
    {
        var (first, second) = (Manifests.Read(Secrets()), Manifests.Read(Secrets()));
        var mounted = Manifests.Read(Manifests.Text("production")).Workloads.SelectMany(w => w.Pod.Each("volumes"))
            .SelectMany(v => v.Each("projected.sources").Select(s => s.Text("secret.name")).Append(v.Text("secret.secretName")))
            .OfType<string>().Distinct();

        // The operator of the databases makes the authorities of these two.
        Assert.Equal(["keys-ca", "log-ca"], mounted.Except(first.All.Select(s => s.Name)).Order());
        Assert.All(first.All.Zip(second.All), pair => Assert.NotEqual(pair.First.Part("data").Whole, pair.Second.Part("data").Whole));
        var broker = Convert.FromBase64String(first.All.Single(s => s.Name == "broker-definitions").Map("data")["definitions.json"]);
        using var definitions = JsonDocument.Parse(broker);
        Assert.Equal(4, definitions.RootElement.GetProperty("users").GetArrayLength());
    }

    private static string Secrets(params string[] words)
    {
        var built = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var house = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Embedded", built, "Embedded.dll"));
        var start = new ProcessStartInfo(Path.Combine(Manifests.Root(), "deploy", "k8s", "secrets"), words)
        {
            RedirectStandardOutput = true,
        };
        start.Environment["HOUSE"] = $"dotnet {house}";
        using var script = Process.Start(start)!;
        var made = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        Assert.Equal(0, script.ExitCode);
        return made;
    }

    private static Rule Named(string name) => Rules.Single(rule => rule.Name == name);
}
