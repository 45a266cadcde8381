using static WarmHandover.Tests.Deploy.Rule;

namespace WarmHandover.Tests.Deploy;

/// <summary>What holds for <c>deploy/compose.yaml</c>; each service of it is asked as one resource.</summary>
internal static class ComposeRules
{
    private static readonly string[] Services = ["signal", "consent", "referral", "notification"];
    private static readonly string[] Stored = [.. Services, "portal"];
    private static readonly string[] Stores = ["log", "keys", "broker"];

    public static readonly Rule[] All =
    [
        new("all-are-there", all => Stored.Concat(Stored.Select(s => $"{s}-migrate"))
            .Concat(Services.Select(s => $"{s}-topology")).Concat(Stores).Append("gateway")
            .Except(all.All.Select(one => one.Name)), "\n  consent:\n", "\n  toestemming:\n"),
        Every("nothing-is-written-but-volumes", c => c.Text("read_only") == "true", "read_only: true", "read_only: false"),
        Every("no-capabilities", c => c.Texts("cap_drop").SequenceEqual(["ALL"]) && !c.Has("cap_add"),
            "cap_drop: [ALL]", "cap_add: [ALL]"),
        Every("nothing-to-gain",
            c => c.Texts("security_opt").Contains("no-new-privileges:true"), "no-new-privileges:true", "label:disable"),
        Every("nobody-is-root", c => c.Text("user") is { } user && user.Split(':').All(part => int.Parse(part, provider: null) > 0),
            "user: \"1654:1654\"", "user: \"0:1654\""),
        Every("nothing-of-the-host", c => !c.Has("privileged") && !c.Has("network_mode") && !c.Has("pid") && !c.Has("devices")
            && c.Texts("volumes").All(v => v.StartsWith("./", StringComparison.Ordinal) || v[0] is not ('/' or '.')),
            "pids_limit: 256", "pids_limit: 256\n  network_mode: host"),
        Every("bounded", c => c.Has("mem_limit") && c.Has("cpus") && c.Has("pids_limit"), "pids_limit: 256\n", "oom_score_adj: 0\n"),
        Every("an-exact-version", c => c.Text("image") is { } image && image.Contains(':')
            && !image.EndsWith(":latest", StringComparison.Ordinal), "image: rabbitmq:3.13.7", "image: rabbitmq"),
        Every("time-to-end-what-it-does",
            c => c.Text("stop_grace_period") is { } grace && int.Parse(grace.TrimEnd('s'), provider: null) > 30,
            "stop_grace_period: 45s", "stop_grace_period: 10s"),
        Every("what-comes-from-here-is-read-only", c => c.Texts("volumes").Where(v => v[0] == '.')
            .All(v => v.EndsWith(":ro", StringComparison.Ordinal)), "./secrets/ca:/run/house/ca:ro", "./secrets/ca:/run/house/ca"),
        Every("no-secret-in-the-environment", c => c.Map("environment").All(set => !set.Value.Contains("://", StringComparison.Ordinal)
            || !set.Value.Contains('@')) && !c.Map("environment").Keys.Any(k => k is "WO_POSTGRES" or "WO_RABBITMQ" or "POSTGRES_PASSWORD"),
            "POSTGRES_PASSWORD_FILE: /run/secrets/first/password", "POSTGRES_PASSWORD: geheim"),
        new("health-is-asked", Each(all => Running(all), c => c.Has("healthcheck.test") && c.Has("healthcheck.start_period")),
            "healthcheck: {test: [CMD, rabbitmq-diagnostics", "x-was: {test: [CMD, rabbitmq-diagnostics"),
        new("comes-back-by-itself", Each(all => Running(all), c => c.Text("restart") == "unless-stopped"),
            "restart: unless-stopped", "restart: \"no\""),
        new("one-door-on-this-machine-only", all => all.All.Where(c => c.Texts("ports").Any(p => c.Name != "gateway"
            || !p.StartsWith("127.0.0.1:", StringComparison.Ordinal))).Select(c => c.Name), "127.0.0.1:8080:8080", "8080:8080"),
        new("the-gateway-reaches-no-store", all => Of(all, "gateway").Texts("networks").Intersect(["stores", "sessions"]),
            "networks: [inside, outside]", "networks: [inside, outside, stores]"),
        new("the-portal-reaches-its-sessions-and-no-other-store", all => Of(all, "portal").Texts("networks")
            .Except(["inside", "sessions", "outside"])
            .Concat(all.All.Where(c => c.Name != "portal" && c.Texts("networks").Contains("sessions")).Select(c => c.Name)),
            "networks: [inside, sessions, outside]", "networks: [inside, stores, outside]"),
        new("only-the-gateway-and-the-portal-reach-outside", all => all.All.Where(c => c.Name is not ("gateway" or "portal")
            && c.Texts("networks").Contains("outside")).Select(c => c.Name),
            "networks: [inside, stores]", "networks: [inside, stores, outside]"),
        new("a-service-starts-after-its-migration", all => Stored.Where(name => Of(all, name)
            .Text($"depends_on.{name}-migrate.condition") != "service_completed_successfully"),
            "service_completed_successfully", "service_started"),
        new("a-service-starts-when-its-queues-are-there", all => Services.Where(name => Of(all, name)
            .Text($"depends_on.{name}-topology.condition") != "service_completed_successfully"),
            "consent-topology: {condition: service_completed_successfully}", "consent-topology: {condition: service_started}"),
        new("a-migration-waits-for-both-databases", all => Stored.Where(name => new[] { "log", "keys" }.Any(store =>
            Of(all, $"{name}-migrate").Text($"depends_on.{store}.condition") != "service_healthy")),
            "log: {condition: service_healthy}", "log: {condition: service_started}"),
        new("each-holds-its-own-secrets-only", all => all.All.Where(c => Stored.Contains(Whose(c.Name)))
            .SelectMany(c => c.Texts("volumes").Where(v => v.StartsWith("./secrets/", StringComparison.Ordinal) && !Mine(c.Name, v))),
            "./secrets/signal-runtime:", "./secrets/consent-runtime:"),
        new("only-the-migration-holds-the-migrators-secret", all => all.All.Where(c => c.Texts("volumes")
            .Any(v => v.Contains("-migrator:", StringComparison.Ordinal)) && !c.Name.EndsWith("-migrate", StringComparison.Ordinal))
            .Select(c => c.Name), "./secrets/referral-runtime:", "./secrets/referral-migrator:"),
        new("the-same-variables-as-in-a-cluster", all => InCluster().SelectMany(pod => pod.Variables.Where(set => Of(all, pod.Name)
            .Map("environment").GetValueOrDefault(set.Key) != set.Value).Select(set => $"{pod.Name}: {set.Key}")),
            "WO_ERASURE_LEDGER: /var/lib/house/ledger", "WO_ERASURE_LEDGER: /tmp"),
        new("the-same-mounts-as-in-a-cluster", all => InCluster().SelectMany(pod => pod.Mounts.Except(Of(all, pod.Name).Texts("volumes")
            .Select(v => v.Split(':')[1]).Append("/tmp")).Select(mount => $"{pod.Name}: {mount}")),
            "notification-wayin:/run/secrets/wayin:ro", "notification-wayin:/run/secrets/elders:ro"),
        new("an-answer-is-on-disk", all => new[] { "log", "keys" }.Where(name => !new[] { "fsync=on", "synchronous_commit=on" }
            .All(Of(all, name).Texts("command").Contains)), "fsync=on", "fsync=off"),
        new("the-databases-speak-tls", all => new[] { "log", "keys" }.Where(name => !Of(all, name).Texts("command").Contains("ssl=on")
            || !Of(all, name).Texts("volumes").Any(v => v.Contains("pg_hba.conf", StringComparison.Ordinal))), "ssl=on", "ssl=off"),
    ];

