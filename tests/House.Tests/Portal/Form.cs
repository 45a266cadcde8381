using System.Globalization;
using AngleSharp.Dom;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// A form of a page as somebody fills it in who wants to get through: the first choice, today, and his own words in each text.
/// </summary>
internal sealed class Form(IElement form)
{
    private static readonly string[] Texts = ["text", "search", "tel", "email", "url", ""];

    /// <summary>How the browser without script finds it: its name, or where it goes.</summary>
    public string Name { get; } =
        form.QuerySelector("input[name=_handler]")?.GetAttribute("value") ?? form.GetAttribute("action") ?? "";

    /// <summary>Where somebody types.</summary>
    public string[] Fields { get; } = [.. form.QuerySelectorAll("input[name], textarea[name]").Where(IsText).Select(Named).Distinct()];

    /// <summary>Everything that is sent, with these words in the text fields.</summary>
    public (string Name, string Value)[] Filled(Func<string, string> words)
    {
        var said = new List<(string, string)>();
        foreach (var field in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var name = Named(field);
            if (IsText(field))
                said.Add((name, words(name)));
            else if (field.LocalName is "select")
                said.Add((name, Options(field).FirstOrDefault(v => v is { Length: > 0 }) ?? ""));
            else if (Value(field, said) is { } value)
                said.Add((name, value));
        }

        if (form.QuerySelector("button[name]") is { } button)
            said.Add((Named(button), button.GetAttribute("value") ?? ""));
        return [.. said];
    }

    private static string? Value(IElement field, List<(string Name, string)> said)
    {
        var given = field.GetAttribute("value");
        return field.GetAttribute("type") switch
        {
            "radio" => said.Exists(s => s.Name == Named(field)) || Better(field) ? null : given ?? "",
            "checkbox" => given ?? "on",
            "date" => given is { Length: > 0 } ? given
                : field.GetAttribute("min") ?? DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "time" => given is { Length: > 0 } ? given : "10:00",
            "number" => given is { Length: > 0 } ? given : "1",
            "password" => "482913",
            _ => null,
        };
    }

    // A family that wants help comes further than one that does not.
    private static bool Better(IElement field) => field.GetAttribute("value") != "wil-hulp"
        && field.Closest("form")!.QuerySelector($"input[name='{Named(field)}'][value='wil-hulp']") is not null;

    private static IEnumerable<string?> Options(IElement field) => field.QuerySelectorAll("option").Select(o => o.GetAttribute("value"));

    private static bool IsText(IElement field) =>
        field.LocalName is "textarea" || (field.LocalName is "input" && Texts.Contains(field.GetAttribute("type") ?? ""));

    private static string Named(IElement field) => field.GetAttribute("name")!;
}
