using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Tests.Proof;

/// <summary>
/// What somebody could do to the list of keys of a log whose key was replaced twice, at 150 and at 250 entries, and the reason under which
/// it must be found.
/// </summary>
public static class KeyForgeries
{
    private const string Origin = "proef.example/consent";

    public static async Task<IReadOnlyList<Forgery>> All(ProofRig rig, ProofRig other)
    {
        await rig.Fill(150);
        await rig.Proof.Advance(now: true, default);
        var first = List(rig);
        var firstKey = ProofKeys.Private(Key(rig));
        var byFirst = Zipped.Open(await rig.Bundle(rig.Stream(3)));
        await rig.TurnKey();
        await rig.Fill(100);
        await rig.Proof.Advance(now: true, default);
        var secondKey = ProofKeys.Private(Key(rig));
        await rig.TurnKey();
        await rig.Fill(50);
        var bundle = Zipped.Open(await rig.Bundle(rig.Stream(3)));
        var (list, anchor) = (List(rig), await rig.Anchor());
        await other.Fill(20);

        Forgery Of(string name, string expected, Zipped? of = null, string? keys = null) =>
            new(name, (of ?? bundle).Bytes(), [anchor], expected, keys);
        Forgery Changed(string name, string expected, Action<JsonArray> change, string? keys = null) =>
            Of(name, expected, bundle.With("keys.json", Written(list, change)), keys);

        return
        [
            Of("three keys, one after another", "VALID up to checkpoint 300"),
            Of("the first key pinned, the others handed over", "VALID up to checkpoint 300", keys: first),
            Of("the whole list pinned", "VALID up to checkpoint 300", keys: list),
            new("made before the key was replaced, against the list of now", byFirst.Bytes(), [Note(bundle, 1)],
                "VALID up to checkpoint 150", list),
            Of("the list of another house pinned", "INVALID at key 1: sleutellijst-wijkt-af", keys: List(other)),
            Changed(
                "an invented key for the newest", "INVALID at key 3: sleutel-niet-overgedragen", k => k[2]!["vkey"] = Strange()),
            Changed("an invented key behind the newest", "INVALID at key 4: sleutel-niet-overgedragen", k => k.Add(Invented(k))),
            Changed("a key without a signature", "INVALID at key 2: sleutel-niet-overgedragen", k => k[1]!.AsObject().Remove("signature")),
            Changed("another end of the first key", "INVALID at key 2: sleutel-niet-overgedragen", k => k[1]!["after"] = 100),
            Changed("an earlier turn", "INVALID at key 2: sleutel-niet-overgedragen", k =>
                (k[0]!["until"], k[1]!["from"]) = ("2027-03-01T08:00:00.000000Z", "2027-03-01T08:00:00.000000Z")),
            Changed("a gap between two keys", "INVALID at key 2: sleutellijst-klopt-niet", k =>
                k[0]!["until"] = "2027-03-01T08:00:00.000000Z"),
            Changed("no end of the first key", "INVALID at key 2: sleutellijst-klopt-niet", k => k[0]!.AsObject().Remove("until")),
            Changed("another beginning of the first key", "INVALID at key 2: sleutel-niet-overgedragen", k =>
                k[0]!["from"] = "2016-01-01T00:00:00.000000Z"),
            Changed("two keys changed places", "INVALID at key 2: sleutel-niet-overgedragen", k => Swap(k)),
            Changed("the newest key left out", "INVALID at checkpoint 300: sleutel-onbekend", k => k.RemoveAt(2)),
            Changed("the newest key left out, against the list that was kept", "INVALID at key 3: sleutellijst-afgekapt",
                k => k.RemoveAt(2), list),
            Changed("the key in the middle left out", "INVALID at key 2: sleutel-niet-overgedragen", k => k.RemoveAt(1)),
            Changed("another second key, signed by the first, against the list that was kept",
                "INVALID at key 2: sleutellijst-wijkt-af", k => Usurped(k, firstKey), list),
            Changed("another second key, signed by the first", "INVALID at key 3: sleutel-niet-overgedragen", k => Usurped(k, firstKey)),
            Of("the first key signs behind its end", "INVALID at checkpoint 250: sleutel-buiten-bereik",
                Signed(bundle, 2, firstKey, n => n.Replace(Time(n), Time(Note(bundle, 1)), StringComparison.Ordinal))),
            Of("the second key signs before its turn", "INVALID at checkpoint 100: sleutel-verlopen", Signed(bundle, 0, secondKey, n => n)),
            Of("the second key signs for the first, in its own time", "INVALID at checkpoint 150: sleutel-buiten-bereik",
                Signed(bundle, 1, secondKey, n => n.Replace(Time(n), Time(Note(bundle, 2)), StringComparison.Ordinal))),
            Of("the first key signs after its time", "INVALID at checkpoint 150: sleutel-verlopen",
                Signed(bundle, 1, firstKey, n => n.Replace(Time(n), Time(Note(bundle, 2)), StringComparison.Ordinal))),
            Changed("no list", "INVALID: sleutellijst-onleesbaar", k => k[1]!["after"] = "veel"),
        ];
    }

