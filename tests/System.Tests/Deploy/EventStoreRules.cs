using static WarmHandover.Tests.Deploy.Rule;

namespace WarmHandover.Tests.Deploy;

/// <summary>What holds for the cluster in which the logs stand, in the overlay that has one.</summary>
internal static class EventStoreRules
{
    // Where the wall around the cluster stands in the rendered text.
    private const string Wall = "name: eventstore\n  namespace: warme-overdracht\nspec:\n  egress:\n  - ports:\n    - port: 2113\n"
        + "      protocol: TCP\n    - port: 1112\n      protocol: TCP\n    to:\n    - podSelector:\n        matchLabels:\n"
        + "          app.kubernetes.io/name: eventstore\n  ingress:\n  - from:\n    - podSelector:\n        matchExpressions:\n"
        + "        - key: app.kubernetes.io/name\n          operator: In\n          values:\n";

    private static readonly Dictionary<string, string> Gateway = new() { ["app.kubernetes.io/name"] = "gateway" };

    public static readonly Rule[] All =
    [
        new("three-nodes", Each(Nodes, n => n.Text("spec.replicas") == "3" && Setting(n, "EVENTSTORE_CLUSTER_SIZE") == "3"),
            "name: EVENTSTORE_CLUSTER_SIZE\n          value: \"3\"", "name: EVENTSTORE_CLUSTER_SIZE\n          value: \"1\""),
        new("never-two-on-one-machine", Each(Nodes, n => n.Pod
            .Each("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution")
            .Any(a => a.Text("topologyKey") == "kubernetes.io/hostname")),
            "requiredDuringSchedulingIgnoredDuringExecution:", "preferredDuringSchedulingIgnoredDuringExecution:"),
        new("an-append-is-on-disk", Each(Nodes, n => Setting(n, "EVENTSTORE_UNSAFE_DISABLE_FLUSH_TO_DISK") == "false"),
            "EVENTSTORE_UNSAFE_DISABLE_FLUSH_TO_DISK\n          value: \"false\"",
            "EVENTSTORE_UNSAFE_DISABLE_FLUSH_TO_DISK\n          value: \"true\""),
        new("only-with-certificates", Each(Nodes, n => Setting(n, "EVENTSTORE_CERTIFICATE_FILE") is not null
            && Setting(n, "EVENTSTORE_TRUSTED_ROOT_CERTIFICATES_PATH") is not null && Setting(n, "EVENTSTORE_INSECURE") is null),
            "- name: EVENTSTORE_RUN_PROJECTIONS", "- name: EVENTSTORE_INSECURE"),
        new("nobody-keeps-the-first-password", Each(Nodes, n => new[] { "ADMIN", "OPS" }.All(who => n.Container.Each("env").Any(e =>
            e.Text("name") == $"EVENTSTORE_DEFAULT_{who}_PASSWORD" && e.Has("valueFrom.secretKeyRef")))),
            "EVENTSTORE_DEFAULT_OPS_PASSWORD", "EVENTSTORE_OPS"),
        new("not-root-and-nothing-written", Each(Nodes, n => n.Pod.Text("securityContext.runAsNonRoot") == "true"
            && n.Container.Text("securityContext.readOnlyRootFilesystem") == "true"
            && n.Container.Text("securityContext.allowPrivilegeEscalation") == "false"
            && n.Container.Texts("securityContext.capabilities.drop").SequenceEqual(["ALL"])
            && n.Pod.Text("securityContext.seccompProfile.type") == "RuntimeDefault"
            && n.Pod.Text("automountServiceAccountToken") == "false"),
            "runAsGroup: 1000\n        runAsNonRoot: true", "runAsGroup: 1000\n        runAsNonRoot: false"),
        new("has-limits-and-probes", Each(Nodes, n => n.Container.Has("resources.limits.memory")
            && n.Container.Has("resources.requests.cpu") && n.Container.Has("livenessProbe")
            && n.Container.Has("readinessProbe") && n.Container.Has("startupProbe")),
            "memory: 4Gi", "storage: 4Gi"),
        new("keeps-its-disk", Each(Nodes, n => n.Each("spec.volumeClaimTemplates").Any(c => c.Text("metadata.name") == "data"
            && c.Has("spec.resources.requests.storage"))), "volumeClaimTemplates:", "volumeClaims:"),
        new("one-away-at-a-time", Each(all => all.Of("PodDisruptionBudget").Where(b => b.Name == "eventstore"),
            b => b.Text("spec.maxUnavailable") == "1" && b.Text("spec.unhealthyPodEvictionPolicy") == "AlwaysAllow"),
            "name: eventstore\n  namespace: warme-overdracht\nspec:\n  maxUnavailable: 1",
            "name: eventstore\n  namespace: warme-overdracht\nspec:\n  maxUnavailable: 2"),
        new("only-the-services-reach-it", Each(Walls, p => p.Each("spec.ingress").SelectMany(rule => rule.Each("from")).All(from =>
            from.Has("podSelector") && !from.Selects("podSelector", Gateway))),
            $"{Wall}          - signal", $"{Wall}          - gateway"),
        new("every-service-trusts-its-authority", Each(
            all => all.Workloads.Where(w => w.PodLabels["app.kubernetes.io/name"] is not ("gateway" or "portal")),
            w => w.Pod.Each("volumes").SelectMany(v => v.Each("projected.sources")).Any(s => s.Text("secret.name") == "eventstore-ca")),
            "name: eventstore-ca", "name: niemands-ca"),
    ];

    private static IEnumerable<Resource> Nodes(Manifests all) => all.Of("StatefulSet");

    private static IEnumerable<Resource> Walls(Manifests all) => all.Of("NetworkPolicy").Where(p => p.Name == "eventstore");

    private static string? Setting(Resource node, string name) =>
        node.Container.Each("env").FirstOrDefault(e => e.Text("name") == name)?.Text("value");
}
