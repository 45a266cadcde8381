using System.Collections.Concurrent;
using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace WarmHandover.Tests.Deploy;

/// <summary>An overlay as kubectl renders it, to ask questions of.</summary>
internal sealed class Manifests
{
    private static readonly ConcurrentDictionary<string, string> Rendered = [];

    private Manifests(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        All = [.. stream.Documents.Select(document => new Resource((YamlMappingNode)document.RootNode))];
    }

    /// <summary>Everything that would be applied.</summary>
    public IReadOnlyList<Resource> All { get; private init; }

    /// <summary>The same without the resources of one name, which other rules look at.</summary>
    public Manifests Without(string name) => new("") { All = [.. All.Where(r => r.Name != name)] };

    /// <summary>What starts pods of ours: deployments and jobs.</summary>
    public IEnumerable<Resource> Workloads => All.Where(r => r.Kind is "Deployment" or "Job");

    /// <summary>The deployments.</summary>
    public IEnumerable<Resource> Deployments => Of("Deployment");

    /// <summary>Those of one kind.</summary>
    public IEnumerable<Resource> Of(string kind) => All.Where(r => r.Kind == kind);

    /// <summary>The text of an overlay, rendered once.</summary>
    public static string Text(string overlay) => Rendered.GetOrAdd(overlay, static name =>
    {
        string[] asked = ["kustomize", Path.Combine(Root(), "deploy", "k8s", "overlays", name)];
        var start = new ProcessStartInfo("kubectl", asked) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var kubectl = Process.Start(start)!;
        var errors = kubectl.StandardError.ReadToEndAsync();
        var text = kubectl.StandardOutput.ReadToEnd();
        kubectl.WaitForExit();
        return kubectl.ExitCode == 0 ? text : throw new InvalidOperationException(errors.Result);
    });

    /// <summary>Reads a rendered text.</summary>
    public static Manifests Read(string text) => new(text);

    /// <summary>Reads a compose file: each service is a resource with its name, and what was merged into it stands in it.</summary>
    public static Manifests ReadCompose(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var services = (YamlMappingNode)Merged(stream.Documents[0].RootNode["services"]);
        foreach (var (name, service) in services)
            ((YamlMappingNode)service).Add("metadata", new YamlMappingNode("name", name.ToString()));
        return new("") { All = [.. services.Select(pair => new Resource(pair.Value))] };
    }

    // What '<<' brings in stands under what the map says itself.
    private static YamlNode Merged(YamlNode node)
    {
        if (node is YamlSequenceNode list)
            return new YamlSequenceNode(list.Select(Merged));
        if (node is not YamlMappingNode map)
            return node;

        var brought = map.Children.TryGetValue(new YamlScalarNode("<<"), out var under) ? (YamlMappingNode)Merged(under) : [];
        foreach (var (key, value) in map.Where(pair => pair.Key.ToString() != "<<"))
            brought.Children[key] = Merged(value);
        return brought;
    }

    /// <summary>The folder of the repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WarmHandover.slnx")))
            folder = folder.Parent!;

        return folder.FullName;
    }
}

/// <summary>One document, with its parts by dotted path.</summary>
internal sealed class Resource(YamlNode root)
{
    /// <summary>Deployment, Service and so on.</summary>
    public string Kind => Text("kind") ?? "";

    /// <summary>Its name.</summary>
    public string Name => Text("metadata.name") ?? "";

    /// <summary>The pods that it starts.</summary>
    public Resource Pod => Part("spec.template.spec");

    /// <summary>The labels of the pods that it starts.</summary>
    public IReadOnlyDictionary<string, string> PodLabels => Map("spec.template.metadata.labels");

    /// <summary>The one container of its pods.</summary>
    public Resource Container => Pod.Each("containers").Single();

    /// <summary>Everything in it, as text.</summary>
    public string Whole => root.ToString();

    /// <summary>A part; empty when it is not there.</summary>
    public Resource Part(string path) => new(Find(path) ?? new YamlMappingNode());

    /// <summary>A plain value; null when it is not there.</summary>
    public string? Text(string path) => (Find(path) as YamlScalarNode)?.Value;

    /// <summary>The items of a list; none when it is not there.</summary>
    public IReadOnlyList<Resource> Each(string path) =>
        Find(path) is YamlSequenceNode list ? [.. list.Select(item => new Resource(item))] : [];

    /// <summary>The plain values of a list.</summary>
    public IReadOnlyList<string> Texts(string path) =>
        Find(path) is YamlSequenceNode list ? [.. list.OfType<YamlScalarNode>().Select(item => item.Value ?? "")] : [];

    /// <summary>The plain values of a map.</summary>
    public IReadOnlyDictionary<string, string> Map(string path) => Find(path) is YamlMappingNode map
        ? map.Where(pair => pair.Value is YamlScalarNode).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString())
        : [];

    /// <summary>Whether a part is there, also when it is empty.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>Whether a selector takes these labels.</summary>
    public bool Selects(string path, IReadOnlyDictionary<string, string> labels)
    {
        var selector = Part(path);
        return selector.Map("matchLabels").All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value)
            && selector.Each("matchExpressions").All(e => e.Texts("values").Contains(labels.GetValueOrDefault(e.Text("key") ?? "") ?? ""));
    }

    // A dot inside a key is written as a slash-less key of its own, so labels are asked through Map.
    private YamlNode? Find(string path)
    {
        var node = root;
        foreach (var step in path.Split('.'))
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(step), out var next))
                return null;

            node = next;
        }

        return node;
    }
}
