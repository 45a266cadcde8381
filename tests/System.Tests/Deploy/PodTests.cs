using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Web;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Deploy;

/// <summary>
/// The rendered manifests, played on this machine: their commands, variables, mounts and users, in Production, over TLS. What a test can
/// ask only in Development is left out: weeks that pass.
/// </summary>
[Collection(Name)]
[UnsupportedOSPlatform("windows")]
public sealed partial class PodTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Name = "Pods";

    // The portal is tried in tests of its own.
    private static readonly string[] Five = ["signal", "consent", "referral", "notification", "gateway"];

    // What the rules ask for and the house says only when there is a fault.
    private static readonly string[] InTrouble = ["house_post_away", "house_webhooks_oldest_seconds"];

    private static readonly (string Setting, string From, string To, string[] Words, string Says)[] WrongConnections =
    [
        ("WO_POSTGRES", "Password=[^;]+", "Password=9f3c6f7e0b2d", [], "PostgreSQL weigert wat in WO_POSTGRES staat"),
        ("WO_POSTGRES", "ca/log.crt", "ca/broker.crt", [], "van een uitgever die hier niet wordt vertrouwd"),
        ("WO_POSTGRES", "ca/log.crt", "ca/weg.crt", [], "is er niet of is geen certificaat"),
        ("WO_RABBITMQ", "signal:[^@]+@", "signal:9f3c6f7e0b2d@", ["dead-letters"], "RabbitMQ weigert de gebruiker of het wachtwoord"),
        ("WO_RABBITMQ", "@broker:5671", "@127.0.0.1:9", ["dead-letters"], "De broker antwoordt niet op het adres in WO_RABBITMQ"),
    ];

    private readonly LocalCluster cluster = new();
    private readonly List<LocalPod> pods = [];
    private SigningCredentials signing = null!;

    public async Task InitializeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(cluster.Folder, "provider")).FullName;
        signing = SigningKeys.InFolder(folder, "provider.pem", "jwks.json", "region-");
        await cluster.Start(await File.ReadAllTextAsync(Path.Combine(folder, "jwks.json")));
    }

    public async Task DisposeAsync()
    {
        foreach (var pod in pods)
            await pod.DisposeAsync();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task The_house_starts_from_the_manifests_and_nothing_else_and_the_story_is_told()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        foreach (var job in cluster.Manifests.Of("Job").Where(j => j.Name.EndsWith("-migrate", StringComparison.Ordinal)))
            await EndsWell(job);
        var topology = cluster.Manifests.Of("Job").Where(j => j.Name.EndsWith("-topology", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, topology.Length);
        Assert.All(await Task.WhenAll(topology.Select(EndsWell)), said => Assert.Matches("wachtrij .* staat klaar", said));
        pods.Clear();

        foreach (var deployment in cluster.Manifests.Deployments.Where(d => Five.Contains(d.Name)))
            (await Pod(deployment)).Start();
        var serving = pods.ToArray();
        await Task.WhenAll(serving.Select(pod => pod.Ready()));
        Assert.All(serving, HasNoRights);

        await using var house = new House(cluster, signing);
        using var http = new HttpClient { BaseAddress = house.Address };
        using var told = new StringWriter();
        var story = new Embedded.Journey.Journey(house, http, told, (chapter, _) =>
            chapter == "AskWhetherItHelped" ? throw new EnoughException() : Task.CompletedTask);
        await Assert.ThrowsAsync<EnoughException>(() => story.Play(limit.Token));
        output.WriteLine(told.ToString());
        Assert.True(story.Steps > 20, $"{story.Steps} steps were told.");
        await IsSeenByPrometheus(limit.Token);
        await pods.Single(pod => Path.GetFileName(pod.Log) == "signal.out").DisposeAsync();
        foreach (var (setting, from, to, words, says) in WrongConnections)
            await Refuses(setting, from, to, words, says);
    }

    private async Task<string> EndsWell(Resource job)
    {
        await using var pod = (await Pod(job)).Start();
        Assert.True(await pod.Ended() == 0, $"{job.Name}: {pod.Said()}");
        return pod.Said();
    }

    // The servers of the story, with what an operator can get wrong about them: serving, or with a word that asks the broker.
    private async Task Refuses(string setting, string from, string to, string[] words, string says)
    {
        var (secret, good) = (Path.Combine(cluster.Secrets, "signal-runtime", setting), "");
        good = await File.ReadAllTextAsync(secret);
        Assert.Matches(from, good);
        await File.WriteAllTextAsync(secret, Regex.Replace(good, from, to));
        var pod = await Pod(cluster.Manifests.Deployments.Single(d => d.Name == "signal"));
        await File.WriteAllTextAsync(pod.Log, "");
        Assert.Equal(1, await pod.Start(words).Ended());
        Assert.Contains(says, pod.Said(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(secret, good);
    }

    // The real one reads every page, knows every measure that the rules ask for, and nothing is wrong.
    private async Task IsSeenByPrometheus(CancellationToken ct)
    {
        await using var prometheus = await PrometheusServer.Start(Five.ToDictionary(name => name, cluster.Page), ct);
        await prometheus.Until(async () => await prometheus.Series("up == 1", ct) == Five.Length, "every page is read", ct);
        var rules = File.ReadAllText(Path.Combine(Manifests.Root(), "deploy", "alerts.yaml"));
        var names = Expression().Matches(rules).SelectMany(expression => HouseMeasure().Matches(expression.Value))
            .Select(name => name.Value).Distinct().Except(InTrouble).ToArray();
        Assert.True(names.Length >= 8, string.Join(' ', names));
        foreach (var name in names)
            await prometheus.Until(async () => await prometheus.Series(name, ct) > 0, $"{name} is known", ct);

        await prometheus.Until(
            async () => (await Rules()).All(rule => rule.GetProperty("health").GetString() == "ok"), "each rule was asked", ct);
        Assert.DoesNotContain((await Rules()).Select(rule => rule.GetProperty("state").GetString()), state => state == "firing");

        async Task<JsonElement[]> Rules() => [.. (await prometheus.Ask("/api/v1/rules", ct)).GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())];
    }

    private async Task<LocalPod> Pod(Resource workload)
    {
        var pod = new LocalPod(cluster, workload);
        pods.Add(pod);
        return await pod.Mount();
    }

    private static void HasNoRights(LocalPod pod)
    {
        if (!Tool.IsRoot)
            return;

        var status = File.ReadAllText($"/proc/{pod.Pid}/status");
        Assert.Equal("1654", Uid().Match(status).Groups[1].Value);
        Assert.Equal(0UL, Convert.ToUInt64(Rights().Match(status).Groups[1].Value, 16));
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
    }

    [GeneratedRegex("expr: .*")]
    private static partial Regex Expression();

    [GeneratedRegex("house_[a-z_]+")]
    private static partial Regex HouseMeasure();

    [GeneratedRegex(@"Uid:\s+(\d+)")]
    private static partial Regex Uid();

    [GeneratedRegex(@"CapEff:\s+(\w+)")]
    private static partial Regex Rights();

    private sealed class EnoughException : Exception;

    /// <summary>The house with tokens of its identity provider, as the manifests name it.</summary>
    private sealed class House(LocalCluster cluster, SigningCredentials signing) : IRunningHouse
    {
        public Uri Address => cluster.Address("gateway");

        public string Token(Persona persona, Guid? family, Guid? member)
        {
            var claims = new Dictionary<string, object>
            {
                ["sub"] = member is null ? persona.Name : $"{persona.Name}-{member:N}",
                ["role"] = persona.Roles,
                ["team"] = persona.Teams.Select(t => t.ToString()).ToArray(),
                ["jti"] = Guid.CreateVersion7().ToString("N"),
            };
            if (persona.Organisation != Guid.Empty)
                claims["organisation"] = persona.Organisation.ToString();
            if (family is { } circle && member is { } self)
                (claims["family"], claims["member"]) = (circle.ToString(), self.ToString());
            var settings = cluster.Manifests.Of("ConfigMap").Single(map => map.Name == "house").Map("data");
            return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                TokenType = "at+jwt",
                Issuer = settings["WO_ISSUER"],
                Audience = "warme-overdracht",
                Expires = DateTime.UtcNow.AddMinutes(5),
                Claims = claims,
                SigningCredentials = signing,
            });
        }

        public Task Later(TimeSpan ahead, CancellationToken ct) => throw new NotSupportedException("No weeks pass in production.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Eight servers at once: not beside other tests.</summary>
[CollectionDefinition("Pods", DisableParallelization = true)]
public sealed class PodCollection;
