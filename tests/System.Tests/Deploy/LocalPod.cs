using System.Diagnostics;
using System.Text.RegularExpressions;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.Deploy;

/// <summary>
/// A pod of the manifests as a process on this machine: the command of its image, the variables of its container and no other, its mounts
/// with their rights, a content folder that it cannot write in, and the user of its security context without any capability.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed partial class LocalPod : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly LocalCluster cluster;
    private readonly Resource workload;
    private readonly string name;
    private readonly string root;
    private Process? process;

    public LocalPod(LocalCluster cluster, Resource workload)
    {
        (this.cluster, this.workload, name) = (cluster, workload, workload.PodLabels["app.kubernetes.io/name"]);
        root = Path.Combine(cluster.Folder, "pods", workload.Name);
        Log = Path.Combine(cluster.Folder, $"{workload.Name}.out");
    }

    /// <summary>What it wrote on its outputs.</summary>
    public string Log { get; }

    /// <summary>Its number; the same from the shell that starts it to the program.</summary>
    public int Pid => process!.Id;

    private string User => workload.Pod.Text("securityContext.runAsUser")!;

    /// <summary>Makes its mounts.</summary>
    public async Task<LocalPod> Mount()
    {
        foreach (var mount in workload.Container.Each("volumeMounts"))
        {
            var volume = workload.Pod.Each("volumes").Single(v => v.Text("name") == mount.Text("name"));
            var place = root + mount.Text("mountPath")!;
            Directory.CreateDirectory(place);
            foreach (var (file, text) in Files(volume))
                await File.WriteAllTextAsync(Path.Combine(place, file), text);
            if (!Tool.IsRoot)
                continue;

            var writes = volume.Has("emptyDir") || volume.Has("persistentVolumeClaim");
            await Tool.Run("chown", "-R", writes ? $"{User}:{User}" : $"0:{User}", place);
            await Tool.Run("chmod", "-R", writes ? "u=rwX,go=" : "u=rX,g=rX,o=", place);
        }

        return this;
    }

    /// <summary>Starts it as a node would, or with one more word behind its program.</summary>
    public LocalPod Start(params string[] words)
    {
        var dll = Command(workload.Container.Text("image")!);
        string[] program = ["dotnet", Path.Combine(Content(dll), $"{dll}.dll"), .. workload.Container.Texts("args"), .. words];
        string[] asUser =
        [
            "setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all",
        ];
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", $"exec \"$@\" >>\"{Log}\" 2>&1 </dev/null", "sh", .. Tool.IsRoot ? asUser : [], .. program])
        {
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        foreach (var (key, value) in Variables())
            start.Environment[key] = value;
        process = Process.Start(start)!;
        return this;
    }

    /// <summary>Waits until its readiness probe is answered.</summary>
    public async Task<LocalPod> Ready()
    {
        using var http = new HttpClient { BaseAddress = cluster.Address(name) };
        using var limit = new CancellationTokenSource(StartLimit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await Loopback.Answers(http, workload.Container.Text("readinessProbe.httpGet.path")!, limit.Token))
        {
            Assert.False(process!.HasExited, $"{workload.Name} did not start: {Said()}");
            await beat.WaitForNextTickAsync(limit.Token);
        }

        return this;
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> Ended()
    {
        try
        {
            await process!.WaitForExitAsync().WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{workload.Name} did not end: {Said()}");
        }

        return process!.ExitCode;
    }

    /// <summary>What it said so far.</summary>
    public string Said() => File.Exists(Log) ? File.ReadAllText(Log) : "";

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        process = null;
    }

    private Dictionary<string, string> Variables()
    {
        var settings = workload.Container.Each("envFrom").SelectMany(from => cluster.Manifests.Of("ConfigMap")
            .Single(map => map.Name == from.Text("configMapRef.name")).Map("data"));
        var own = workload.Container.Each("env").Select(e => KeyValuePair.Create(e.Text("name")!, e.Text("value")!));
        return settings.Concat(own).ToDictionary(set => set.Key, set => cluster.Here(
            set.Value.Replace("http://0.0.0.0:8080", $"http://{name}:8080", StringComparison.Ordinal)
                .Replace("0.0.0.0:9464", name == "portal" ? "127.0.0.1:9464" : cluster.Page(name), StringComparison.Ordinal), root));
    }

    private IEnumerable<(string File, string Text)> Files(Resource volume)
    {
        if (volume.Text("configMap.name") is { } map)
        {
            foreach (var (file, text) in cluster.Manifests.Of("ConfigMap").Single(c => c.Name == map).Map("data"))
                yield return (file, file == "trusted-keys.json" ? File.ReadAllText(Path.Combine(cluster.Folder, file)) : text);
        }

        if (volume.Text("secret.secretName") is { } secret)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(cluster.Secrets, secret)))
                yield return (Path.GetFileName(file), cluster.Here(File.ReadAllText(file), root));
        }

        // The authorities: in a cluster one comes from each operator, here the script made them all.
        foreach (var item in volume.Each("projected.sources").SelectMany(source => source.Each("secret.items")))
            yield return (item.Text("path")!, File.ReadAllText(Path.Combine(cluster.Secrets, "ca", item.Text("path")!)));
    }

    // A copy that belongs to root, or else is closed for writing.
    private string Content(string dll)
    {
        var content = Path.Combine(cluster.Folder, "content", dll);
        if (Directory.Exists(content))
            return content;

        var built = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var from = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", dll, built));
        Directory.CreateDirectory(Path.Combine(cluster.Folder, "content"));
        Tool.Run("cp", "-r", from, content).GetAwaiter().GetResult();
        Tool.Run("chmod", "-R", "a=rX", content).GetAwaiter().GetResult();
        return content;
    }

    private static string Command(string image)
    {
        var target = image.Split('/')[^1].Split(':')[0];
        var stage = File.ReadAllText(Path.Combine(Manifests.Root(), "deploy", "Dockerfile"))
            .Split("\nFROM ").Single(part => part.StartsWith($"runtime AS {target}\n", StringComparison.Ordinal));
        return Entrypoint().Match(stage).Groups[1].Value;
    }

    [GeneratedRegex("""ENTRYPOINT \["dotnet", "(\w+)\.dll"\]""")]
    private static partial Regex Entrypoint();
}
