using System.Net;
using System.Text.Json;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Embedded.Journey;

/// <summary>The chapters of the two referrals: sent, received, opened, handed over warmly, referred on, and looked after.</summary>
public sealed partial class Journey
{
    private Guid debtReferral;
    private Guid yaraReferral;
    private Guid onward;

    private async Task SendTheDebtReferral(CancellationToken ct)
    {
        tell.Chapter("Wat vandaag vertrekt");
        debtReferral = await Draft(Noor, debtNeed, People.SchuldhulpTeam, "schuldhulp", DebtRows(), ct);
        yaraReferral = await Draft(Noor, yaraNeed, People.WijkteamNoord, "gezinshulp", [Row(Yara, "gezondheid-kind")], ct);
        await Write(Noor, debtReferral, DebtRows(), "Samira wil weer rondkomen. Er is een achterstand bij de energie.", ct);
        await Write(Noor, yaraReferral, [Row(Yara, "gezondheid-kind")], "Yara mist de tandarts en heeft pijn.", ct);
        tell.Step("Noor schrijft twee brieven, een onderdeel per rij");

        await Noor.Until($"/v1/verwijzingen/{debtReferral}", r => Status(r) == "ready", ct);
        await Noor.Post($"/v1/verwijzingen/{debtReferral}/verzenden", new { }, ct);
        tell.Step("De verwijzing naar schuldhulp vertrekt op Samira's ja alleen");

        var (status, problem) = await Noor.Try(HttpMethod.Post, $"/v1/verwijzingen/{yaraReferral}/verzenden", new { }, ct);
        Must(status is HttpStatusCode.Conflict, "Yara's verwijzing vertrok zonder het ja van Erik.");
        tell.Step("Die over Yara wacht op Erik: " + problem.GetProperty("detail").GetString());
    }

    private async Task ReceiveAtDebtHelp(CancellationToken ct)
    {
        tell.Chapter("Bij schuldhulp");
        await Ruud.Until(
            $"/v1/meldingen?team={People.SchuldhulpTeam}", box => Items(box).Any(i => Reason(i) == "verwijzing-ontvangen"), ct);
        tell.Step("In het postvak van schuldhulp ligt een melding, zonder naam");

        var preview = await Ruud.Until($"/v1/verwijzingen/{debtReferral}", r => Status(r) == "received", ct);
        Must(!preview.GetRawText().Contains("Samira", StringComparison.Ordinal), "De voorvertoning noemt een naam.");
        var (closed, _) = await Ruud.Try(HttpMethod.Get, $"/v1/verwijzingen/{debtReferral}/brief", null, ct);
        Must(closed is HttpStatusCode.Conflict or HttpStatusCode.NotFound, "De brief ging open voor de acceptatie.");
        tell.Step("Ruud ziet waar het over gaat, niet over wie; de brief is nog dicht");

        await Ruud.Post($"/v1/verwijzingen/{debtReferral}/accepteren", new { }, ct);
        var letter = await Ruud.Get($"/v1/verwijzingen/{debtReferral}/brief", ct);
        Must(Opened(letter) == 4, "Ruud hoort vier onderdelen te kunnen openen.");
        tell.Step("Ruud accepteert en opent vier onderdelen; elke opening is gevraagd en vastgelegd");
    }

    private async Task HandOverYara(CancellationToken ct)
    {
        tell.Chapter("Yara");
        await Father.Post("/v1/mijn-toestemming/antwoorden", new { request = requests[1], answer = "ja" }, ct);
        await Noor.Until($"/v1/verwijzingen/{yaraReferral}", r => Status(r) == "ready", ct);
        await Noor.Post($"/v1/verwijzingen/{yaraReferral}/verzenden", new { }, ct);
        tell.Step("Erik zegt ja, thuis op zijn eigen pagina; nu vertrekt ook de verwijzing over Yara");

        await Wim.Until($"/v1/verwijzingen/{yaraReferral}", r => Status(r) == "received", ct);
        await Wim.Post($"/v1/verwijzingen/{yaraReferral}/accepteren", new { }, ct);
        Must(Opened(await Wim.Get($"/v1/verwijzingen/{yaraReferral}/brief", ct)) == 1, "Wim hoort een onderdeel te kunnen openen.");
        tell.Step("Wim van het wijkteam accepteert en opent het ene onderdeel");
    }

