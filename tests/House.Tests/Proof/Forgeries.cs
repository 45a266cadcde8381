using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Tests.Proof;

/// <summary>A bundle as somebody hands it in, what the auditor has from elsewhere, and the first line that must come out.</summary>
public sealed record Forgery(string Name, byte[] Bundle, string[] Anchors, string Expected, string? Keys = null);

/// <summary>Everything somebody could try on one bundle, each with the reason under which it must be found (T27).</summary>
public static class Forgeries
{
    private static readonly string[] OpenOnly = ["previous", "header", "data"];

    /// <summary>The tries on the bundle of one stream and on that of a period, of a log of 200 entries and its checkpoints.</summary>
    public static async Task<IReadOnlyList<Forgery>> All(ProofRig rig, ProofRig other)
    {
        await rig.Fill(150);
        var old = await rig.Anchor();
        await rig.Fill(50);
        var stream = rig.Stream(3);
        var single = Zipped.Open(await rig.Bundle(stream));
        var period = Zipped.Open(await rig.Bundle(since: Cast.Monday, until: Cast.Monday.AddDays(1)));
        var newest = await rig.Anchor();
        await other.Fill(200);
        var strange = Zipped.Open(await other.Bundle(other.Stream(3)));

        return
        [
            new("untouched", single.Bytes(), [old, newest], "VALID up to checkpoint 200"),
            new("untouched period", period.Bytes(), [newest], "VALID up to checkpoint 200"),
            new("no anchor", single.Bytes(), [], "INCOMPLETE: no anchor"),
            new("an anchor of another log", single.Bytes(), [newest.Replace("proef.example", "elders.example", StringComparison.Ordinal)],
                "INCOMPLETE: no anchor"),
            new("an old anchor", single.Bytes(), [old], $"INCOMPLETE: no anchor after {old.Split('\n')[3][5..]}"),
            .. OfEntries(single, "stream", [newest], period: false),
            .. OfEntries(period, "period", [newest], period: true),
            .. OfTheRest(single, strange, newest),
            .. await OfTheWholeLog(rig, stream, old, newest),
        ];
    }

    private static IEnumerable<Forgery> OfEntries(Zipped of, string name, string[] anchors, bool period)
    {
        var lines = of.Lines;
        var (mid, last) = (lines.Length / 2, lines.Length - 1);
        Forgery Of(string what, string expected, params IEnumerable<string> changed) =>
            new($"{what} ({name})", of.WithLines(changed).Bytes(), anchors, expected);
        var gone = period ? "regel-ontbreekt" : "versie-ontbreekt";
        yield return Of("deleted in the middle", $"INVALID at entry {mid + 1}: {gone}", [.. lines[..mid], .. lines[(mid + 1)..]]);
        yield return Of(
            "the first deleted", period ? "INVALID at entry 1: regel-ontbreekt" : "INVALID: begin-ontbreekt", lines[1..]);
        yield return Of("cut off at the end", period ? "INVALID: regel-ontbreekt" : "INVALID: einde-ontbreekt", lines[..last]);
        yield return Of("swapped", period ? $"INVALID at entry {mid}: regel-ontbreekt" : $"INVALID at entry {mid}: versie-ontbreekt",
            [.. lines[..(mid - 1)], lines[mid], lines[mid - 1], .. lines[(mid + 1)..]]);
        yield return Of("twice", $"INVALID at entry {mid + 2}: volgorde", [.. lines[..(mid + 1)], lines[mid], .. lines[(mid + 1)..]]);
        yield return Of(
            "an invented one at the end", period ? $"INVALID at entry {last + 2}: niet-in-de-boom" : "INVALID at entry *: niet-in-de-boom",
            [.. lines, Invented(lines[^1])]);
        yield return Of("other data, same hash", $"INVALID at entry {mid + 1}: keten-klopt-niet",
            Changed(lines, mid, e => e["data"] = Base64("""{"room":7}""")));
        yield return Of("other data, own hash", $"INVALID at entry {mid + 1}: niet-in-de-boom",
            Changed(lines, mid, e => Rehash(e, """{"room":7}""")));
        yield return Of("another header", $"INVALID at entry {mid + 1}: keten-klopt-niet",
            Changed(lines, mid, e => e["header"] = Base64(Text(e, "header").Replace("professional", "ouder", StringComparison.Ordinal))));
        yield return Of("another version in the line", $"INVALID at entry {mid + 1}: kop-klopt-niet",
            Changed(lines, mid, e => e["version"] = (long)e["version"]! + 1));
        yield return Of("another predecessor", $"INVALID at entry {mid + 1}: keten-klopt-niet",
            Changed(lines, mid, e => e["previous"] = new string('a', 64)));
        yield return Of("closed with another hash", $"INVALID at entry {mid + 1}: niet-in-de-boom", Changed(lines, mid, e =>
        {
            foreach (var field in OpenOnly)
                e.Remove(field);
            e["hash"] = new string('a', 64);
        }));
        yield return Of("another proof", $"INVALID at entry {mid + 1}: niet-in-de-boom",
            Changed(lines, mid, e => e["proof"]![0] = new string('b', 64)));
        yield return Of("spelled otherwise", $"INVALID at entry {mid + 1}: regel-onleesbaar",
            [.. lines[..mid], lines[mid].Replace("\"version\":", "\"version\": ", StringComparison.Ordinal), .. lines[(mid + 1)..]]);
        yield return Of("a field more", $"INVALID at entry {mid + 1}: regel-onleesbaar", Changed(lines, mid, e => e["meer"] = 1));
        yield return new($"fewer than it says ({name})",
            of.With("manifest.json", of.Text("manifest.json").Replace(
                $"\"entries\":{lines.Length},", $"\"entries\":{lines.Length + 1},", StringComparison.Ordinal)).Bytes(),
            anchors, "INVALID: aantal-klopt-niet");
    }

