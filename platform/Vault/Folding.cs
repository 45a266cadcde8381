namespace WarmHandover.Platform.Vault;

/// <summary>
/// Takes the accents off Latin letters. A table, because the house runs without culture data, where <see cref="string.Normalize()"/> cannot
/// be relied on, and because a search term once stored must fold the same way in every later version of the runtime.
/// </summary>
internal static class Folding
{
    private static readonly Dictionary<char, string> Letters = Table();

    /// <summary>What a character is in a search term: plain lower-case letters, nothing (apostrophe, loose accent), or a space.</summary>
    public static string Plain(char character)
    {
        if (char.IsAsciiLetterOrDigit(character))
            return char.ToLowerInvariant(character).ToString();
        if (Letters.TryGetValue(char.ToLowerInvariant(character), out var plain))
            return plain;
        if (IsApostrophe(character) || character is >= '\u0300' and <= '\u036f')
            return "";

        return char.IsLetterOrDigit(character) || char.IsSurrogate(character) ? char.ToLowerInvariant(character).ToString() : " ";
    }

    private static bool IsApostrophe(char character) => character is '\'' or '’' or '‘' or 'ʼ' or 'ʻ' or '`' or '´';

    private static Dictionary<char, string> Table()
    {
        var table = new Dictionary<char, string>();
        void Fold(string to, string from)
        {
            foreach (var letter in from)
                table.Add(letter, to);
        }

        Fold("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ");
        Fold("b", "ḃḅḇ");
        Fold("c", "çćĉċčḉ");
        Fold("d", "ďḋḍḏḑḓđð");
        Fold("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệəǝ");
        Fold("f", "ḟ");
        Fold("g", "ĝğġģǧǵḡ");
        Fold("h", "ĥȟḣḥḧḩḫẖħ");
        Fold("i", "ìíîïĩīĭįǐȉȋḭḯỉịıİ");
        Fold("j", "ĵǰ");
        Fold("k", "ķǩḱḳḵ");
        Fold("l", "ĺļľḷḹḻḽłŀ");
        Fold("m", "ḿṁṃ");
        Fold("n", "ñńņňǹṅṇṉṋŉŋ");
        Fold("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ");
        Fold("p", "ṕṗ");
        Fold("r", "ŕŗřȑȓṙṛṝṟ");
        Fold("s", "śŝşšșṡṣṥṧṩſ");
        Fold("t", "ţťțṫṭṯṱẗŧ");
        Fold("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự");
        Fold("v", "ṽṿ");
        Fold("w", "ŵẁẃẅẇẉẘ");
        Fold("x", "ẋẍ");
        Fold("y", "ýÿŷȳẏẙỳỵỷỹ");
        Fold("z", "źżžẑẓẕ");
        Fold("ss", "ßẞ");
        Fold("ae", "æǽ");
        Fold("oe", "œ");
        Fold("ij", "ĳ");
        Fold("th", "þ");
        return table;
    }
}
