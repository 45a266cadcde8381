using System.Security.Cryptography;
using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

/// <summary>
/// The texts that explain a request, as data: for each version, language and kind of consent the same layered parts of one sentence each,
/// with the longest sentence per level and the hard words that may not stand in them.
/// </summary>
public sealed record ExplanationBook(
    int Version, IReadOnlyList<string> Parts, IReadOnlyList<ReadingLevel> Levels, IReadOnlyList<HardWords> HardWords,
    IReadOnlyDictionary<string, string> ReadAloud, IReadOnlyList<string> Interpreters, IReadOnlyList<ExplanationText> Texts,
    IReadOnlyList<RecipientWords> Recipients, IReadOnlyDictionary<string, OneOrMany> UnknownRecipient,
    IReadOnlyDictionary<string, OneOrMany> WholeOrganisation, IReadOnlyDictionary<string, MeetingWords> Meetings,
    IReadOnlyList<Translation> Translations)
{
    private const int MostNamed = 3;

    /// <summary>The language in which every text exists.</summary>
    public const string Dutch = "nl";

    /// <summary>The level of the texts for children.</summary>
    public const string ForChildren = "kind";

    /// <summary>The level of the texts for adults.</summary>
    public const string Plain = "b1";

    /// <summary>A text by its version and language, for a kind of consent; null when there is none.</summary>
    public ExplanationText? Find(string? version, string? language, string kind) =>
        Texts.FirstOrDefault(t => t.Version == version && t.Language == language && t.Kind == kind);

    /// <summary>The newest text of a level in a language, or in Dutch when that language has none.</summary>
    public ExplanationText Newest(string level, string language, string kind) =>
        Texts.LastOrDefault(t => t.Level == level && t.Language == language && t.Kind == kind)
        ?? Texts.Last(t => t.Level == level && t.Language == Dutch && t.Kind == kind);

    /// <summary>A text with the purpose, the recipient and the last day of one request in it.</summary>
    public IReadOnlyList<PartSaid> Fill(ExplanationText text, ConsentRequested asked, IReadOnlyList<string> recipientKinds) =>
    [
        .. text.Parts.Select(p => new PartSaid(
            p.Code, p.Title,
            p.Sentence
                .Replace("{doel}", PurposeIn(text.Language, asked.Purpose), StringComparison.Ordinal)
                .Replace("{ontvanger}", RecipientIn(text.Language, asked.Scope, recipientKinds), StringComparison.Ordinal)
                .Replace("{einddatum}", DateIn(text.Language, asked.Until), StringComparison.Ordinal),
            p.Pictogram, p.Audio)),
    ];

    /// <summary>What a category is called in a language, for a reader.</summary>
    public string CategoryIn(string language, Category category, bool child) =>
        language == Dutch ? (child ? category.ChildSentence : null) ?? category.Sentence
        : Translations.FirstOrDefault(t => t.Language == language)?.Categories.GetValueOrDefault(category.Code) ?? category.Sentence;

    private string PurposeIn(string language, string purpose) =>
        Translations.FirstOrDefault(t => t.Language == language)?.Purposes.GetValueOrDefault(purpose)
        ?? Lists.Purposes.Find(purpose)?.Name ?? purpose;

    private string RecipientIn(string language, RecipientScope? scope, IReadOnlyList<string> kinds)
    {
        var known = KindIn(language, scope?.Kind ?? (kinds is [var kind, ..] ? kind : null));
        return scope?.Width switch
        {
            RecipientScope.Meeting => MeetingIn(language, kinds),
            RecipientScope.OfKind => (known ?? UnknownRecipient[language]).Many,
            RecipientScope.Organisation => WholeOrganisation[language].One,
            _ => (known ?? UnknownRecipient[language]).One,
        };
    }

    // Few enough to hear: by what they are. All of them stand beside it, by name.
    private string MeetingIn(string language, IReadOnlyList<string> kinds)
    {
        var (words, names) = (Meetings[language], kinds.Select(k => KindIn(language, k)?.One).OfType<string>().Distinct().ToArray());
        return names.Length is 0 or > MostNamed || names.Length < kinds.Count
            ? words.Whole
            : $"{words.Of} {(names is [.. { Length: > 0 } first, var last] ? $"{string.Join(", ", first)} {words.And} {last}" : names[0])}";
    }

    private OneOrMany? KindIn(string language, string? kind) =>
        Recipients.FirstOrDefault(r => r.Kind == kind)?.Words.GetValueOrDefault(language);

    private static string DateIn(string language, DateOnly date) =>
        language == Dutch ? DutchWords.Of(date) : date.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How many words a sentence may have at most, for a level in a language.</summary>
public sealed record ReadingLevel(string Code, string Language, int MostWords);

/// <summary>Words that people stumble over, in a language.</summary>
public sealed record HardWords(string Language, IReadOnlyList<string> Words);

/// <summary>One explanation: a version in one language, at one level, for one kind of consent.</summary>
public sealed record ExplanationText(
    string Version, string Language, string Level, string Kind, IReadOnlyList<ExplanationPart> Parts)
{
    /// <summary>The SHA-256 of the words as they stand in the data: what somebody was told can be shown to be this.</summary>
    public string Hash => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Parts.Select(p => new[] { p.Code, p.Title, p.Sentence }), Facts.Json)));
}

/// <summary>
/// One part: a short question that is always seen, and the one sentence behind it; a pictogram, and a place for a recording.
/// </summary>
public sealed record ExplanationPart(string Code, string Title, string Sentence, string Pictogram, string? Audio);

/// <summary>A part as it is said about one request.</summary>
public sealed record PartSaid(string Code, string Title, string Sentence, string Pictogram, string? Audio);

/// <summary>What a kind of organisation is called in plain words, per language.</summary>
public sealed record RecipientWords(string Kind, IReadOnlyDictionary<string, OneOrMany> Words);

/// <summary>One of them, or all of them.</summary>
public sealed record OneOrMany(string One, string Many);

/// <summary>A meeting in one language: of whom, and how the last of them is joined; or all of them at once.</summary>
public sealed record MeetingWords(string Of, string And, string Whole);

/// <summary>Purposes and categories in one language.</summary>
public sealed record Translation(
    string Language, IReadOnlyDictionary<string, string> Purposes, IReadOnlyDictionary<string, string> Categories);
