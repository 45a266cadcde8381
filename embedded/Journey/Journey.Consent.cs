using System.Net;
using System.Text.Json;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Embedded.Journey;

/// <summary>The chapters of asking, of looking as the father, and of taking back.</summary>
public sealed partial class Journey
{
    private readonly List<Guid> requests = [];

    private Visitor Mother => Sign("ouder", Samira);

    private Visitor Father => Sign("ouder", Erik);

    private async Task AskConsent(CancellationToken ct)
    {
        tell.Chapter("De vraag");
        await Noor.Until($"/v1/toestemmingen/{Family}", _ => true, ct);

        var preview = await Preview(ct);
        var willSee = preview.GetProperty("signatories").EnumerateArray().ToArray();
        Must(willSee.Length == 2, "Over Yara beslissen twee ouders.");
        tell.Step("Voordat zij vraagt, ziet Noor wat elke ouder zal zien:");
        tell.Detail(willSee[0].GetProperty("sentence").GetString()!);

        requests.Add(await Ask(Noor, DebtRows(), People.SchuldhulpTeam, People.Schuldhulp, "schuldhulp", ct));
        requests.Add(await Ask(Noor, [Row(Yara, "gezondheid-kind")], People.WijkteamNoord, People.Wijkteams, "gezinshulp", ct));
        tell.Step("Twee vragen: Samira over haar geld, voor schuldhulp; beide ouders over Yara, voor het wijkteam");

        foreach (var request in requests)
            await Answer(Noor, request, Samira, ct);
        tell.Step("Samira zegt ja, aan tafel bij Noor; zij vertelt in eigen woorden terug wat zij goed vindt");
    }

    // The composition travels to consent over the bus: until both holders are heard there, the preview has none to show.
    private Task<JsonElement> Preview(CancellationToken ct) => Noor.PostUntil(
        $"/v1/toestemmingen/{Family}/vooruitblik",
        RequestBody([Row(Yara, "gezondheid-kind")], People.WijkteamNoord, People.Wijkteams, "gezinshulp"),
        ct,
        seen => seen.GetProperty("signatories").GetArrayLength() == 2);

    private async Task LookAsTheFather(CancellationToken ct)
    {
        tell.Chapter("De vader kijkt");
        var page = await Father.Get("/v1/mijn-toestemming", ct);
        var rows = page.GetProperty("rows").EnumerateArray().ToArray();
        Must(rows.Length == 1, "Erik hoort precies een rij te zien.");
        var text = page.GetRawText();
        string[] traces = ["schuld", "geld", Samira.ToString(), requests[0].ToString(), People.Schuldhulp.ToString(), "7411 AB"];
        foreach (var trace in traces)
            Must(!text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"Eriks pagina verraadt iets ({trace}).");

        tell.Step("Op de pagina van Erik staat een rij, over Yara; niets van de schulden, niets van Samira's antwoord");
        var (foreign, _) = await Father.Try(HttpMethod.Get, $"/v1/toestemmingen/{Family}", null, ct);
        Must(foreign is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, "Erik kwam bij de verzoeken van JGZ.");
    }

    private async Task TakeBack(CancellationToken ct)
    {
        tell.Chapter("Erik neemt zijn ja terug");
        await Father.Post("/v1/mijn-toestemming/intrekkingen", new { request = requests[1] }, ct);
        tell.Step("Erik trekt in wat hij over Yara goed vond; hij hoeft geen reden te geven");

        var (closed, problem) = await Wim.Try(HttpMethod.Get, $"/v1/verwijzingen/{yaraReferral}/brief", null, ct);
        Must(closed is HttpStatusCode.Conflict && problem.GetProperty("code").GetString() == "ingetrokken", "Yara's rij ging nog open.");
        tell.Step("Wim klikt een tel later: " + problem.GetProperty("detail").GetString());

        Must(Opened(await Ruud.Get($"/v1/verwijzingen/{debtReferral}/brief", ct)) == 4, "Samira's eigen rijen gingen mee dicht.");
        var status = (await Wim.Get($"/v1/verwijzingen/{yaraReferral}", ct)).GetProperty("status").GetString();
        Must(status is "in-progress", "De intrekking veranderde de verwijzing.");
        tell.Step("Samira's rijen blijven open voor Ruud, en de verwijzing loopt door");

        var inbox = await Wim.Until(
            $"/v1/meldingen?team={People.WijkteamNoord}", box => Items(box).Any(i => Reason(i) == "toestemming-ingetrokken"), ct);
        var first = Items(inbox)[0];
        Must(Reason(first) == "toestemming-ingetrokken", "De intrekking staat niet bovenaan.");
        var item = $"/v1/meldingen/{People.WijkteamNoord}/{Id(first, "notification")}";
        await Wim.Post($"{item}/bevestigd", new { word = "gesloten" }, ct);
        tell.Step("Het wijkteam ziet de intrekking als eerste en bevestigt met een van vier woorden: gesloten");
    }

    private SampleRow[] DebtRows() =>
        [Row(Samira, "geldzorgen"), Row(Samira, "schulden"), Row(Samira, "hulpvraag"), Row(Samira, "gezin-in-aantallen")];

    private static SampleRow Row(Guid subject, string category) => new(subject, category);

    private sealed record SampleRow(Guid Subject, string Category);

    private object RequestBody(SampleRow[] rows, Guid team, Guid organisation, string purpose) => new
    {
        rows,
        recipientTeam = team,
        recipientOrganisation = organisation,
        purpose,
        until = Today.AddMonths(6),
        kind = "geheimhouding",
        textVersion = "b1-1",
        language = "nl",
        toldBack = "ja",
        channel = "gesprek",
    };

    // The directory travels to consent over the bus as well: a recipient that it has not heard of yet is refused.
    private async Task<Guid> Ask(Visitor asker, SampleRow[] rows, Guid team, Guid organisation, string purpose, CancellationToken ct) =>
        Id(await asker.PostUntil($"/v1/toestemmingen/{Family}/verzoeken", RequestBody(rows, team, organisation, purpose), ct), "request");

    private Task<JsonElement> Answer(Visitor asker, Guid request, Guid signatory, CancellationToken ct) => asker.Post(
        $"/v1/toestemmingen/{Family}/verzoeken/{request}/antwoorden", new { signatory, answer = "ja", channel = "gesprek" }, ct);
}
