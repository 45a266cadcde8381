using System.Text.Json;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// Divorced parents in two towns, with a girl of thirteen: what the mother decides alone, what the father decides alone, and what all three
/// decide. Each comes in with a code of his own. Everything goes through the gateway, as it does for professionals.
/// </summary>
public sealed class OwnTale : IDisposable
{
    /// <summary>The pin that each of them chose.</summary>
    public const string Pin = "482913";

    private readonly HttpClient http;
    private readonly Visitor noor;
    private readonly Dictionary<(Guid, string), string> codes = [];

    private OwnTale(EmbeddedHouse house)
    {
        http = new() { BaseAddress = house.Address };
        (House, noor) = (house, Visitor.Sign(house, http, "noor"));
    }

    public EmbeddedHouse House { get; }

    public Guid Family { get; private set; }

    public Guid Samira { get; private set; }

    public Guid Erik { get; private set; }

    public Guid Yara { get; private set; }

    /// <summary>Samira's own worries about money, for debt help: only she is asked.</summary>
    public Guid Debts { get; private set; }

    /// <summary>Yara's health, for the neighbourhood team: all three are asked.</summary>
    public Guid Health { get; private set; }

    /// <summary>What Erik wants help with, for the volunteers' organisation: only he is asked.</summary>
    public Guid Support { get; private set; }

    /// <summary>The cards that were printed, by person.</summary>
    public Dictionary<Guid, string> Cards { get; } = [];

    /// <summary>Opens the family and asks; nobody has answered yet.</summary>
    public static async Task<OwnTale> Begin(EmbeddedHouse house)
    {
        var tale = new OwnTale(house);
        await tale.Open();
        return tale;
    }

    /// <summary>The code of a person, made at Noor's desk, with a pin that he chose there.</summary>
    public async Task<string> Code(Guid person, string purpose = "toestemming", string desk = "noor")
    {
        if (codes.TryGetValue((person, purpose), out var made))
            return made;

        var at = Visitor.Sign(House, http, desk);
        bool Is(JsonElement w) => w.GetProperty("person").GetGuid() == person && w.GetProperty("purpose").GetString() == purpose;
        var list = await at.Until("/v1/toegangen", ways => ways.EnumerateArray().Any(Is), default);
        var way = list.EnumerateArray().First(Is).GetProperty("way").GetGuid();
        var card = await at.Post($"/v1/toegangen/{way}/code", new { channel = "kaart" }, default);
        await at.Post($"/v1/toegangen/{way}/pincode", new { pin = Pin }, default);
        Cards[person] = card.GetProperty("card").GetString()!;
        return codes[(person, purpose)] = card.GetProperty("shown").GetString()!;
    }

    /// <summary>Has another code brought by mail; the one before no longer works.</summary>
    public async Task Mail(Guid person, string address)
    {
        var way = (await noor.Get("/v1/toegangen", default)).EnumerateArray().First(w =>
                w.GetProperty("person").GetGuid() == person && w.GetProperty("purpose").GetString() == "toestemming")
            .GetProperty("way").GetGuid();
        await noor.Post($"/v1/toegangen/{way}/code", new { channel = "e-mail", address }, default);
    }

    /// <summary>Samira said yes at the desk; Noor sends, Ruud accepts and reads.</summary>
    public async Task<Guid> SendDebts(bool accept = true)
    {
        await Answer(Debts, Samira);
        var need = (await noor.Post(
            $"/v1/gezinnen/{Family}/hulpvragen",
            new { member = Samira, domain = "financien", words = "Ik wil weer rondkomen.", area = People.Deventer }, default))
            .GetProperty("need").GetGuid();
        var referral = await Send(need, People.SchuldhulpTeam, "schuldhulp", (Samira, "schulden"), (Samira, "geldzorgen"));
        var ruud = Visitor.Sign(House, http, "ruud");
        await ruud.Until($"/v1/verwijzingen/{referral}", r => Status(r) == "received", default);
        if (!accept)
            return referral;

        await ruud.Post($"/v1/verwijzingen/{referral}/accepteren", new { }, default);
        await ruud.Get($"/v1/verwijzingen/{referral}/brief", default);
        return referral;
    }

    /// <summary>Noor agrees that Samira says herself whether it helped.</summary>
    public Task AskWhetherItHelped(Guid referral) => noor.Post(
        $"/v1/verwijzingen/{referral}/nazorg",
        new { dueOn = Amsterdam.DateAt(TimeProvider.System.GetUtcNow()).AddDays(1), how = "eigen-ingang" }, default);

