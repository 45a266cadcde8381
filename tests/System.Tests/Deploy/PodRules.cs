using static WarmHandover.Tests.Deploy.Rule;

namespace WarmHandover.Tests.Deploy;

/// <summary>What every pod keeps to: the profile 'restricted' of Kubernetes, and what kube-linter, polaris and kubesec ask.</summary>
internal static class PodRules
{
    private const string Ledger = "/var/lib/house/ledger";
    private static readonly string[] Volumes = ["configMap", "secret", "emptyDir", "projected", "persistentVolumeClaim"];

    public static readonly Rule[] All =
    [
        Pods("runs-as-nobody", pod => pod.Text("securityContext.runAsNonRoot") == "true", "runAsNonRoot: true", "runAsNonRoot: false"),
        Pods("not-user-0", pod => pod.Text("securityContext.runAsUser") is { } user && user != "0", "runAsUser: 1654", "runAsUser: 0"),
        Pods("not-group-0", pod => pod.Text("securityContext.runAsGroup") is { } group && group != "0",
            "runAsGroup: 1654", "runAsGroup: 0"),
        Pods("seccomp-is-the-runtimes", pod => pod.Text("securityContext.seccompProfile.type") == "RuntimeDefault",
            "type: RuntimeDefault", "type: Unconfined"),
        Pods("no-network-of-the-host", pod => pod.Text("hostNetwork") is null or "false",
            "enableServiceLinks: false", "enableServiceLinks: false\n      hostNetwork: true"),
        Pods("no-processes-of-the-host", pod => pod.Text("hostPID") is null or "false" && pod.Text("hostIPC") is null or "false",
            "enableServiceLinks: false", "enableServiceLinks: false\n      hostPID: true"),
        Pods("no-service-links", pod => pod.Text("enableServiceLinks") == "false", "enableServiceLinks: false", "enableServiceLinks: true"),
        Pods("no-token-of-the-cluster", pod => pod.Text("automountServiceAccountToken") == "false",
            "automountServiceAccountToken: false\n      containers", "automountServiceAccountToken: true\n      containers"),
        Pods("an-account-of-its-own", pod => pod.Text("serviceAccountName") is { } name && name != "default",
            "serviceAccountName: consent", "serviceAccountName: default"),
        Pods("a-priority", pod => pod.Has("priorityClassName"), "priorityClassName: warme-overdracht", "schedulerName: default-scheduler"),
        Pods("volumes-are-harmless", pod => pod.Each("volumes").All(v => Volumes.Any(v.Has)), "emptyDir:", "hostPath:"),
        Pods("scratch-space-is-bounded", pod => pod.Each("volumes").Where(v => v.Has("emptyDir")).All(v => v.Has("emptyDir.sizeLimit")),
            "sizeLimit: 64Mi", "medium: Memory"),
        Pods("secret-files-are-for-the-group-only", pod => pod.Each("volumes").Where(v => v.Has("secret"))
            .All(v => v.Text("secret.defaultMode") is "288"),
            "defaultMode: 288\n          secretName", "defaultMode: 420\n          secretName"),
        Containers("no-privilege-to-gain", c => c.Text("securityContext.allowPrivilegeEscalation") == "false",
            "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"),
        Containers("not-privileged", c => c.Text("securityContext.privileged") is null or "false",
            "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: true\n          privileged: true"),
        Containers("no-capabilities", c => c.Texts("securityContext.capabilities.drop").Contains("ALL")
            && !c.Has("securityContext.capabilities.add"), "- ALL", "- NET_RAW"),
        Containers("read-only-root", c => c.Text("securityContext.readOnlyRootFilesystem") == "true",
            "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"),
        Containers("a-place-to-write", c => c.Each("volumeMounts").Any(m => m.Text("mountPath") == "/tmp"),
            "- mountPath: /tmp\n", "- mountPath: /var/tmp\n"),
        Containers("the-rest-is-read-only", c => c.Each("volumeMounts")
            .All(m => m.Text("mountPath") is "/tmp" or Ledger || m.Text("readOnly") == "true"),
            "readOnly: true", "readOnly: false"),
        Containers("an-exact-version", c => c.Text("image") is { } image && image.Contains(':')
            && !image.EndsWith(":latest", StringComparison.Ordinal),
            "/consent:0.1.0", "/consent:latest"),
        Containers("pulls-what-it-named", c => c.Text("imagePullPolicy") is "IfNotPresent" or "Always",
            "imagePullPolicy: IfNotPresent", "imagePullPolicy: Never"),
        Containers("asks-for-memory-and-cpu", c => c.Has("resources.requests.cpu") && c.Has("resources.requests.memory"),
            "requests:\n            cpu", "requests:\n            gpu"),
        Containers("is-bounded-in-memory-and-cpu", c => c.Has("resources.limits.cpu") && c.Has("resources.limits.memory"),
            "limits:\n            cpu", "limits:\n            gpu"),
        Containers("no-ports-of-the-host", c => c.Each("ports").All(p => !p.Has("hostPort")),
            "- containerPort: 8080", "- hostPort: 80\n          containerPort: 8080"),
        Containers("no-privileged-ports", c => c.Each("ports").All(p => int.Parse(p.Text("containerPort")!, provider: null) >= 1024),
            "containerPort: 8080", "containerPort: 80"),
        Containers("no-secret-in-the-environment", c => c.Each("env").All(e => !e.Has("valueFrom.secretKeyRef"))
            && c.Each("envFrom").All(e => !e.Has("secretRef")), "- configMapRef:", "- secretRef:"),
        Containers("no-password-in-the-environment", c => c.Each("env").All(e => e.Text("value") is not { } value
            || !value.Contains("assword", StringComparison.Ordinal) && !value.Contains("amqp", StringComparison.Ordinal)),
            "value: /run/secrets/house", "value: Password=geheim"),
        Servers("a-start-probe", c => c.Text("startupProbe.httpGet.path") == "/health/live", "startupProbe:", "oldProbe:"),
        Servers("alive-depends-on-nothing", c => c.Text("livenessProbe.httpGet.path") == "/health/live",
            "livenessProbe:\n          failureThreshold: 3\n          httpGet:\n            path: /health/live",
            "livenessProbe:\n          failureThreshold: 3\n          httpGet:\n            path: /health/ready"),
        Servers("ready-looks-at-the-own-store", c => c.Text("readinessProbe.httpGet.path") == "/health/ready",
            "path: /health/ready", "path: /health/live"),
        new("a-page-for-prometheus-on-a-port-of-its-own", Each(all => all.Deployments, one =>
            one.Container.Each("ports").Single(p => p.Text("name") == "metrics").Text("containerPort") == "9464"
            && one.Map("spec.template.metadata.annotations").GetValueOrDefault("prometheus.io/port") == "9464"
            && one.Map("spec.template.metadata.annotations").GetValueOrDefault("prometheus.io/scrape") == "true"),
            "prometheus.io/port: \"9464\"", "prometheus.io/port: \"8080\""),
        Servers("probes-knock-on-a-port-that-is-there", c => new[] { "startupProbe", "livenessProbe", "readinessProbe" }
            .All(probe => c.Each("ports").Any(p => p.Text("name") == c.Text($"{probe}.httpGet.port"))),
            "port: http\n          periodSeconds: 10", "port: https\n          periodSeconds: 10"),
    ];

    private static Rule Pods(string name, Func<Resource, bool> holds, string from, string to) =>
        new(name, Each(all => all.Workloads, one => holds(one.Pod)), from, to);

    private static Rule Containers(string name, Func<Resource, bool> holds, string from, string to) =>
        new(name, Each(all => all.Workloads, one => holds(one.Container)), from, to);

    private static Rule Servers(string name, Func<Resource, bool> holds, string from, string to) =>
        new(name, Each(all => all.Deployments, one => holds(one.Container)), from, to);
}
