using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WarmHandover.Auditing;

namespace WarmHandover.Tests.Proof;

/// <summary>
/// The verifier in Node, made from docs/evidence.md, and the one in C# judge the same bundles: each names the same line (T27, T28).
/// </summary>
public sealed class SecondVerifierTests : IDisposable
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-verifier-");
    private readonly ProofRig rig = new();

    public void Dispose()
    {
        rig.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Both_verifiers_find_every_forgery_with_the_same_reason()
    {
        using var other = new ProofRig(seed: 9);
        var all = await Forgeries.All(rig, other);
        var lines = await Batch(all);
        Assert.Equal(all.Count, lines.Length);
        Assert.Empty(all.Zip(lines).Where(r => !Forgeries.Fits(r.First.Expected, r.Second))
            .Select(r => $"{r.First.Name}: {r.Second}, not {r.First.Expected}"));
        Assert.Empty(Disagreements(all, lines));
    }

    [Fact]
    public async Task Both_verifiers_follow_the_list_of_keys_and_find_what_somebody_did_to_it()
    {
        using var other = new ProofRig(seed: 9);
        var all = await KeyForgeries.All(rig, other);
        var lines = await Batch(all);
        Assert.Equal(all.Select(f => $"{f.Name}: {f.Expected}"), all.Zip(lines).Select(r => $"{r.First.Name}: {r.Second}"));
        Assert.Empty(Disagreements(all, lines));
    }

    /// <summary>Anything may be wrong with these: a bit of any part, a line moved, a part gone. Agreeing is what counts.</summary>
    [Fact]
    public async Task Both_verifiers_agree_on_bundles_that_chance_changed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given : Environment.TickCount;
        Console.WriteLine($"WO_TEST_SEED={seed}");
        var random = new Random(seed);
        await rig.Fill(120);
        var whole = new[]
        {
            Zipped.Open(await rig.Bundle(rig.Stream(3))),
            Zipped.Open(await rig.Bundle(since: Cast.Monday, until: Cast.Monday.AddDays(1), opens: e => e.Version % 2 == 0)),
        };
        var anchor = await rig.Anchor();
        var all = Enumerable.Range(0, IsLong ? 2000 : 300)
            .Select(n => new Forgery($"seed {seed}, bundle {n}", Changed(whole[n % 2], random), [anchor], "")).ToList();
        var lines = await Batch(all);
        Assert.Empty(Disagreements(all, lines));
        Assert.True(lines.Count(line => line.StartsWith("INVALID", StringComparison.Ordinal)) > all.Count / 2, "hardly anything was found");
    }

    [Fact]
    public async Task Every_bit_of_twenty_entries_counts_for_the_second_verifier_too()
    {
        await rig.Fill(100);
        var file = Path.Combine(folder.FullName, "bundle.zip");
        await File.WriteAllBytesAsync(file, await rig.Bundle(since: Cast.Monday, until: Cast.Monday.AddDays(1)));
        var said = await Node("", "bits.mjs", file, "5", IsLong ? "1" : "11");
        Assert.EndsWith(" flips, 0 missed", said.Single(), StringComparison.Ordinal);
        Assert.True(int.Parse(said[0].Split(' ')[0], CultureInfo.InvariantCulture) > 10_000, said[0]);
    }

    [Fact]
    public async Task Its_exit_code_is_that_of_the_audit_tool()
    {
        await rig.Fill(20);
        var (bundle, anchor) = (Path.Combine(folder.FullName, "b.zip"), Path.Combine(folder.FullName, "anker.txt"));
        await File.WriteAllBytesAsync(bundle, await rig.Bundle(rig.Stream(1)));
        await File.WriteAllTextAsync(anchor, $"Geprint op papier\n\n{await rig.Anchor()}\nBewaar dit.\n");
        foreach (var (words, code) in new (string[], int)[] { ([], 3), (["--anker", anchor], 0), (["--hash", new string('a', 64)], 1) })
        {
            using var told = new StringWriter();
            Assert.Equal(code, Commands.Run(["controleer", bundle, .. words], told, told));
            using var node = Start("verify.mjs", [bundle, .. words]);
            node.StandardInput.Close();
            var line = await node.StandardOutput.ReadLineAsync();
            await node.WaitForExitAsync();
            Assert.Equal(code, node.ExitCode);
            Assert.Equal(told.ToString().Split(Environment.NewLine)[0], line);
        }
    }

    private static byte[] Changed(Zipped whole, Random random)
    {
        var names = whole.Files.Keys.Where(name => name != "leesmij.txt").Order(StringComparer.Ordinal).ToArray();
        var lines = whole.Lines;
        var (name, at) = (names[random.Next(names.Length)], random.Next(lines.Length));
        switch (random.Next(6))
        {
            case 0:
                return whole.WithLines([.. lines[..at], .. lines[(at + 1)..]]).Bytes();
            case 1:
                random.Shuffle(lines);
                return whole.WithLines(lines).Bytes();
            case 2:
                return whole.Without(name).Bytes();
            default:
                var bytes = whole.Files[name].ToArray();
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(7));
                return whole.With(name, bytes).Bytes();
        }
    }

    private static IEnumerable<string> Disagreements(IEnumerable<Forgery> all, string[] lines) =>
        from pair in all.Zip(lines)
        let own = Check.Run(new MemoryStream(pair.First.Bundle), pair.First.Anchors, pair.First.Keys).Line
        where own != pair.Second
        select $"{pair.First.Name}: C# says {own}, Node says {pair.Second}";

    private async Task<string[]> Batch(IReadOnlyList<Forgery> all)
    {
        var asked = all.Select((forgery, n) =>
        {
            var bundle = Path.Combine(folder.FullName, $"{n}.zip");
            File.WriteAllBytes(bundle, forgery.Bundle);
            var words = new List<string> { bundle };
            foreach (var (text, i) in forgery.Anchors.Select((text, i) => (text, i)))
            {
                var anchor = Path.Combine(folder.FullName, $"{n}-{i}.txt");
                File.WriteAllText(anchor, text);
                words.AddRange(["--anker", anchor]);
            }

            if (forgery.Keys is not null)
            {
                var keys = Path.Combine(folder.FullName, $"{n}-sleutels.json");
                File.WriteAllText(keys, forgery.Keys);
                words.AddRange(["--sleutels", keys]);
            }

            return JsonSerializer.Serialize(words);
        });
        return await Node(string.Join('\n', asked), "verify.mjs", "--batch");
    }

    private static Process Start(string script, params IEnumerable<string> words)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "verifier", script));
        return Process.Start(new ProcessStartInfo("node", [path, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task<string[]> Node(string input, string script, params string[] words)
    {
        using var node = Start(script, words);
        var said = node.StandardOutput.ReadToEndAsync();
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        var lines = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        return lines;
    }
}