    /// <summary>Erik's referral to the volunteers' organisation, accepted by Hanna, who asks a volunteer: that person's id.</summary>
    public async Task<Guid> AskVolunteer()
    {
        await Answer(Support, Erik);
        var need = (await noor.Post(
            $"/v1/gezinnen/{Family}/hulpvragen",
            new { member = Erik, domain = "sociaal", words = "Ik wil iemand die meedenkt.", area = People.Deventer }, default))
            .GetProperty("need").GetGuid();
        var referral = Referral = await Send(need, People.HomeStart, "informele-steun", (Erik, "hulpvraag"));
        var hanna = Visitor.Sign(House, http, "hanna");
        await hanna.Until($"/v1/verwijzingen/{referral}", r => Status(r) == "received", default);
        await hanna.Post($"/v1/verwijzingen/{referral}/accepteren", new { }, default);
        var asked = await hanna.Post(
            $"/v1/verwijzingen/{referral}/vrijwilligers",
            new { name = "Vera Vrijwilliger", fields = new[] { new { subject = Erik, category = "hulpvraag" } } }, default);
        return asked.GetProperty("volunteer").GetGuid();
    }

    /// <summary>The referral for which a volunteer was asked.</summary>
    public Guid Referral { get; private set; }

    /// <summary>What Noor records of what somebody said at the table.</summary>
    public Task Answer(Guid request, Guid signatory) => noor.Post(
        $"/v1/toestemmingen/{Family}/verzoeken/{request}/antwoorden", new { signatory, answer = "ja", channel = "gesprek" }, default);

    /// <summary>How a request stands, as Noor sees it.</summary>
    public Task<JsonElement> Seen(Guid request) => noor.Get($"/v1/toestemmingen/{Family}/verzoeken/{request}", default);

    public void Dispose() => http.Dispose();

    private async Task Open()
    {
        var today = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        Family = (await noor.Post("/v1/gezinnen", new { area = People.Deventer }, default)).GetProperty("family").GetGuid();
        Samira = await Member("parent", "Samira Kanarievogel", new(1988, 3, 14), "7411 AB");
        Erik = await Member("parent", "Erik O'Brien", new(1985, 7, 2), "7201 CD");
        Yara = await Member("child", "Yara Ng", today.AddYears(-13).AddDays(-40), "7411 AB");
        foreach (var holder in new[] { Samira, Erik })
        {
            await noor.Post(
                $"/v1/gezinnen/{Family}/gezag",
                new { child = Yara, holder, kind = "parent", from = today.AddYears(-13), proof = "gezagsregister" }, default);
        }

        await noor.Until($"/v1/toestemmingen/{Family}", _ => true, default);
        Health = await Ask(People.WijkteamNoord, People.Wijkteams, "gezinshulp", 3, (Yara, "gezondheid-kind"));
        Debts = await Ask(People.SchuldhulpTeam, People.Schuldhulp, "schuldhulp", 1, (Samira, "schulden"), (Samira, "geldzorgen"));
        Support = await Ask(People.HomeStart, People.Steun, "informele-steun", 1, (Erik, "hulpvraag"));
    }

    private async Task<Guid> Member(string role, string name, DateOnly birthDate, string postcode) =>
        (await noor.Post($"/v1/gezinnen/{Family}/leden", new { role, name, birthDate, postcode }, default)).GetProperty("member").GetGuid();

    private async Task<Guid> Ask(
        Guid team, Guid organisation, string purpose, int signatories, params (Guid Subject, string Category)[] rows)
    {
        var body = new
        {
            rows = rows.Select(r => new { subject = r.Subject, category = r.Category }),
            recipientTeam = team,
            recipientOrganisation = organisation,
            purpose,
            kind = "geheimhouding",
            textVersion = "b1-1",
            language = "nl",
            toldBack = "ja",
            channel = "gesprek",
        };
        await noor.PostUntil(
            $"/v1/toestemmingen/{Family}/vooruitblik", body, default, p => p.GetProperty("signatories").GetArrayLength() == signatories);
        return (await noor.PostUntil($"/v1/toestemmingen/{Family}/verzoeken", body, default)).GetProperty("request").GetGuid();
    }

    private async Task<Guid> Send(Guid need, Guid team, string purpose, params (Guid Subject, string Category)[] rows)
    {
        var drafted = await noor.PostUntil(
            "/v1/verwijzingen",
            new
            {
                family = Family,
                need,
                toTeam = team,
                purpose,
                urgency = "normaal",
                rows = rows.Select(r => new { subject = r.Subject, category = r.Category }),
            },
            default);
        var referral = drafted.GetProperty("referral").GetGuid();
        await noor.Put(
            $"/v1/verwijzingen/{referral}/brief",
            new
            {
                sections = rows.Select(r => new { subject = r.Subject, category = r.Category, text = $"Brieftekst over {r.Category}." }),
            },
            version: 0,
            default);
        await noor.Until($"/v1/verwijzingen/{referral}", r => Status(r) == "ready", default);
        await noor.Post($"/v1/verwijzingen/{referral}/verzenden", new { }, default);
        return referral;
    }

    private static string? Status(JsonElement referral) => referral.GetProperty("status").GetString();
}
