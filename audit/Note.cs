using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WarmHandover.Auditing;

/// <summary>A signed checkpoint, read; whether it is signed by whom we know is asked apart.</summary>
public sealed record Note(
    string Origin, long Size, byte[] Root, DateTimeOffset At, long Streams, byte[] StreamsRoot, string Body, string Name, byte[] Signature)
{
    /// <summary>Finds the checkpoint in a text: a file of its own, a receipt, or the JSON of a webhook; null without one.</summary>
    public static Note? FindIn(string text)
    {
        if (text.TrimStart().StartsWith('{') && InJson(text) is { } inside)
            text = inside;

        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).ToArray();
        for (var i = 0; i + 6 < lines.Length; i++)
        {
            if (lines[i + 6].StartsWith("— ", StringComparison.Ordinal) && lines[i + 5] == "")
                return Read(string.Join('\n', lines[i..(i + 7)]) + "\n");
        }

        return null;
    }

    /// <summary>Reads a note in the one spelling it can have; null when it is anything else.</summary>
    public static Note? Read(string text)
    {
        try
        {
            if (text.Split('\n') is not [var origin, var size, var root, var time, var streams, "", var signed, ""]
                || time.Split(' ') is not ["time", var at] || streams.Split(' ') is not ["streams", var count, var streamsRoot]
                || signed.Split(' ') is not ["—", var name, var signature])
            {
                return null;
            }

            return new(
                origin, Number(size), Strict.Base64(root, 32), Strict.Instant(at), Number(count), Strict.Base64(streamsRoot, 32),
                string.Join('\n', text.Split('\n')[..5]) + "\n", name, Strict.Base64(signature));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Why this note is not signed by a key of the list; null when it is.</summary>
    public string? Wrong(IReadOnlyList<Key> keys)
    {
        var key = Signature.Length > 4
            ? keys.FirstOrDefault(k => k.Name == Name && k.Id.AsSpan().SequenceEqual(Signature.AsSpan(0, 4))) : null;
        if (Name != Origin || key is null)
            return "sleutel-onbekend";
        if (At < key.From || At >= key.Until)
            return "sleutel-verlopen";
        if (Size <= (key.After ?? 0) || Size > keys.SkipWhile(k => k != key).Skip(1).FirstOrDefault()?.After)
            return "sleutel-buiten-bereik";

        using var curve = ECDsa.Create();
        try
        {
            curve.ImportSubjectPublicKeyInfo(key.Spki, out _);
            return curve.KeySize == 256 && curve.VerifyData(
                Encoding.UTF8.GetBytes(Body), Signature.AsSpan(4), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                    ? null : "handtekening-fout";
        }
        catch (CryptographicException)
        {
            return "handtekening-fout";
        }
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
                ? number : throw new FormatException("Not a number.");

    private static string? InJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Texts(json.RootElement).FirstOrDefault(t => t.Contains("\n\n— ", StringComparison.Ordinal));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        _ => [],
    };
}

/// <summary>Text that may be spelled in one way only: what can be spelled in two ways can be changed unseen.</summary>
public static class Strict
{
    /// <summary>Base64 as it is written back.</summary>
    public static byte[] Base64(string? text, int? length = null)
    {
        var bytes = Convert.FromBase64String(text ?? throw new FormatException("Nothing."));
        return Convert.ToBase64String(bytes) == text && (length is null || bytes.Length == length)
            ? bytes : throw new FormatException("Not base64 of its length.");
    }

    /// <summary>32 bytes in lower hex.</summary>
    public static byte[] Hash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower)
        ? Convert.FromHexString(text) : throw new FormatException("Not a hash.");

    /// <summary>An instant in UTC with microseconds.</summary>
    public static DateTimeOffset Instant(string? text) => DateTimeOffset.ParseExact(
        text ?? "", "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