    private static IEnumerable<Forgery> OfTheRest(Zipped single, Zipped strange, string newest)
    {
        Forgery Of(string what, Zipped changed, string expected) => new(what, changed.Bytes(), [newest], expected);
        var payload = single.Files.Keys.First(name => name.StartsWith("payloads/", StringComparison.Ordinal));
        yield return Of("entries of another tree", single.WithLines(strange.Lines), "INVALID at entry 1: niet-in-de-boom");
        yield return Of("half of another tree", single.WithLines([.. single.Lines[..9], .. strange.Lines[9..]]),
            "INVALID at entry 10: keten-klopt-niet");
        yield return Of("checkpoints of another tree", single.With("checkpoints.json", strange.Files["checkpoints.json"]),
            "INVALID at checkpoint 100: sleutel-onbekend");
        yield return Of("all of another tree, with its keys, against our anchor", strange,
            "INVALID at checkpoint 200: anker-sleutel-onbekend");
        yield return Of("sealed content changed", single.With(payload, [.. single.Files[payload], 1]),
            "INVALID at entry *: inhoud-klopt-niet");
        yield return Of("sealed content gone", single.Without(payload), "VALID up to checkpoint 200");
        yield return Of("no consistency", single.With("consistency.json", "{\"proofs\":[]}\n"),
            "INVALID at checkpoint 200: geen-samenhang");
        yield return Of("the end of another stream", single.With("streams.json", strange.Files["streams.json"]),
            "INVALID: stroom-klopt-niet");
        yield return Of("no end", single.With("streams.json", "{\"streams\":[]}\n"), "INVALID: stroom-klopt-niet");
        yield return Of("no entries", single.Without("entries.jsonl"), "INVALID: bundel-onleesbaar");
        yield return Of("no keys", single.With("keys.json", "{}"), "INVALID: sleutellijst-onleesbaar");
        yield return Of("another form", single.With("manifest.json", single.Text("manifest.json").Replace(
            "wo-evidence-1", "wo-evidence-2", StringComparison.Ordinal)), "INVALID: formaat-onbekend");
        yield return new("no zip", single.Files["entries.jsonl"], [newest], "INVALID: bundel-onleesbaar");
        yield return new("cut zip", single.Bytes()[..^300], [newest], "INVALID: bundel-onleesbaar");
        yield return Of("a checkpoint signed by another key", WithNotes(single, single, (note, _) => Resign(note, "proef.example/consent")),
            "INVALID at checkpoint 100: sleutel-onbekend");
        yield return Of("a checkpoint changed under its signature",
            WithNotes(single, single, (note, _) => note.Replace("time 20", "time 21", StringComparison.Ordinal)),
            "INVALID at checkpoint 100: handtekening-fout");
        yield return Of("a key whose time is over",
            single.With("keys.json", single.Text("keys.json").Replace("\"}]", "\",\"until\":\"2027-03-01T00:00:00.000000Z\"}]",
                StringComparison.Ordinal)), "INVALID at checkpoint 100: sleutel-verlopen");
        yield return Of("a checkpoint taken out", WithNotes(single, single, (note, i) => i == 1 ? null : note),
            "INVALID: controlepunt-ontbreekt");
    }