    /// <summary>What the manifests give to each container, by the name that it has in compose.</summary>
    private static IEnumerable<(string Name, Dictionary<string, string> Variables, string[] Mounts)> InCluster()
    {
        var manifests = Manifests.Read(Manifests.Text("production"));
        foreach (var one in manifests.Workloads)
        {
            var settings = one.Container.Each("envFrom").SelectMany(from => manifests.Of("ConfigMap")
                .Single(map => map.Name == from.Text("configMapRef.name")).Map("data"));
            var own = one.Container.Each("env").Select(e => KeyValuePair.Create(e.Text("name")!, e.Text("value")!));
            yield return (one.Name, new(settings.Concat(own)), [.. one.Container.Each("volumeMounts").Select(m => m.Text("mountPath")!)]);
        }
    }

    private static bool Mine(string name, string volume)
    {
        var folder = volume.Split(':')[0]["./secrets/".Length..];
        return folder is "ca" or "trusted-keys" || folder.StartsWith($"{Whose(name)}-", StringComparison.Ordinal);
    }

    private static IEnumerable<Resource> Running(Manifests all) =>
        all.All.Where(c => Whose(c.Name) == c.Name);

    // A job before a service has the service's name, and what it does behind it.
    private static string Whose(string name) =>
        name.Replace("-migrate", "", StringComparison.Ordinal).Replace("-topology", "", StringComparison.Ordinal);

    private static Resource Of(Manifests all, string name) => all.All.Single(c => c.Name == name);

    private static Rule Every(string name, Func<Resource, bool> holds, string from, string to) =>
        new(name, Each(all => all.All, holds), from, to);
}
