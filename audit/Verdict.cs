using System.Globalization;

namespace WarmHandover.Auditing;

/// <summary>What a check comes to. The first line is for programs, the words are for people.</summary>
public sealed record Verdict(string Line, int ExitCode, string Words)
{
    /// <summary>Everything covered by anchors is as it was.</summary>
    public const int Valid = 0;

    /// <summary>Something was changed.</summary>
    public const int Invalid = 1;

    /// <summary>The words on the command line are off.</summary>
    public const int Usage = 2;

    /// <summary>It fits together, and nobody else vouches for the last part.</summary>
    public const int Incomplete = 3;

    /// <summary>An instant as the verdict says it.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Something does not fit: a stable code, a sentence, and the entry, checkpoint or key where it shows.</summary>
public sealed class InvalidException(
    string code, string sentence, long? entry = null, long? checkpoint = null, long? key = null) : Exception(sentence)
{
    /// <summary>The verdict it comes to.</summary>
    public Verdict Verdict { get; } = new(
        entry is { } n ? $"INVALID at entry {n}: {code}" : checkpoint is { } size ? $"INVALID at checkpoint {size}: {code}"
            : key is { } place ? $"INVALID at key {place}: {code}" : $"INVALID: {code}",
        Verdict.Invalid, sentence);
}
