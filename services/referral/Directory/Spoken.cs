namespace WarmHandover.Referrals.Directory;

/// <summary>Languages that are written down of a search in vain; of any other only that it was another.</summary>
internal static class Spoken
{
    private static readonly HashSet<string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        "Nederlands", "Arabisch", "Berbers", "Tamazight", "Turks", "Koerdisch", "Pools", "Oekraïens", "Russisch", "Engels", "Duits",
        "Frans",
        "Spaans", "Portugees", "Papiaments", "Tigrinya", "Somali", "Farsi", "Dari", "Pasjtoe", "Urdu", "Chinees", "Vietnamees", "Bulgaars",
        "Roemeens", "Hongaars", "Gebarentaal", "nl", "ar", "tr", "ku", "pl", "uk", "ru", "en", "de", "fr", "es", "pt", "pap", "ti", "so",
        "fa",
        "prs", "ps", "ur", "zh", "vi", "bg", "ro", "hu",
    };

    public static string? Known(string? language) =>
        language is null ? null : Languages.TryGetValue(language.Trim(), out var known) ? known.ToLowerInvariant() : "anders";
}
