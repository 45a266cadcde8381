using static WarmHandover.Tests.Deploy.Rule;

namespace WarmHandover.Tests.Deploy;

/// <summary>Who may talk to whom, and what the stores promise.</summary>
internal static class WallRules
{
    private static readonly Dictionary<string, string> Broker = new() { ["app.kubernetes.io/name"] = "broker" };
    private const string OfServices = "\n    ports:\n    - port: 8080\n      protocol: TCP\n  podSelector:\n    matchExpressions";
    private const string OfPortal =
        "\n    ports:\n    - port: 8080\n      protocol: TCP\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: portal";

    private static readonly Dictionary<string, string> Portal = new() { ["app.kubernetes.io/name"] = "portal" };
    private static readonly Dictionary<string, string> Signal = new() { ["app.kubernetes.io/name"] = "signal" };
    private static readonly Dictionary<string, string> Keys = new() { ["cnpg.io/cluster"] = "keys" };
    private static readonly Dictionary<string, string> Log = new() { ["cnpg.io/cluster"] = "log" };

    public static readonly Rule[] All =
    [
        new("nothing-talks-unless-named", all => all.Of("NetworkPolicy").Any(p => p.Name == "default-deny"
            && p.Has("spec.podSelector") && p.Map("spec.podSelector.matchLabels").Count == 0
            && p.Texts("spec.policyTypes").Order().SequenceEqual(["Egress", "Ingress"]) && !p.Has("spec.ingress") && !p.Has("spec.egress"))
            ? [] : ["default-deny"], "name: default-deny", "name: default-allow"),
        new("everyone-is-under-a-named-policy", all => all.Deployments.Where(d => !Policies(all, d.PodLabels).Any()).Select(d => d.Name),
            "values:\n      - signal\n      - consent\n      - referral\n      - notification\n  policyTypes",
            "values:\n      - signal\n      - referral\n      - notification\n  policyTypes"),
        new("no-policy-dangles", all => Named(all).Where(p => !Everybody(all).Any(labels => p.Selects("spec.podSelector", labels)))
            .Select(p => p.Name), "app.kubernetes.io/name: broker\n  policyTypes", "app.kubernetes.io/name: brouker\n  policyTypes"),
        new("only-the-gateway-calls-a-service", all => Named(all).Where(p => p.Name == "services")
            .SelectMany(p => p.Each("spec.ingress").SelectMany(rule => rule.Each("from")))
            .Where(from => from.Map("podSelector.matchLabels").GetValueOrDefault("app.kubernetes.io/name") != "gateway")
            .Select(from => from.Whole),
            $"- podSelector:\n        matchLabels:\n          app.kubernetes.io/name: gateway{OfServices}",
            $"- podSelector: {{}}{OfServices}"),
        new("only-the-ingress-calls-the-gateway", all => Named(all).Where(p => p.Name == "gateway")
            .SelectMany(p => p.Each("spec.ingress").SelectMany(rule => rule.Each("from")))
            .Where(from => !from.Map("namespaceSelector.matchLabels").ContainsKey("kubernetes.io/metadata.name")
                && from.Map("podSelector.matchLabels").GetValueOrDefault("app.kubernetes.io/name") != "portal")
            .Select(from => from.Whole),
            "kubernetes.io/metadata.name: ingress", "team: ingress"),
        new("only-the-gateway-calls-the-portal", all => Named(all).Where(p => p.Name == "portal")
            .SelectMany(p => p.Each("spec.ingress").SelectMany(rule => rule.Each("from")))
            .Where(from => from.Map("podSelector.matchLabels").GetValueOrDefault("app.kubernetes.io/name") != "gateway")
            .Select(from => from.Whole).Concat(Named(all).Any(p => p.Name == "portal") ? [] : ["portal"]),
            $"name: gateway{OfPortal}", $"name: ingress{OfPortal}"),
        new("the-portal-reaches-no-service-no-broker-and-no-keys", all => Policies(all, Portal)
            .Where(p => Reaches(p, Broker) || Reaches(p, Keys) || Reaches(p, Signal)).Select(p => p.Name),
            "- podSelector:\n        matchLabels:\n          cnpg.io/cluster: log", "- podSelector:\n        matchLabels: {}"),
        new("who-goes-outside-does-not-go-inside-that-way", all => Named(all).SelectMany(p => p.Each("spec.egress")
            .SelectMany(r => r.Each("to")
                .Where(to => to.Has("ipBlock") && !(to.Texts("ipBlock.except").Contains("10.0.0.0/8")
                    && r.Each("ports").All(port => port.Text("port") == "443"))).Select(_ => p.Name))),
            "- 10.0.0.0/8\n", "- 10.1.0.0/16\n"),
        new("the-gateway-reaches-no-store", all => Policies(all, new Dictionary<string, string> { ["app.kubernetes.io/name"] = "gateway" })
            .Where(p => Reaches(p, Log) || Reaches(p, Broker)).Select(p => p.Name),
            "- portal\n  ingress:\n  - from:\n    - namespaceSelector",
            "- portal\n          - broker\n  ingress:\n  - from:\n    - namespaceSelector"),
        new("a-service-does-not-call-a-service", all => Named(all).Where(p => p.Name == "services")
            .SelectMany(p => p.Each("spec.egress").SelectMany(rule => rule.Each("ports"))).Where(p => p.Text("port") == "8080")
            .Select(p => p.Whole), "- port: 5671\n      protocol: TCP\n    to:", "- port: 8080\n      protocol: TCP\n    to:"),
        new("who-reaches-a-store-is-let-in-there", all => new[] { "signal", "consent", "referral", "notification" }.Where(name =>
            !LetIn(all, "databases", "5432", name) || !LetIn(all, "broker", "5671", name))
            .Concat(LetIn(all, "sessions", "5432", "portal") ? [] : ["portal"]),
            "- consent\n          - referral\n          - notification\n    ports:\n    - port: 5671",
            "- referral\n          - notification\n    ports:\n    - port: 5671"),
        new("only-monitoring-reads-measures", all => all.Of("NetworkPolicy").SelectMany(p => p.Each("spec.ingress"))
            .Where(rule => rule.Each("ports").Any(port => port.Text("port") == "9464") || !rule.Each("ports").Any())
            .SelectMany(rule => rule.Each("from").Select(from => from.Map("namespaceSelector.matchLabels")
                .GetValueOrDefault("kubernetes.io/metadata.name")).DefaultIfEmpty()).Select(name => name ?? "everybody")
            .Except(["monitoring"]).Concat(all.Of("NetworkPolicy").Any(p => p.Name == "metrics") ? [] : ["metrics"]),
            "name: monitoring\n    ports:\n    - port: 9464", "name: ingress\n    ports:\n    - port: 9464"),
        new("no-service-offers-the-measures", all => all.Of("Service").SelectMany(s => s.Each("spec.ports"))
            .Where(p => p.Text("port") == "9464" || p.Text("targetPort") is "9464" or "metrics").Select(p => p.Whole),
            "  - name: http\n    port: 8080\n    targetPort: http", "  - name: http\n    port: 8080\n    targetPort: metrics"),
        new("names-resolve", all => all.Of("NetworkPolicy").Any(p => p.Each("spec.egress").SelectMany(r => r.Each("ports"))
            .Any(port => port.Text("port") == "53" && port.Text("protocol") == "UDP")) ? [] : ["dns"],
            "- port: 53\n      protocol: UDP", "- port: 54\n      protocol: UDP"),
        new("two-databases-apart", all => new[] { "keys", "log" }.Except(all.Of("Cluster").Select(c => c.Name)),
            "name: keys\n  namespace: warme-overdracht\nspec:\n  affinity", "name: een\n  namespace: warme-overdracht\nspec:\n  affinity"),
        new("an-answer-is-on-disk", Each(all => all.Of("Cluster"), c => c.Map("spec.postgresql.parameters") is var set
            && set["fsync"] == "on" && set["synchronous_commit"] == "on" && set["full_page_writes"] == "on"),
            "synchronous_commit: \"on\"", "synchronous_commit: \"off\""),
        new("no-superuser-at-run-time", Each(all => all.Of("Cluster"), c => c.Text("spec.enableSuperuserAccess") == "false"
            && c.Each("spec.managed.roles").All(r => !r.Has("superuser") && !r.Has("inRoles"))),
            "enableSuperuserAccess: false", "enableSuperuserAccess: true"),
        new("a-role-a-process", Each(all => all.Of("Cluster"), c => c.Each("spec.managed.roles").Select(r => r.Text("name")!).Order()
            .SequenceEqual(c.Name == "log"
                ? ["wo_consent", "wo_notification", "wo_portal", "wo_referral", "wo_signal"]
                : ["wo_consent", "wo_notification", "wo_referral", "wo_signal"])), "name: wo_consent", "name: wo_alles"),
        new("the-database-speaks-tls-only", Each(all => all.Of("Cluster"), c =>
            c.Texts("spec.postgresql.pg_hba") is [.., "host all all all reject"]
            && c.Texts("spec.postgresql.pg_hba").SkipLast(1).All(line => line.StartsWith("hostssl", StringComparison.Ordinal))),
            "- hostssl keys", "- host keys"),
        new("the-broker-speaks-tls-only", Each(all => all.Of("RabbitmqCluster"), b => b.Text("spec.tls.disableNonTLSListeners") == "true"),
            "disableNonTLSListeners: true", "disableNonTLSListeners: false"),
        new("the-broker-starts-with-its-users", Each(all => all.Of("RabbitmqCluster"), b =>
            b.Text("spec.rabbitmq.additionalConfig")?.Contains("load_definitions", StringComparison.Ordinal) == true),
            "load_definitions", "loaded_definitions"),
        new("the-broker-waits-rather-than-splits", Each(all => all.Of("RabbitmqCluster"), b =>
            b.Text("spec.rabbitmq.additionalConfig")?.Contains("pause_minority", StringComparison.Ordinal) == true),
            "pause_minority", "ignore"),
    ];

