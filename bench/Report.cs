using System.Runtime.InteropServices;

namespace WarmHandover.Bench;

/// <summary>The table in <c>docs/performance.md</c>, between two markers; the prose around it is people's, and stays.</summary>
public sealed class Report
{
    private const string Begin = "<!-- bench: begin -->";
    private const string End = "<!-- bench: end -->";

    private const string Head = """
        | figure | what | beside | must | median ratio | min – max | product | yardstick | on | |
        |---|---|---|---:|---:|---:|---:|---:|---|---|
        """;

    private readonly string path;
    private readonly Dictionary<string, string> rows;

    private Report(string path) => (this.path, rows) = (path, Rows(path));

    /// <summary>Finds the page from where the bench was started or built.</summary>
    public static Report Find()
    {
        string[] starts = [Directory.GetCurrentDirectory(), AppContext.BaseDirectory];
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "WarmHandover.slnx")))
                    return new(Path.Combine(folder.FullName, "docs", "performance.md"));
            }
        }

        throw new InvalidOperationException("Run the bench inside the repository; its table stands in docs/performance.md.");
    }

    /// <summary>Notes a figure; rows of figures that were not run now stay as they were.</summary>
    public string Take(Goal goal, Outcome outcome) =>
        rows[goal.Id] = goal.Row(outcome, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));

    /// <summary>Writes the table, and nothing else.</summary>
    public void Write()
    {
        var text = File.ReadAllText(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"{path} has lost its markers {Begin} and {End}.");

        var known = Figures.All.SelectMany(figure => figure.Goals)
            .Select(goal => rows.GetValueOrDefault(goal.Id)).OfType<string>();
        var table = $"{Begin}\n\n{Machine()}\n\n{Head}\n{string.Join('\n', known)}\n\n";
        File.WriteAllText(path, text[..begin] + table + text[end..]);
    }

    private static Dictionary<string, string> Rows(string path) => File.ReadLines(path)
        .SkipWhile(line => line != Begin).TakeWhile(line => line != End)
        .Where(line => line.StartsWith("| F", StringComparison.Ordinal))
        .ToDictionary(line => line.Split('|')[1].Trim());

    private static string Machine()
    {
        var processor = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{Environment.ProcessorCount} cores ({processor?.Split(':')[1].Trim()}), {memory:0} GiB, "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; "
            + $"load average at the end of the last run {load}.";
    }
}
