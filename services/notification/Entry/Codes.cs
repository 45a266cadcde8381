using System.Security.Cryptography;
using System.Text;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Notifications.Entry;

/// <summary>
/// Codes and pins: made here, kept as keyed hashes only. The first four characters of a code find its way in, the other eight (forty bits)
/// are the secret. Letters and digits that look alike are not used.
/// </summary>
internal sealed class Codes(MasterKey master)
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int OfHandle = 4;
    private const int Length = 12;
    private const int Rounds = 100_000;

    // Asked each time: what is derived from is known only when the store of keys was read, at the start.
    private byte[] CodeKey => master.Derive("way-in|code");

    private byte[] PinKey => master.Derive("way-in|pin");

    /// <summary>A new code, random.</summary>
    public static string Make() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As a person reads it: three groups of four.</summary>
    public static string Spaced(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";

    /// <summary>What a person typed, as it was made: capitals, without spaces and dashes; null when it cannot be a code.</summary>
    public static string? Typed(string? text)
    {
        var plain = new string([.. (text ?? "").ToUpperInvariant().Where(c => c is not ' ' and not '-' and not '.')]);
        return plain.Length == Length && plain.All(Alphabet.Contains) ? plain : null;
    }

    /// <summary>The part that finds the way in.</summary>
    public static string Handle(string code) => code[..OfHandle];

    /// <summary>The hash that is kept of a code, for one way in.</summary>
    public string Hash(Guid way, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(CodeKey, Encoding.ASCII.GetBytes($"{way:N}|{code}")));

    /// <summary>The hash that is kept of a pin, for one way in: slow, because a pin is short.</summary>
    public string HashPin(Guid way, string pin)
    {
        var salt = HMACSHA256.HashData(PinKey, way.ToByteArray());
        return Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(pin, salt, Rounds, HashAlgorithmName.SHA256, 32));
    }

    /// <summary>Six digits that are not the first ones anybody tries.</summary>
    public static bool IsGoodPin(string? pin) => pin is { Length: 6 } && pin.All(char.IsAsciiDigit)
        && pin.Distinct().Count() > 2 && !"01234567890".Contains(pin, StringComparison.Ordinal)
        && !"09876543210".Contains(pin, StringComparison.Ordinal);
}
