using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WarmHandover.Signals;

/// <summary>
/// Numbers in free text that pass the elfproef and so may be a BSN: nine digits (or eight, with the first zero left out), also written with
/// dots, dashes or spaces. A handover needs no BSN, and some recipients may not have it.
/// </summary>
public static partial class SuspectNumbers
{
    /// <summary>Where such numbers stand.</summary>
    public static IEnumerable<(int Start, int Length, string Digits)> In(string text)
    {
        foreach (Match match in Candidates().Matches(text))
        {
            var digits = Digits(match.Value);
            if (Passes(digits))
                yield return (match.Index, match.Length, digits);
        }
    }

    /// <summary>The text with every such number made unreadable.</summary>
    public static string Masked(string text)
    {
        var masked = new StringBuilder(text);
        foreach (var (start, length, _) in In(text))
        {
            for (var i = start; i < start + length; i++)
                masked[i] = char.IsAsciiDigit(masked[i]) ? '•' : masked[i];
        }

        return masked.ToString();
    }

    /// <summary>The suspect numbers in all texts of what is about to be sealed.</summary>
    public static IEnumerable<string> InContent<T>(T content)
    {
        var found = new List<string>();
        Walk(JsonSerializer.SerializeToElement(content, JsonSerializerOptions.Web));
        return found.Distinct();

        void Walk(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    found.AddRange(In(element.GetString()!).Select(n => n.Digits));
                    break;
                case JsonValueKind.Object:
                    foreach (var part in element.EnumerateObject().Where(p => p.Name is not "phone" and not "birthDate"))
                        Walk(part.Value);
                    break;
                case JsonValueKind.Array:
                    foreach (var part in element.EnumerateArray())
                        Walk(part);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The elfproef: weights 9 to 2 and minus 1, the sum divisible by eleven, and not all zeros.</summary>
    public static bool Passes(string digits)
    {
        if (digits.Length is not (8 or 9) || digits.All(c => c == '0'))
            return false;

        var nine = digits.PadLeft(9, '0');
        var sum = Enumerable.Range(0, 8).Sum(i => (9 - i) * (nine[i] - '0')) - (nine[8] - '0');
        return sum % 11 == 0;
    }

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);

    [GeneratedRegex(@"(?<![\d.,-])(?:\d[ .-]?){7,8}\d(?![\d-])", RegexOptions.CultureInvariant)]
    private static partial Regex Candidates();
}
