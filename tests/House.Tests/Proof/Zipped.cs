using System.IO.Compression;
using System.Text;

namespace WarmHandover.Tests.Proof;

/// <summary>A bundle taken apart and put together again, as whoever wants to change it would.</summary>
public sealed record Zipped(IReadOnlyDictionary<string, byte[]> Files)
{
    public static Zipped Open(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        return new(archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var from = e.Open();
            using var to = new MemoryStream();
            from.CopyTo(to);
            return to.ToArray();
        }));
    }

    public string Text(string name) => Encoding.UTF8.GetString(Files[name]);

    public string[] Lines => Text("entries.jsonl").TrimEnd('\n').Split('\n');

    public Zipped With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    public Zipped With(string name, byte[] bytes) => new(new Dictionary<string, byte[]>(Files) { [name] = bytes });

    public Zipped Without(string name) => new(Files.Where(f => f.Key != name).ToDictionary());

    /// <summary>Other lines, and a manifest that says as many.</summary>
    public Zipped WithLines(params IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        var was = $"\"entries\":{Lines.Length},";
        var manifest = Text("manifest.json");
        Assert.Contains(was, manifest, StringComparison.Ordinal);
        return With("entries.jsonl", string.Concat(all.Select(l => l + "\n")))
            .With("manifest.json", manifest.Replace(was, $"\"entries\":{all.Length},", StringComparison.Ordinal));
    }

    public byte[] Bytes()
    {
        using var to = new MemoryStream();
        using (var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in Files)
            {
                using var into = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                into.Write(bytes);
            }
        }

        return to.ToArray();
    }
}