    private static bool LetIn(Manifests all, string policy, string port, string name) => Named(all).Single(p => p.Name == policy)
        .Each("spec.ingress").Any(rule => rule.Each("ports").Any(p => p.Text("port") == port) && rule.Each("from").Any(from =>
            from.Has("podSelector")
            && from.Selects("podSelector", new Dictionary<string, string> { ["app.kubernetes.io/name"] = name })));

    private static IEnumerable<Resource> Named(Manifests all) =>
        all.Of("NetworkPolicy").Where(p => p.Has("spec.podSelector.matchLabels") || p.Has("spec.podSelector.matchExpressions"));

    private static IEnumerable<Resource> Policies(Manifests all, IReadOnlyDictionary<string, string> labels) => Named(all)
        .Where(p => p.Name is not ("telemetry" or "metrics") && p.Selects("spec.podSelector", labels));

    private static IEnumerable<IReadOnlyDictionary<string, string>> Everybody(Manifests all) =>
        [.. all.Workloads.Select(w => w.PodLabels), Broker, Log];

    private static bool Reaches(Resource policy, IReadOnlyDictionary<string, string> labels) => policy.Each("spec.egress")
        .Any(rule => rule.Each("to").Any(to => to.Has("podSelector") && !to.Has("namespaceSelector") && to.Selects("podSelector", labels)));
}
