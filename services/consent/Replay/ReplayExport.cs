using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using WarmHandover.Contracts;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Replaying;

/// <summary>A replay as a file: for a spreadsheet, for a program, to print, or to read aloud.</summary>
internal static class ReplayExport
{
    /// <summary>The forms that can be asked for.</summary>
    public static readonly IReadOnlyList<string> Forms = ["csv", "json", "html", "tekst"];

    private static readonly string[] Columns =
    [
        "stap", "vastgelegd", "gebeurd", "soort", "wat", "wie", "rol", "organisatie-van-wie", "regel", "tekstversie", "verzoek-of-grond",
        "ondertekenaar", "team", "organisatie", "doel", "kanaal", "reden", "rijen", "type", "hash",
    ];

    /// <summary>The file, named after the family's number.</summary>
    public static IResult Of(string form, FamilyReplay replay, Remit remit, HttpContext http)
    {
        var extension = form is "tekst" ? "txt" : form;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"terugblik-{replay.Family:N}.{extension}\"";
        return form switch
        {
            "csv" => TypedResults.Text(Csv.Of(Columns, replay.Steps.Select(Cells)), "text/csv", Encoding.UTF8),
            "html" => TypedResults.Text(Html(replay, remit), "text/html", Encoding.UTF8),
            "tekst" => TypedResults.Text(Plain(replay, remit), "text/plain", Encoding.UTF8),
            _ => TypedResults.Ok(replay),
        };
    }

    private static string?[] Cells(ReplayStep step) =>
    [
        step.Version.ToString(CultureInfo.InvariantCulture), Instants.Text(step.RecordedAt),
        step.At is { } at ? Instants.Text(at) : null, step.Kind, step.What, step.By?.Person, step.By?.Role,
        step.By?.Organisation.ToString(), step.Rule, step.TextVersion, step.Request?.ToString(), step.Signatory?.ToString(),
        step.Team?.ToString(), step.Organisation?.ToString(), step.Purpose, step.Channel, step.Reason, RowsOf(step.Rows), step.Type,
        step.Hash,
    ];

    private static string RowsOf(IReadOnlyList<Row> rows) => string.Join(' ', rows.Select(r => $"{r.Subject}/{r.Category}"));

    private static string Local(DateTimeOffset at) =>
        $"{DutchWords.Of(Amsterdam.DateAt(at))} {Amsterdam.LocalAt(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";

    private static string[] Preamble(FamilyReplay replay, Remit remit) =>
    [
        $"Gezin {replay.Family}",
        $"Zoals bekend op {Local(replay.Known)} (Nederlandse tijd).",
        $"Opdracht {remit.Assignment}, doel {remit.Purpose}, over {DutchWords.Of(remit.From)} tot en met {DutchWords.Of(remit.Until)}.",
        $"Keten {replay.Stream}: {replay.StepsKnown} stappen, waarvan {replay.Steps.Count} in dit verslag.",
        "Er staan geen namen in: mensen en teams zijn nummers. Een stap zonder uitleg valt buiten de opdracht; zijn schakel staat er wel.",
        "Dit verslag zegt wat door dit systeem ging, en wat daarin is vastgelegd. Over de rest zegt het niets.",
    ];

    private static string Said(ReplayStep step) => step.What is null ? "Valt buiten de opdracht." : string.Join(' ', Parts(step));

    private static IEnumerable<string> Parts(ReplayStep step)
    {
        yield return step.What!;
        yield return step.By! switch
        {
            { Role: "huis" } => "Door het systeem.",
            { Organisation: var none, Role: var role } when none == Guid.Empty => $"Door de {role} zelf.",
            var by => $"Door {by.Person ?? "iemand"} ({by.Role}, organisatie {by.Organisation}).",
        };
        if (step.Signatory is { } who)
            yield return $"Wie antwoordde: {who}.";
        if (step.Organisation is { } to)
            yield return $"Ontvanger: {(step.Team is { } team ? $"team {team} van " : "")}organisatie {to}.";
        if (step.Purpose is { } purpose)
            yield return $"Doel: {purpose}.";
        if (step.Rows is not [])
            yield return $"Gegevens: {string.Join(", ", step.Rows.Select(r => $"{r.Category} van {r.Subject}"))}.";
        if (step.Rule is { } rule)
            yield return $"Regel: {rule}{(step.TextVersion is { } text ? $", tekst {text}" : "")}.";
        if (step.Reason is { } reason)
            yield return $"Reden: {reason}.";
        if (step.Channel is { } channel)
            yield return $"Langs: {channel}.";
    }

    private static string Plain(FamilyReplay replay, Remit remit)
    {
        var text = new StringBuilder("Terugblik op toestemming\n\n");
        foreach (var line in Preamble(replay, remit))
            text.Append(line).Append('\n');
        foreach (var step in replay.Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{step.Version}. {Local(step.RecordedAt)}\n   {Said(step)}\n")
                .Append(CultureInfo.InvariantCulture, $"   schakel {step.Hash}\n");
        }

        return text.ToString();
    }

    private static string Html(FamilyReplay replay, Remit remit)
    {
        static string Safe(string text) => HtmlEncoder.Default.Encode(text);
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <title>Terugblik op toestemming</title>
            <style>
            body { font: 11pt/1.5 sans-serif; margin: 2rem auto; max-width: 60rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-bottom: 1px solid #767676; padding: .4rem; text-align: left; vertical-align: top; }
            td.schakel { font: 8pt monospace; word-break: break-all; }
            thead { display: table-header-group; }
            tr { break-inside: avoid; }
            </style>
            </head>
            <body>
            <h1>Terugblik op toestemming</h1>

            """);
        foreach (var line in Preamble(replay, remit))
            page.Append(CultureInfo.InvariantCulture, $"<p>{Safe(line)}</p>\n");
        page.Append("""
            <table>
            <caption>De stappen, de oudste eerst</caption>
            <thead><tr>
            <th scope="col">Stap</th><th scope="col">Vastgelegd</th><th scope="col">Wat</th><th scope="col">Schakel</th>
            </tr></thead>
            <tbody>

            """);
        foreach (var step in replay.Steps)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{step.Version}</td><td>{Safe(Local(step.RecordedAt))}</td><td>{Safe(Said(step))}</td>"
                + $"<td class=\"schakel\">{Safe(step.Hash)}</td></tr>\n");
        }

        return page.Append("</tbody>\n</table>\n</body>\n</html>\n").ToString();
    }
}
