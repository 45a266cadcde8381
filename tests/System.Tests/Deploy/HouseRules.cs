using WarmHandover.Platform.EventLog.Postgres;
using static WarmHandover.Tests.Deploy.Rule;

namespace WarmHandover.Tests.Deploy;

/// <summary>What holds between the resources: two of each, spread, each with its own secrets, and nothing that dangles.</summary>
internal static class HouseRules
{
    private const string Gateway = "metadata:\n  labels:\n    app.kubernetes.io/name: gateway\n"
        + "    app.kubernetes.io/part-of: warme-overdracht\n  name: ";

    private static readonly string[] Services = ["signal", "consent", "referral", "notification"];
    private static readonly string[] Stored = [.. Services, "portal"];
    private static readonly string[] Processes = [.. Stored, "gateway"];

    public static readonly Rule[] All =
    [
        new("all-six-are-there", all => Processes.Except(all.Deployments.Select(d => d.Name)),
            $"kind: Deployment\n{Gateway}gateway", $"kind: Deployment\n{Gateway}poort"),
        new("the-namespace-is-restricted", Each(all => all.Of("Namespace"),
            n => n.Map("metadata.labels").GetValueOrDefault("pod-security.kubernetes.io/enforce") == "restricted"),
            "enforce: restricted", "enforce: baseline"),
        new("everything-stands-in-one-namespace", Each(
            all => all.All.Where(r => r.Kind is not "Namespace" and not "PriorityClass"),
            r => r.Text("metadata.namespace") == "warme-overdracht"), "namespace: warme-overdracht", "namespace: default"),
        new("at-least-two-of-each", Each(all => all.Deployments, d => int.Parse(d.Text("spec.replicas")!, provider: null) >= 2),
            "replicas: 2", "replicas: 1"),
        new("never-fewer-while-it-rolls", Each(all => all.Deployments, d => d.Text("spec.strategy.rollingUpdate.maxUnavailable") == "0"),
            "maxSurge: 1\n      maxUnavailable: 0", "maxSurge: 1\n      maxUnavailable: 1"),
        new("spread-over-machines-and-zones", Each(all => all.Deployments, d => d.Pod.Each("topologySpreadConstraints")
            .Select(c => c.Text("topologyKey")).Intersect(["kubernetes.io/hostname", "topology.kubernetes.io/zone"]).Count() == 2),
            "topologyKey: kubernetes.io/hostname", "topologyKey: example/rack"),
        new("spread-counts-its-own-pods", Each(all => all.Deployments, d => d.Pod.Each("topologySpreadConstraints")
            .All(c => c.Selects("labelSelector", d.PodLabels))),
            "- labelSelector:\n          matchLabels:\n            app.kubernetes.io/component: server",
            "- labelSelector:\n          matchLabels:\n            app.kubernetes.io/component: worker"),
        new("time-to-end-what-it-does", Each(all => all.Deployments,
            d => int.Parse(d.Pod.Text("terminationGracePeriodSeconds") ?? "30", provider: null) > 30),
            "terminationGracePeriodSeconds: 45", "terminationGracePeriodSeconds: 10"),
        new("a-disruption-budget-that-can-be-met", all => Processes.Where(name => !all.Of("PodDisruptionBudget").Any(budget =>
            budget.Name == name && budget.Text("spec.maxUnavailable") == "1"
            && all.Deployments.Any(d => d.Name == name && budget.Selects("spec.selector", d.PodLabels)))),
            "spec:\n  maxUnavailable: 1", "spec:\n  maxUnavailable: 0"),
        new("sick-pods-do-not-hold-up-a-drain", Each(all => all.Of("PodDisruptionBudget"),
            b => b.Text("spec.unhealthyPodEvictionPolicy") == "AlwaysAllow"),
            "unhealthyPodEvictionPolicy: AlwaysAllow", "unhealthyPodEvictionPolicy: IfHealthyBudget"),
        new("scales-and-never-below-two", all => Processes.Where(name => !all.Of("HorizontalPodAutoscaler").Any(scaler =>
            scaler.Text("spec.scaleTargetRef.name") == name && int.Parse(scaler.Text("spec.minReplicas")!, provider: null) >= 2
            && int.Parse(scaler.Text("spec.maxReplicas")!, provider: null) > 2)), "minReplicas: 2", "minReplicas: 1"),
        new("every-replica-finds-its-connections", all => from store in all.Of("Cluster")
            let roles = store.Each("spec.managed.roles").ToArray()
            let places = int.Parse(store.Text("spec.postgresql.parameters.max_connections")!, provider: null) - KeptForOthers
            where roles.Sum(Limit) > places || roles.Any(role => Limit(role) < Wanted(all, store.Name, role.Text("name")![3..]))
            select store.Name,
            "maxReplicas: 4\n  metrics:", "maxReplicas: 8\n  metrics:"),
        new("no-service-dangles", Each(all => all.Of("Service"), s => s.Map("spec.selector") is { Count: > 0 } && s.Each("spec.ports").All(
            p => p.Text("targetPort") == "http")), "targetPort: http", "targetPort: web"),
        new("a-service-finds-its-pods", all => all.Of("Service").Where(s => !all.Deployments.Any(d => s.Map("spec.selector")
            .All(pair => d.PodLabels.GetValueOrDefault(pair.Key) == pair.Value))).Select(s => s.Name),
            "spec:\n  ports:\n  - name: http\n    port: 8080\n    targetPort: http\n  selector:\n    app.kubernetes.io/component: server",
            "spec:\n  ports:\n  - name: http\n    port: 8080\n    targetPort: http\n  selector:\n    app.kubernetes.io/component: web"),
        new("no-door-but-the-gateways", all => all.Of("Service").Where(s => s.Text("spec.type") is not null and not "ClusterIP")
            .Concat(all.Of("Ingress").Where(i => !i.Whole.Contains("gateway", StringComparison.Ordinal))).Select(s => s.Name),
            "targetPort: http\n  selector:", "targetPort: http\n  type: NodePort\n  selector:"),
        new("the-gateway-knows-where-they-are", all => Stored.Where(name => all.Deployments.Single(d => d.Name == "gateway").Container
            .Each("env").SingleOrDefault(e => e.Text("name") == $"WO_{name.ToUpperInvariant()}")?.Text("value") != $"http://{name}:8080"),
            "value: http://consent:8080", "value: http://consent:80"),
        new("accounts-mount-no-token", Each(all => all.Of("ServiceAccount"), a => a.Text("automountServiceAccountToken") == "false"),
            "apiVersion: v1\nautomountServiceAccountToken: false", "apiVersion: v1\nautomountServiceAccountToken: true"),
        new("accounts-exist", all => all.Workloads.Select(w => w.Pod.Text("serviceAccountName")!)
            .Except(all.Of("ServiceAccount").Select(a => a.Name)),
            "serviceAccountName: signal", "serviceAccountName: niemand"),
        new("no-rights-on-the-cluster", all => all.All.Where(r => r.Kind.Contains("Role", StringComparison.Ordinal)).Select(r => r.Name),
            "kind: PriorityClass\nmetadata:\n  name: warme-overdracht", "kind: ClusterRole\nmetadata:\n  name: alles"),
        new("no-secret-in-the-repository", all => all.Of("Secret").Select(s => s.Name)
            .Concat(all.Of("ConfigMap").Where(c => c.Map("data").Any(pair => pair.Value.Contains("assword", StringComparison.Ordinal)
                || pair.Value.Contains("PRIVATE KEY", StringComparison.Ordinal))).Select(c => c.Name)),
            "WO_BUS: rabbitmq", "WO_BUS: amqp://x:Password@y"),
        new("production-and-nothing-else", Each(all => all.Of("ConfigMap").Where(c => c.Name == "house"), c => c.Map("data") is var set
            && set["ASPNETCORE_ENVIRONMENT"] == "Production" && set["WO_STORE"] == "postgres" && set["WO_BUS"] == "rabbitmq"
            && !set.ContainsKey("WO_CLOCK_OFFSET")), "ASPNETCORE_ENVIRONMENT: Production", "ASPNETCORE_ENVIRONMENT: Development"),
        new("settings-are-there", all => all.Workloads.SelectMany(w => w.Container.Each("envFrom").Select(e => e.Text("configMapRef.name")!)
            .Concat(w.Pod.Each("volumes").Where(v => v.Has("configMap")).Select(v => v.Text("configMap.name")!)))
            .Except(all.Of("ConfigMap").Select(c => c.Name)),
            "- configMapRef:\n            name: house", "- configMapRef:\n            name: huis"),
        new("mounts-have-a-volume", all => all.Workloads.SelectMany(w => w.Container.Each("volumeMounts").Select(m => m.Text("name"))
            .Except(w.Pod.Each("volumes").Select(v => v.Text("name"))).Select(name => $"{w.Name}: {name}")),
            "- mountPath: /tmp\n          name: work", "- mountPath: /tmp\n          name: werk"),
        new("each-store-is-migrated-first", all => Stored.Where(name => !all.Of("Job").Any(j => j.Name == $"{name}-migrate"
            && j.Container.Texts("args").SequenceEqual(["migrate"]) && j.Container.Text("image")
                == all.Deployments.Single(d => d.Name == name).Container.Text("image"))), "- migrate\n", "- verhuis\n"),
        new("each-queue-is-made-first", all => Services.Where(name => !all.Of("Job").Any(j => j.Name == $"{name}-topology"
            && j.Container.Texts("args").SequenceEqual(["topology"]) && j.Container.Text("image")
                == all.Deployments.Single(d => d.Name == name).Container.Text("image"))), "- topology\n", "- verhuis\n"),
        new("a-migration-ends", Each(all => all.Of("Job"), j => j.Has("spec.activeDeadlineSeconds") && j.Has("spec.backoffLimit")),
            "activeDeadlineSeconds: 900", "suspend: false"),
        new("only-the-migration-holds-the-migrators-secret", all => all.Workloads.Where(w => w.Pod.Each("volumes")
            .Any(v => v.Text("secret.secretName")?.EndsWith("-migrator", StringComparison.Ordinal) == true)
            && !w.Name.EndsWith("-migrate", StringComparison.Ordinal)).Select(w => w.Name),
            "secretName: referral-runtime", "secretName: referral-migrator"),
        new("nobody-holds-anothers-secret", all => all.Workloads.SelectMany(w => w.Pod.Each("volumes")
            .Select(v => v.Text("secret.secretName")).OfType<string>()
            .Where(secret => !secret.StartsWith($"{w.PodLabels["app.kubernetes.io/name"]}-", StringComparison.Ordinal))),
            "secretName: signal-master-key", "secretName: consent-master-key"),
        new("what-was-erased-outlives-a-backup", all => Services.Where(name => all.Deployments.Single(d => d.Name == name) is var service
            && !service.Pod.Each("volumes").Where(v => v.Text("persistentVolumeClaim.claimName") == $"{name}-ledger").Any(volume =>
                service.Container.Each("volumeMounts").Any(m => m.Text("name") == volume.Text("name") && !m.Has("readOnly")
                    && service.Container.Each("env").Any(e =>
                        e.Text("name") == "WO_ERASURE_LEDGER" && e.Text("value") == m.Text("mountPath"))))),
            "- name: WO_ERASURE_LEDGER\n          value: /var/lib/house/ledger", "- name: WO_ERASURE_LEDGER\n          value: /tmp/ledger"),
        new("a-ledger-is-one-for-all-replicas", all => Services.Where(name => !all.Of("PersistentVolumeClaim").Any(c =>
            c.Name == $"{name}-ledger" && (c.Texts("spec.accessModes").Contains("ReadWriteMany") || OneMachine(all)))),
            "accessModes:\n  - ReadWriteMany", "accessModes:\n  - ReadWriteOnce"),
        new("nobody-holds-anothers-ledger", all => all.Workloads.SelectMany(w => w.Pod.Each("volumes")
            .Select(v => v.Text("persistentVolumeClaim.claimName")).OfType<string>()
            .Where(claim => claim != $"{w.PodLabels["app.kubernetes.io/name"]}-ledger")),
            "claimName: signal-ledger", "claimName: consent-ledger"),
    ];

    // What the server keeps for its operators, and a migrating job each.
    private const int KeptForOthers = 16;

    private static int Limit(Resource role) => int.Parse(role.Text("connectionLimit")!, provider: null);

    // All replicas that there may be, and one more while they are replaced, each with its pools full.
    private static int Wanted(Manifests all, string store, string name) => PostgresPools.Most(store == "keys", name == "portal")
        * (1 + int.Parse(all.Of("HorizontalPodAutoscaler").Single(h => h.Name == name).Text("spec.maxReplicas")!, provider: null));

    private static bool OneMachine(Manifests all) => all.Of("RabbitmqCluster").All(b => b.Text("spec.replicas") == "1");
}