    /// <summary>Whoever holds the signing key makes the whole story again: only what lies elsewhere gives him away.</summary>
    private static async Task<IEnumerable<Forgery>> OfTheWholeLog(ProofRig rig, string stream, string old, string newest)
    {
        using var rewritten = new ProofRig("consent", seed: 5);
        rewritten.TakeKeysOf(rig);
        await rewritten.Fill(150);
        await rewritten.Fill(50);
        var again = await rewritten.Bundle(stream);
        using var shorter = new ProofRig("consent");
        shorter.TakeKeysOf(rig);
        await shorter.Fill(150);
        var older = await shorter.Bundle(stream);
        shorter.Clock.Advance(TimeSpan.FromDays(1));
        var cut = await shorter.Bundle(stream);
        return
        [
            new("the whole log made again, without anchors", again, [], "INCOMPLETE: no anchor"),
            new("the whole log made again, against an old anchor", again, [old], "INVALID at checkpoint 100: anker-wijkt-af"),
            new("the whole log made again, against the newest anchor", again, [newest], "INVALID at checkpoint 200: anker-wijkt-af"),
            new("the log cut off before the anchor", cut, [newest], "INVALID at checkpoint 200: afgekapt"),
            new("a bundle from before the anchor, or that says so", older, [newest],
                $"INCOMPLETE: made before the anchor of {newest.Split('\n')[3][5..]}"),
        ];
    }

    /// <summary>Whether a line is what was expected; a star stands for any number.</summary>
    public static bool Fits(string expected, string line) => expected.Contains('*', StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.IsMatch(line, $"^{expected.Replace("*", "[0-9]+", StringComparison.Ordinal)}$")
        : expected == line;

    private static Zipped WithNotes(Zipped into, Zipped from, Func<string, int, string?> change)
    {
        var notes = JsonNode.Parse(from.Text("checkpoints.json"))!["checkpoints"]!.AsArray()
            .Select((note, i) => change((string)note!, i)).OfType<string>();
        return into.With("checkpoints.json", JsonSerializer.Serialize(new { checkpoints = notes }));
    }

    private static string Resign(string note, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return SignedNote.Sign(string.Join('\n', note.Split('\n')[..5]) + "\n", name, key);
    }

    private static string[] Changed(string[] lines, int at, Action<JsonObject> change) =>
        [.. lines[..at], Written(lines[at], change), .. lines[(at + 1)..]];

    private static string Written(string line, Action<JsonObject> change)
    {
        var entry = JsonNode.Parse(line)!.AsObject();
        change(entry);
        return entry.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static string Invented(string after) => Written(after, entry =>
    {
        var header = Text(entry, "header");
        var version = (long)entry["version"]!;
        entry["index"] = (long)entry["index"]! + 1;
        entry["version"] = version + 1;
        entry["previous"] = (string)entry["hash"]!;
        entry["header"] = Base64(header.Replace($"\"version\":{version}}}", $"\"version\":{version + 1}}}", StringComparison.Ordinal));
        Rehash(entry, """{"room":1000}""");
    });

    private static void Rehash(JsonObject entry, string data)
    {
        entry["data"] = Base64(data);
        entry["hash"] = Convert.ToHexStringLower(Chain.Link(
            Convert.FromBase64String((string)entry["header"]!), Encoding.UTF8.GetBytes(data),
            Convert.FromHexString((string)entry["previous"]!)));
    }

    private static string Text(JsonObject entry, string name) => Encoding.UTF8.GetString(Convert.FromBase64String((string)entry[name]!));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
