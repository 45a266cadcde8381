using System.Security.Cryptography;
using System.Text;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// AES-256-GCM as the vault uses it: nonce ‖ ciphertext ‖ tag, a fresh random 96-bit nonce, the place as associated data. What was sealed
/// for one place opens at no other.
/// </summary>
internal static class Sealing
{
    public const int KeySize = 32;
    public const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, string place)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        RandomNumberGenerator.Fill(nonce);
        return Seal(key, nonce, plain, place);
    }

    // The caller drew the nonce for this one use, together with other randomness: each draw costs as much as the sealing.
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, string place)
    {
        var bytes = new byte[NonceSize + plain.Length + TagSize];
        nonce.CopyTo(bytes);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, plain, bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(^TagSize..), Encoding.UTF8.GetBytes(place));
        return bytes;
    }

    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, string place)
    {
        if (bytes.Length < NonceSize + TagSize)
            throw new SealBrokenException();

        var plain = new byte[bytes.Length - NonceSize - TagSize];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(bytes[..NonceSize], bytes[NonceSize..^TagSize], bytes[^TagSize..], plain, Encoding.UTF8.GetBytes(place));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException();
        }
    }
}

/// <summary>A sealed payload or key was changed, or stands where it was not sealed for. Says nothing of what was in it.</summary>
public sealed class SealBrokenException()
    : Exception("A sealed payload or key was changed, or stands in another place than it was sealed for.");
