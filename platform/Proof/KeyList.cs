using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// A public key that signs checkpoints: from and until when (until is null while nobody knows), after how many entries of the log, and the
/// signature with which the key before it handed over; the first key has none.
/// </summary>
public sealed record ListedKey(
    string Spki, DateTimeOffset From, DateTimeOffset? Until,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? After = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Signature = null)
{
    /// <summary>The key's bytes, SubjectPublicKeyInfo.</summary>
    [JsonIgnore]
    public byte[] Bytes => Convert.FromBase64String(Spki);

    /// <summary>Whether this is the public half of a key.</summary>
    public bool Is(ECDsa key) => Bytes.AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
}

/// <summary>
/// The list of keys, oldest first, as it stands in its file. Each key is handed over by the one before it: what is signed says from which
/// instant and after how many entries the new one signs, and holds the hash of what was said of the one before. So nobody who holds only
/// the newest key can change what stood in the list, and nobody without the one before can add to it.
/// </summary>
public sealed record KeyList(IReadOnlyList<ListedKey> Keys)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>As it is written.</summary>
    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a file.</summary>
    public static KeyList Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyList>(File.ReadAllText(path), Json) is { Keys: not null } list
                && list.Keys.All(k => k is { Spki: not null } && k.Bytes.Length > 0)
                    ? list
                    : throw new JsonException("No keys.");
        }
        catch (Exception odd) when (odd is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new StartRefusedException(
                "WO_PROOF_KEYS must name a JSON file: {\"keys\":[{\"spki\":\"…\",\"from\":\"2027-01-01T00:00:00Z\",\"until\":null}]}.");
        }
    }

    /// <summary>Whether the key at a place may sign a checkpoint of that instant and that many entries.</summary>
    public bool MaySign(int place, DateTimeOffset at, long size) =>
        Keys[place] is var key && key.From <= at && (key.Until is not { } end || at < end) && size > (key.After ?? 0)
            && (place + 1 == Keys.Count || Keys[place + 1].After is not { } last || size <= last);

    /// <summary>The list with one key more, handed over by the newest of now.</summary>
    public KeyList HandedOver(string origin, ECDsa by, byte[] spki, DateTimeOffset from, long after)
    {
        var next = new KeyList(
            [.. Keys.Take(Keys.Count - 1), Keys[^1] with { Until = from }, new(Convert.ToBase64String(spki), from, null, after)]);
        var signature = by.SignData(
            Encoding.UTF8.GetBytes(next.Body(origin, Keys.Count)), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new([.. next.Keys.SkipLast(1), next.Keys[^1] with { Signature = Convert.ToBase64String(signature) }]);
    }

    /// <summary>Which key, counted from 1, says it was handed over and was not; null when all is as it should be.</summary>
    public int? Broken(string origin)
    {
        for (var place = 1; place < Keys.Count; place++)
        {
            if (Keys[place].Signature is { } signature && !IsHandedOver(origin, place, signature))
                return place + 1;
        }

        return null;
    }

    /// <summary>What the key before signs of the key at a place.</summary>
    public string Body(string origin, int place) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"wo-proof-key-v1\n{origin}\nkey {place + 1}\nspki {Keys[place].Spki}\nfrom {Instants.Text(Keys[place].From)}\n"
            + $"after {Keys[place].After ?? 0}\nbefore {(place == 0 ? "-" : Hash(Body(origin, place - 1)))}\n");

    private static string Hash(string body) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    private bool IsHandedOver(string origin, int place, string signature)
    {
        using var before = ECDsa.Create();
        try
        {
            before.ImportSubjectPublicKeyInfo(Keys[place - 1].Bytes, out _);
            return Keys[place - 1].Until == Keys[place].From && before.VerifyData(
                Encoding.UTF8.GetBytes(Body(origin, place)), Convert.FromBase64String(signature), HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception odd) when (odd is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
