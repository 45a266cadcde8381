using System.Text;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// The stem of a Dutch word by the published Snowball rules (Porter), the same that PostgreSQL calls <c>dutch_stem</c>; a test compares
/// the two. Made here so that both engines find the same: SQLite knows no Dutch.
/// </summary>
public static partial class DutchStem
{
    private const string Vowels = "aeiouyè";

    /// <summary>The stem of one word in lower case.</summary>
    public static string Of(string word)
    {
        var stem = new Stem(Prepared(word));
        stem.Plurals();
        var endedInE = stem.LoseE();
        stem.LoseHeid();
        stem.LoseDerivations(endedInE);
        stem.UndoubleVowel();
        return stem.Text.ToString().ToLowerInvariant();
    }

    // Between vowels i is a consonant; so is y at the start and after a vowel. They become capitals for as long as it takes.
    private static StringBuilder Prepared(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word)
            plain.Append(WithoutAccent(letter));
        for (var i = 0; i < plain.Length; i++)
        {
            var afterVowel = i > 0 && IsVowel(plain[i - 1]);
            if (plain[i] is 'y' && (i == 0 || afterVowel))
                plain[i] = 'Y';
            else if (plain[i] is 'i' && afterVowel && i + 1 < plain.Length && IsVowel(plain[i + 1]))
                plain[i] = 'I';
        }

        return plain;
    }

    private static char WithoutAccent(char letter) => letter switch
    {
        'ä' or 'á' => 'a',
        'ë' or 'é' => 'e',
        'ï' or 'í' => 'i',
        'ö' or 'ó' => 'o',
        'ü' or 'ú' => 'u',
        _ => letter,
    };

    private static bool IsVowel(char letter) => Vowels.Contains(letter);
}
