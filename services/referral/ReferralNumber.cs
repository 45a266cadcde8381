using System.Security.Cryptography;

namespace WarmHandover.Referrals;

/// <summary>
/// The number that people read to each other over the telephone: <c>WO-</c> and eight characters without I, L, O and U. It follows from
/// the id through a hash, so that it tells neither the time nor the order.
/// </summary>
public static class ReferralNumber
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;

    /// <summary>The number of a referral.</summary>
    public static string Of(Guid referral)
    {
        Span<byte> id = stackalloc byte[16];
        referral.TryWriteBytes(id, bigEndian: true, out _);
        var bits = BitConverter.ToUInt64(SHA256.HashData(id));
        return string.Create(11, bits, (text, rest) =>
        {
            "WO-".CopyTo(text);
            for (var i = 3; i < text.Length; i++, rest >>= 5)
                text[i] = Alphabet[(int)(rest & 31)];
        });
    }

    /// <summary>
    /// A number as somebody typed what he heard: without the letters, in small letters, with an O for a nought; null when it is none.
    /// </summary>
    public static string? Parse(string typed)
    {
        var heard = typed.Trim().ToUpperInvariant();
        var eight = (heard.StartsWith("WO", StringComparison.Ordinal) && heard.Length > Length ? heard[2..] : heard).Trim(' ', '-')
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return eight.Length == Length && eight.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? $"WO-{eight}" : null;
    }

    /// <summary>The referral whose stream this is.</summary>
    public static Guid IdOf(string stream) => Guid.ParseExact(stream.AsSpan(stream.IndexOf('-', StringComparison.Ordinal) + 1), "N");
}
