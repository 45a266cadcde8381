using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WarmHandover.Auditing;

/// <summary>
/// A key of the list: from and until an instant, and behind so many entries of the log. All but the first are handed over by the one
/// before.
/// </summary>
public sealed record Key(
    string Name, byte[] Id, byte[] Spki, DateTimeOffset From, DateTimeOffset? Until, long? After = null, byte[]? Signature = null)
{
    /// <summary>Reads a list of keys, as <c>keys.json</c> and the route <c>sleutels</c> give it.</summary>
    public static IReadOnlyList<Key> ReadList(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("keys").EnumerateArray().Select(Read)];
        }
        catch (Exception odd) when (odd is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidException("sleutellijst-onleesbaar", "De lijst met sleutels kan niet worden gelezen.");
        }
    }

    /// <summary>
    /// The list that counts: that of the bundle, as far as each key was handed over by the one before it or the auditor knew it already;
    /// of what he knew nothing may be other or missing.
    /// </summary>
    /// <param name="bundle">The list in the bundle.</param>
    /// <param name="pinned">The list that the auditor kept from elsewhere; null without one.</param>
    /// <param name="madeAt">When the bundle says it was made: it cannot know a later key.</param>
    public static IReadOnlyList<Key> Trusted(IReadOnlyList<Key> bundle, IReadOnlyList<Key>? pinned, DateTimeOffset madeAt)
    {
        for (var i = 0; i < Math.Min(bundle.Count, pinned?.Count ?? 0); i++)
        {
            if (!bundle[i].IsSaidAs(pinned![i]))
                throw At(i, "sleutellijst-wijkt-af", $"Sleutel {i + 1} in de bundel is een andere dan in uw lijst.");
        }

        for (var i = 1; i < bundle.Count; i++)
        {
            var known = i < (pinned?.Count ?? 0);
            if (!known && !IsHandedOver(bundle, i))
            {
                throw At(
                    i, "sleutel-niet-overgedragen", $"Sleutel {i + 1} is niet ondertekend door de sleutel ervoor, en u kende haar niet.");
            }

            if (bundle[i].Signature is not null && !Follows(bundle[i - 1], bundle[i]))
                throw At(i, "sleutellijst-klopt-niet", $"Sleutel {i + 1} sluit niet aan op de sleutel ervoor.");
        }

        if (pinned is null || pinned.Count <= bundle.Count)
            return bundle;

        return pinned[bundle.Count].From <= madeAt
            ? throw At(bundle.Count, "sleutellijst-afgekapt", $"Uw lijst kent sleutel {bundle.Count + 1}; in de bundel ontbreekt zij.")
            : pinned;
    }

    private bool IsSaidAs(Key other) => Name == other.Name && Spki.AsSpan().SequenceEqual(other.Spki) && From == other.From
        && After == other.After && (Signature ?? []).AsSpan().SequenceEqual(other.Signature ?? []);

    private static bool Follows(Key before, Key next) =>
        before.Name == next.Name && before.From < next.From && before.Until == next.From && (before.After ?? 0) <= (next.After ?? 0);

    private static bool IsHandedOver(IReadOnlyList<Key> keys, int i)
    {
        if (keys[i].Signature is not { } signature)
            return false;

        using var before = ECDsa.Create();
        try
        {
            before.ImportSubjectPublicKeyInfo(keys[i - 1].Spki, out _);
            return before.KeySize == 256 && before.VerifyData(
                Encoding.UTF8.GetBytes(Body(keys, i)), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Body(IReadOnlyList<Key> keys, int i)
    {
        var before = "-";
        for (var n = 0; ; n++)
        {
            var key = keys[n];
            var body = string.Create(
                CultureInfo.InvariantCulture,
                $"wo-proof-key-v1\n{key.Name}\nkey {n + 1}\nspki {Convert.ToBase64String(key.Spki)}\nfrom {Verdict.Text(key.From)}\n"
                    + $"after {key.After ?? 0}\nbefore {before}\n");
            if (n == i)
                return body;
            before = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        }
    }

    private static Key Read(JsonElement key)
    {
        // name+hex of the key id+base64(0x02 ‖ SPKI): a name holds no plus, base64 may.
        if (key.GetProperty("vkey").GetString()?.Split('+', 3) is not [var name, var id, { Length: > 4 } text])
            throw new FormatException("Not a key of a note.");

        var bytes = Strict.Base64(text);
        var spki = bytes[1..];
        return bytes[0] == 0x02 && Convert.ToHexStringLower(SHA256.HashData(spki)[..4]) == id
            ? new(name, SHA256.HashData(spki)[..4], spki, Strict.Instant(key.GetProperty("from").GetString()!),
                Text(key, "until") is { } until ? Strict.Instant(until) : null,
                key.TryGetProperty("after", out var after) && after.ValueKind != JsonValueKind.Null ? after.GetInt64() : null,
                Text(key, "signature") is { } signature ? Strict.Base64(signature) : null)
            : throw new FormatException("Not an ECDSA key of a note.");
    }

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static InvalidException At(int i, string code, string sentence) => new(code, sentence, key: i + 1);
}
