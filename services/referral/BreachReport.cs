using System.Globalization;
using System.Net;
using System.Text;
using WarmHandover.Contracts;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals;

/// <summary>
/// The facts for the report of a breach (GDPR 33(3)): about whom, which kinds of data, since when, who could read it and whether anybody
/// did, what was done, and until when the authority must be told. Numbers, not names: who they are stands in the own file.
/// </summary>
public sealed record BreachReport(
    Guid Breach, Guid Referral, string Number, string Cause, string CauseInWords, IReadOnlyList<PersonInBreach> People,
    Guid FromTeam, Guid FromOrganisation, Guid Team, Guid Organisation, DateTimeOffset SentAt, DateTimeOffset DiscoveredAt,
    DateTimeOffset ReportedAt, string ReportedBy, DateTimeOffset ClosedAt, OpenedInBreach Opened, ConfirmedInBreach? Confirmed,
    DateTimeOffset TellAuthorityBefore, bool Late, AssessedBreach? Assessed, string Statement);

/// <summary>One person: his number, and which kinds of his data went along.</summary>
public sealed record PersonInBreach(Guid Member, IReadOnlyList<string> Categories, bool Special);

/// <summary>
/// How often the letter was opened by the receiving team, first and last; and how often only the preview without names was read. By the
/// access log: before the answer was sent.
/// </summary>
public sealed record OpenedInBreach(int Letter, DateTimeOffset? First, DateTimeOffset? Last, int Previews);

/// <summary>What the receiving team said it did, and when.</summary>
public sealed record ConfirmedInBreach(string Word, DateTimeOffset At);

/// <summary>How it was judged.</summary>
public sealed record AssessedBreach(string Outcome, bool PeopleTold, string Reason, DateTimeOffset At);

/// <summary>Makes the report, and puts it in words.</summary>
public static class BreachReports
{
    /// <summary>GDPR 33(1): without undue delay, at most 72 hours after having become aware of it.</summary>
    public static readonly TimeSpan ToTheAuthority = TimeSpan.FromHours(72);

    private const string Letter = "GET /v1/verwijzingen/{verwijzing:guid}/brief";
    private const string Preview = "GET /v1/verwijzingen/{verwijzing:guid}";

    private static readonly Dictionary<string, string> Causes = new()
    {
        ["verkeerd-team"] = "De verwijzing ging naar een ander team dan bedoeld.",
        ["verkeerd-gezin"] = "De verwijzing ging over een ander gezin dan bedoeld.",
        ["te-veel-gegevens"] = "Er ging meer mee dan nodig of afgesproken was.",
        ["zonder-grondslag"] = "Er was geen toestemming en geen andere grond.",
        ["anders"] = "Er ging iets anders mis.",
    };

    /// <summary>The report of one wrong sending, with what the access log says of the receiving organisation.</summary>
    public static BreachReport Of(
        Referral.Known known, Guid referral, Referral.Breach breach, IReadOnlyList<AccessLine> looks, DateTimeOffset now)
    {
        var said = breach.Reported;
        var opened = looks.Where(l => l.Status == 200 && l.At >= said.SentAt && l.Teams.Contains(said.Team)).ToArray();
        var letters = opened.Where(l => l.What == Letter).Select(l => l.At).Order().ToArray();
        var before = said.DiscoveredAt + ToTheAuthority;
        var people = said.Rows.GroupBy(r => r.Subject).OrderBy(g => g.Key).Select(g => new PersonInBreach(
            g.Key, [.. g.Select(r => r.Category).Order(StringComparer.Ordinal)], g.Any(IsSpecial))).ToArray();
        return new(
            said.Breach, referral, known.Draft.Number, said.Cause, Causes[said.Cause], people, said.FromTeam, said.FromOrganisation,
            said.Team, said.Organisation, said.SentAt, said.DiscoveredAt, said.At, said.By, said.At,
            new(letters.Length, letters is [var first, ..] ? first : null, letters is [.., var last] ? last : null,
                opened.Count(l => l.What == Preview)),
            breach.Confirmed is { } word ? new(word.Word, word.At) : null, before, breach.Assessed is null && now > before,
            breach.Assessed is { } judged ? new(judged.Outcome, judged.PeopleTold, judged.Reason, judged.At) : null,
            "Door dit systeem, en voor zover daarin is vastgelegd. Wat is gekopieerd of verteld, staat er alleen als iemand dat noteerde.");
    }

    /// <summary>Line by line, to read aloud or to copy into the form of the authority.</summary>
    public static string Text(BreachReport report) => string.Join('\n', Lines(report)) + "\n";

    /// <summary>The same to print.</summary>
    public static string Html(BreachReport report)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\">")
            .Append("<title>Feiten over een verkeerde verzending</title></head><body>\n");
        foreach (var (n, line) in Lines(report).Index())
            page.Append(n == 0 ? $"<h1>{WebUtility.HtmlEncode(line)}</h1>\n" : $"<p>{WebUtility.HtmlEncode(line)}</p>\n");
        return page.Append("</body></html>\n").ToString();
    }

    private static IEnumerable<string> Lines(BreachReport r) =>
    [
        $"Feiten over een verkeerde verzending, verwijzing {r.Number}",
        r.CauseInWords,
        $"Verzonden op {Local(r.SentAt)}. Ontdekt op {Local(r.DiscoveredAt)}. Gemeld en gesloten op {Local(r.ClosedAt)}.",
        $"Naar team {r.Team} van organisatie {r.Organisation}.",
        $"Het gaat om {r.People.Count} {(r.People.Count == 1 ? "persoon" : "personen")}:",
        .. r.People.Select(p =>
            $"- {p.Member}: {string.Join(", ", p.Categories)}{(p.Special ? " (ook bijzondere gegevens, AVG 9)" : "")}"),
        r.Opened.Letter == 0
            ? "De brief is niet geopend."
            : $"De brief is {r.Opened.Letter} keer geopend, voor het eerst op {Local(r.Opened.First!.Value)}, het laatst op "
                + $"{Local(r.Opened.Last!.Value)}.",
        $"Het voorbeeld zonder namen is {r.Opened.Previews} keer bekeken.",
        r.Confirmed switch
        {
            null => "De ontvanger heeft nog niet gezegd wat hij ermee deed.",
            { Word: ReferralDecider.NotOpened } c => $"De ontvanger bevestigde op {Local(c.At)} dat er niets is geopend.",
            { } c => $"De ontvanger bevestigde op {Local(c.At)} dat alles is vernietigd.",
        },
        $"Melden bij de Autoriteit Persoonsgegevens, als dat moet, kan tot {Local(r.TellAuthorityBefore)} (72 uur na ontdekking, AVG 33)."
            + (r.Late ? " Dat moment is voorbij: leg uit waarom het later is." : ""),
        r.Assessed switch
        {
            null => "Nog niet beoordeeld.",
            { } a => $"Beoordeeld op {Local(a.At)}: {(a.Outcome == "gemeld-bij-ap" ? "gemeld" : "niet gemeld")} ({a.Reason}); "
                + $"de mensen zelf zijn {(a.PeopleTold ? "" : "niet ")}ingelicht (AVG 34).",
        },
        r.Statement,
    ];

    private static bool IsSpecial(Row row) => Purposes.Special.Contains(row.Category);

    private static string Local(DateTimeOffset at) =>
        Amsterdam.LocalAt(at).ToString("d-M-yyyy HH:mm", CultureInfo.InvariantCulture);
}