    private static string Key(ProofRig rig) => ProofKeys.DevelopmentFiles(rig.Folder, rig.Service).Key;

    private static string List(ProofRig rig) => JsonSerializer.Serialize(ProofRoutes.ShownKeys(rig.Proof), JsonSerializerOptions.Web);

    private static string Written(string list, Action<JsonArray> change)
    {
        var json = JsonNode.Parse(list)!;
        change(json["keys"]!.AsArray());
        return json.ToJsonString();
    }

    private static string Strange()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return SignedNote.VerifierKey(Origin, key.ExportSubjectPublicKeyInfo());
    }

    private static JsonObject Invented(JsonArray keys)
    {
        var (last, next) = (keys[^1]!.AsObject(), keys[^1]!.DeepClone().AsObject());
        (next["vkey"], next["from"], last["until"]) = (Strange(), "2027-12-01T08:00:00.000000Z", "2027-12-01T08:00:00.000000Z");
        return next;
    }

    private static void Swap(JsonArray keys)
    {
        var second = keys[1]!.DeepClone();
        keys.RemoveAt(1);
        keys.Add(second);
    }

    // Whoever stole the first key can hand over to a key of his own; what he cannot do is be in the list that somebody kept.
    private static void Usurped(JsonArray keys, ECDsa first)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (one, two) = (keys[0]!, keys[1]!);
        var from = DateTimeOffset.Parse((string)two["from"]!, System.Globalization.CultureInfo.InvariantCulture);
        var list = new KeyList([new(
            Convert.ToBase64String(first.ExportSubjectPublicKeyInfo()),
            DateTimeOffset.Parse((string)one["from"]!, System.Globalization.CultureInfo.InvariantCulture), null)]);
        var made = list.HandedOver(Origin, first, own.ExportSubjectPublicKeyInfo(), from, (long)two["after"]!).Keys[1];
        (two["vkey"], two["signature"]) = (SignedNote.VerifierKey(Origin, made.Bytes), made.Signature);
    }

    private static string Note(Zipped bundle, int at) =>
        (string)JsonNode.Parse(bundle.Text("checkpoints.json"))!["checkpoints"]![at]!;

    private static string Time(string note) => note.Split('\n')[3];

    private static Zipped Signed(Zipped bundle, int at, ECDsa key, Func<string, string> change)
    {
        var json = JsonNode.Parse(bundle.Text("checkpoints.json"))!;
        var body = string.Join('\n', change(Note(bundle, at)).Split('\n')[..5]) + "\n";
        json["checkpoints"]![at] = SignedNote.Sign(body, Origin, key);
        return bundle.With("checkpoints.json", json.ToJsonString());
    }
}
