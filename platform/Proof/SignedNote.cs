using System.Security.Cryptography;
using System.Text;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// A text with signatures beneath it, as C2SP signed-note says: the body, an empty line, and per signature <c>— name base64(key id ‖
/// signature)</c>. With ECDSA P-256 (type 0x02) the key id is the first four bytes of the SHA-256 of the key's SPKI, and the signature is
/// the DER form over the SHA-256 of the body.
/// </summary>
public static class SignedNote
{
    private const byte Ecdsa = 0x02;

    /// <summary>Signs a body, which ends in a line end and holds no empty line.</summary>
    public static string Sign(string body, string name, ECDsa key)
    {
        if (!body.EndsWith('\n') || body.Contains("\n\n", StringComparison.Ordinal))
            throw new ArgumentException("The body of a note ends in one line end and holds no empty line.");

        var signature = key.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return $"{body}\n— {name} {Convert.ToBase64String([.. KeyId(key.ExportSubjectPublicKeyInfo()), .. signature])}\n";
    }

    /// <summary>The body of a note that one of these keys (SPKI) signed; null when none did.</summary>
    public static string? Open(string note, IEnumerable<byte[]> keys)
    {
        if (note.Split("\n\n— ") is not [var body, var line] || line.TrimEnd('\n').Split(' ') is not [_, var coded])
            return null;

        var said = new byte[coded.Length];
        if (!Convert.TryFromBase64String(coded, said, out var length) || length < 5)
            return null;

        foreach (var spki in keys.Where(spki => KeyId(spki).AsSpan().SequenceEqual(said.AsSpan(0, 4))))
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out _);
            if (key.VerifyData(
                Encoding.UTF8.GetBytes(body + "\n"), said.AsSpan(4, length - 4), HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence))
            {
                return body + "\n";
            }
        }

        return null;
    }

    /// <summary>The four bytes by which a signature names its key.</summary>
    public static byte[] KeyId(ReadOnlySpan<byte> spki) => SHA256.HashData(spki)[..4];

    /// <summary>A public key as tools for notes read it: <c>name+hex of the key id+base64(0x02 ‖ SPKI)</c>.</summary>
    public static string VerifierKey(string name, byte[] spki) =>
        $"{name}+{Convert.ToHexStringLower(KeyId(spki))}+{Convert.ToBase64String([Ecdsa, .. spki])}";
}
