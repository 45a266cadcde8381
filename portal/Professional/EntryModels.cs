using System.Net;
using System.Text.RegularExpressions;

namespace WarmHandover.Portal.Professional;

/// <summary>A personal way in, as the desk sees it.</summary>
public sealed record WayIn(
    Guid Way, Guid Family, Guid Person, string Role, string Purpose, DateTimeOffset Until, string? Closed, string? Channel,
    DateTimeOffset? CodeUntil, bool SecondFactor, DateTimeOffset? LastUsed, int Wrong, bool Silent);

/// <summary>A code that was just made: shown this once.</summary>
public sealed record MadeCode(string? Shown, DateTimeOffset Until, string? Card);

/// <summary>What stands on a card: a line, and what is printed large under it.</summary>
public sealed record CardLine(string Text, string? Large);

/// <summary>Reads the card of the API, so that it is printed as the API says it, word for word.</summary>
internal static partial class CardText
{
    public static IReadOnlyList<CardLine> Of(string card) => [.. Paragraph().Matches(card).Select(Line)];

    private static CardLine Line(Match line) => new(
        WebUtility.HtmlDecode(line.Groups["text"].Value),
        line.Groups["large"] is { Success: true } large ? WebUtility.HtmlDecode(large.Value) : null);

    [GeneratedRegex("<p>(?<text>[^<]*)(?:<br><strong>(?<large>[^<]*)</strong>)?</p>")]
    private static partial Regex Paragraph();
}
