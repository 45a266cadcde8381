using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Words at a desk, where nobody looks them through first: a number that may be a BSN is refused at the field.</summary>
internal static class NumberInput
{
    /// <summary>What is said about it, to professionals and to the person alike.</summary>
    public const string Sentence = "Hier staat een nummer dat een BSN kan zijn. Dat is niet nodig: laat het weg.";

    /// <summary>No number that may be a BSN.</summary>
    public static InputErrors NoBsn(this InputErrors errors, string? words, string field) =>
        errors.Must(words is null || !SuspectNumbers.In(words).Any(), field, Sentence);
}
