using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace WarmHandover.Gateway;

/// <summary>The words and the looks of <see cref="ApiPage"/>.</summary>
internal static class ApiPageText
{
    public const string Style = """
        :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
        body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
        pre { padding: .75rem; border: 1px solid; border-radius: .25rem; overflow-x: auto; }
        summary { padding: .25rem 0; cursor: pointer; }
        summary:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 2px; }
        summary b { display: inline-block; min-width: 4rem; }
        details > * + * { margin-left: 1rem; }
        """;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["signal"] = "Signalen en gezinnen",
        ["consent"] = "Toestemming",
        ["referral"] = "Verwijzen en sociale kaart",
        ["notification"] = "Meldingen, post en toegang",
    };

    private static readonly JsonSerializerOptions Neat = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Page(IReadOnlyList<(string Service, JsonElement? Says)> services)
    {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>De API's van Warme Overdracht</title><link rel="stylesheet" href="/api/stijl"></head><body>
            <header><h1>De API's van Warme Overdracht</h1>
            <p>Elke handeling van elke dienst: wie haar mag doen, wat erin gaat en hoe zij nee zegt. Tijden zijn UTC. Fouten zijn problemen
            (RFC 9457) met een vaste code. Elke schrijvende handeling vraagt een <code>Idempotency-Key</code>.</p></header><main>
            """);
        page.Append("<nav aria-label=\"Diensten\"><ul>");
        foreach (var (service, _) in services)
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{service}\">{Names[service]}</a></li>");
        page.Append("</ul></nav>");
        foreach (var (service, says) in services)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section id=\"{service}\"><h2>{Names[service]}</h2>");
            page.Append(CultureInfo.InvariantCulture, $"<p><a href=\"/{service}/openapi.json\">Beschrijving als OpenAPI 3.1</a></p>");
            if (says is { } description)
                Operations(page, description);
            else
                page.Append("<p>Deze dienst antwoordt nu niet. Probeer het later opnieuw.</p>");
            page.Append("</section>");
        }

        return page.Append("</main></body></html>").ToString();
    }

    private static void Operations(StringBuilder page, JsonElement description)
    {
        var below = description.GetProperty("servers")[0].GetProperty("url").GetString();
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
                Operation(page, operation.Name.ToUpperInvariant(), $"{below}{path.Name}", operation.Value);
        }
    }

    private static void Operation(StringBuilder page, string method, string path, JsonElement operation)
    {
        var summary = operation.TryGetProperty("summary", out var words) ? words.GetString() : "";
        page.Append(CultureInfo.InvariantCulture, $"<details><summary><b>{method}</b> <code>{Safe(path)}</code> {Safe(summary)}</summary>");
        page.Append(CultureInfo.InvariantCulture, $"<p>Voor: {Safe(Who(operation))}.</p>");
        if (Example(operation) is { } example)
        {
            var shown = Safe(JsonSerializer.Serialize(example, Neat));
            page.Append(CultureInfo.InvariantCulture, $"<p>Voorbeeld:</p><pre tabindex=\"0\">{shown}</pre>");
        }

        page.Append("<ul>");
        foreach (var answer in operation.GetProperty("responses").EnumerateObject())
        {
            var meaning = answer.Value.TryGetProperty("description", out var said) ? said.GetString() : "";
            page.Append(CultureInfo.InvariantCulture, $"<li>{answer.Name}: {Safe(meaning is "OK" or "Created" ? "gelukt" : meaning)}</li>");
        }

        page.Append("</ul></details>");
    }

    private static string Who(JsonElement operation) =>
        operation.TryGetProperty("security", out var security) && security.GetArrayLength() > 0
            ? string.Join(", ", security[0].GetProperty("bearer").EnumerateArray().Select(role => role.GetString()))
            : "iedereen, zonder aanmelden";

    private static JsonElement? Example(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body)
        && body.GetProperty("content").TryGetProperty("application/json", out var json)
        && json.TryGetProperty("example", out var example)
            ? example
            : null;

    private static string Safe(string? text) => WebUtility.HtmlEncode(text ?? "");
}
