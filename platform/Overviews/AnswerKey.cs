using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Platform.Overviews;

/// <summary>
/// A key on P-256 that lives as long as one question: whoever asked opens the answers, and nobody on the way can. The answering side makes
/// a key of its own for each answer, so that the same words never look the same twice.
/// </summary>
public sealed class AnswerKey : IDisposable
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private static readonly byte[] What = Encoding.ASCII.GetBytes("wo-overview-v1");
    private readonly ECDiffieHellman own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public half, as it travels with the question.</summary>
    public byte[] Public => own.ExportSubjectPublicKeyInfo();

    /// <summary>Seals an answer for the public half that came with a question.</summary>
    public static byte[] Seal<T>(T answer, byte[] sealFor)
    {
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(sealFor, out _);
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (half, plain) = (once.ExportSubjectPublicKeyInfo(), JsonSerializer.SerializeToUtf8Bytes(answer, Facts.Json));
        var box = new byte[2 + half.Length + Nonce + Tag + plain.Length];
        BinaryPrimitives.WriteUInt16BigEndian(box, (ushort)half.Length);
        half.CopyTo(box, 2);
        var rest = box.AsSpan(2 + half.Length);
        RandomNumberGenerator.Fill(rest[..Nonce]);
        using var cipher = new AesGcm(Shared(once, theirs.PublicKey), Tag);
        cipher.Encrypt(rest[..Nonce], plain, rest[(Nonce + Tag)..], rest[Nonce..(Nonce + Tag)], sealFor);
        return box;
    }

    /// <summary>Opens an answer; what was not sealed for this key, or was changed, is no answer.</summary>
    public T Open<T>(byte[] box)
    {
        try
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(box);
            using var theirs = ECDiffieHellman.Create();
            theirs.ImportSubjectPublicKeyInfo(box.AsSpan(2, length), out _);
            var rest = box.AsSpan(2 + length);
            var plain = new byte[rest.Length - Nonce - Tag];
            using var cipher = new AesGcm(Shared(own, theirs.PublicKey), Tag);
            cipher.Decrypt(rest[..Nonce], rest[(Nonce + Tag)..], rest[Nonce..(Nonce + Tag)], plain, Public);
            return JsonSerializer.Deserialize<T>(plain, Facts.Json) ?? throw new NoAnswerException("The answer is empty.");
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException or JsonException)
        {
            throw new NoAnswerException("The answer could not be opened.", broken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => own.Dispose();

    private static byte[] Shared(ECDiffieHellman one, ECDiffieHellmanPublicKey other) =>
        one.DeriveKeyFromHash(other, HashAlgorithmName.SHA256, What, null);
}
