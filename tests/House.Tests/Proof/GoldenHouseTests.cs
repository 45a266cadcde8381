using System.Security.Cryptography;

namespace WarmHandover.Tests.Proof;

/// <summary>
/// What was stored once is read for good (P14): the golden file of each stored name stands in a list with its hash. A file may be added,
/// never changed or taken away; writing the approved files anew adds lines and changes none.
/// </summary>
public sealed class GoldenHouseTests
{
    private static readonly string Tests = Path.Combine(HouseTests.Root, "tests", "House.Tests");
    private static readonly string Listed = Path.Combine(Tests, "Published", "golden.txt");

    private static SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(Tests, "*.json", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "golden")
            .ToDictionary(
                path => Path.GetRelativePath(Tests, path).Replace('\\', '/'),
                path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    [Fact]
    public void A_golden_file_is_added_and_never_changed_or_taken_away()
    {
        var (list, files) = (File.Exists(Listed) ? File.ReadAllLines(Listed) : [], Files());
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
        {
            list = [.. list.Concat(files.Where(f => !list.Any(l => l.StartsWith(f.Key + " ", StringComparison.Ordinal)))
                .Select(f => $"{f.Key} {f.Value}")).Order(StringComparer.Ordinal)];
            File.WriteAllText(Listed, string.Join('\n', list) + "\n");
        }

        Assert.Empty(Broken(list, files));
        Assert.True(list.Length > 150, $"{list.Length} golden files");
    }

    [Fact]
    public void A_changed_a_deleted_and_an_unlisted_one_are_found()
    {
        var list = File.ReadAllLines(Listed);
        var first = Files().Keys.First();
        Assert.Equal([$"{first} was changed"], Broken(list, new(Files()) { [first] = new string('0', 64) }));
        var fewer = Files();
        fewer.Remove(first);
        Assert.Equal([$"{first} is gone"], Broken(list, fewer));
        Assert.Equal(
            ["Consent/golden/dreamed.v1.json is not in the list: add it with WO_APPROVE=1"],
            Broken(list, new(Files()) { ["Consent/golden/dreamed.v1.json"] = "" }));
    }

    [Fact]
    public void Every_stored_name_has_its_golden_file()
    {
        var golden = Files().Keys.Select(path => (Area: path[..path.IndexOf('/', StringComparison.Ordinal)], Name: Path.GetFileName(path)))
            .ToHashSet();
        Assert.Empty(File.ReadAllLines(Path.Combine(Tests, "Published", "stored-names.txt")).Select(line => line.Split(' '))
            .Where(name => !golden.Any(g => g.Name == $"{name[1]}.json"
                && (name[0] == "platform" || g.Area.StartsWith(name[0], StringComparison.OrdinalIgnoreCase))))
            .Select(name => $"{name[0]} {name[1]} has no golden file"));
    }

    private static IEnumerable<string> Broken(string[] list, SortedDictionary<string, string> files)
    {
        var known = list.Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]);
        return
        [
            .. known.Where(k => !files.ContainsKey(k.Key)).Select(k => $"{k.Key} is gone"),
            .. known.Where(k => files.TryGetValue(k.Key, out var hash) && hash != k.Value).Select(k => $"{k.Key} was changed"),
            .. files.Keys.Where(f => !known.ContainsKey(f)).Select(f => $"{f} is not in the list: add it with WO_APPROVE=1"),
        ];
    }
}