    private async Task SitTogether(CancellationToken ct)
    {
        tell.Chapter("De warme overdracht");
        var planned = await Wim.Post(
            $"/v1/verwijzingen/{yaraReferral}/gesprekken", new { plannedAt = TimeProvider.System.GetUtcNow().AddDays(2) }, ct);
        tell.Step("Wim plant een gesprek met Samira en Noor");

        await Wim.Post(
            $"/v1/verwijzingen/{yaraReferral}/gesprekken/{Id(planned, "conversation")}/gehouden",
            new
            {
                heldAt = TimeProvider.System.GetUtcNow(),
                members = new[] { Samira },
                professionals = (string[])[Noor.Persona.Name, Wim.Persona.Name],
            },
            ct);
        await Wim.Post($"/v1/verwijzingen/{yaraReferral}/starten", new { }, ct);
        tell.Step("Zij zitten samen aan tafel: dat is wat de overdracht warm maakt; de hulp start");
    }

    private async Task ReferOn(CancellationToken ct)
    {
        tell.Chapter("Het wijkteam verwijst door");
        await Wim.Until($"/v1/gezinnen/{Family}", _ => true, ct);
        var need = await Need(Wim, Samira, "wonen", "Ik wil de huur op tijd betalen.", ct);
        SampleRow[] rows = [Row(Samira, "wonen-en-energie")];
        await Wim.Until($"/v1/toestemmingen/{Family}", _ => true, ct);
        var request = await Ask(Wim, rows, People.SchuldhulpTeam, People.Schuldhulp, "schuldhulp", ct);
        await Answer(Wim, request, Samira, ct);
        onward = await Draft(Wim, need, People.SchuldhulpTeam, "schuldhulp", rows, ct);
        await Write(Wim, onward, rows, "De huur kwam drie keer te laat.", ct);
        await Wim.Until($"/v1/verwijzingen/{onward}", r => Status(r) == "ready", ct);
        await Wim.Post($"/v1/verwijzingen/{onward}/verzenden", new { }, ct);
        await Ruud.Until($"/v1/verwijzingen/{onward}", r => Status(r) == "received", ct);
        await Ruud.Post($"/v1/verwijzingen/{onward}/accepteren", new { }, ct);
        tell.Step("Wim vraagt Samira zelf, in naam van het wijkteam, en verwijst haar woonvraag door naar schuldhulp");
    }

    private async Task AskWhetherItHelped(CancellationToken ct)
    {
        tell.Chapter("Zes weken later");
        var planned = await Wim.Post($"/v1/verwijzingen/{yaraReferral}/nazorg", new { dueOn = Today.AddDays(42) }, ct);
        tell.Step("Wim spreekt af om over zes weken te vragen of het hielp");

        await house.Later(TimeSpan.FromDays(43), ct);
        await Wim.Until($"/v1/meldingen?team={People.WijkteamNoord}", box => Items(box).Any(i => Reason(i) == "nazorg-vandaag"), ct);
        tell.Step("Zes weken later (het huis is opnieuw gestart) herinnert het postvak aan de nazorg");

        await Wim.Post(
            $"/v1/verwijzingen/{yaraReferral}/nazorg/{Id(planned, "checkBack")}/antwoord",
            new { score = 4, code = "geholpen", words = "Yara is naar de tandarts geweest." },
            ct);
        await Wim.Post($"/v1/verwijzingen/{yaraReferral}/afronden", new { outcome = "doel-bereikt" }, ct);
        tell.Step("Het hielp, zegt Samira; de verwijzing wordt afgerond met een uitkomst");
    }

    private async Task<Guid> Draft(Visitor sender, Guid need, Guid team, string purpose, SampleRow[] rows, CancellationToken ct)
    {
        // The need travels to referral over the bus; until it is heard there, nothing can be referred for it.
        var body = new { family = Family, need, toTeam = team, purpose, urgency = "normaal", rows };
        return Id(await sender.PostUntil("/v1/verwijzingen", body, ct), "referral");
    }

    private static Task<JsonElement> Write(Visitor sender, Guid referral, SampleRow[] rows, string text, CancellationToken ct) =>
        sender.Put(
        $"/v1/verwijzingen/{referral}/brief",
        new { sections = rows.Select(r => new { r.Subject, r.Category, text }) },
        version: 0,
        ct);

    private static string? Status(JsonElement referral) => referral.GetProperty("status").GetString();

    private static int Opened(JsonElement letter) => letter.GetProperty("sections").GetArrayLength();

    private static JsonElement[] Items(JsonElement inbox) => [.. inbox.EnumerateArray()];

    private static string? Reason(JsonElement item) => item.GetProperty("reason").GetString();
}
