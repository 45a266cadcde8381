using System.Text.Json;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Bench;

/// <summary>Referrals of one family that are ready to be sent: what was said and agreed before, through the gateway like anybody.</summary>
internal static class ReadyReferrals
{
    public static async Task<Guid[]> Prepare(IRunningHouse house, HttpClient http, int count, CancellationToken ct)
    {
        var noor = Visitor.Sign(house, http, "noor");
        var family = Id(await noor.Post("/v1/gezinnen", new { area = People.Deventer }, ct), "family");
        var path = $"/v1/gezinnen/{family}";
        var person = new { role = "parent", name = "Bench Persoon", birthDate = new DateOnly(1988, 5, 4) };
        var parent = Id(await noor.Post($"{path}/leden", person, ct), "member");
        var today = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        var seen = Id(
            await noor.Post(
                $"{path}/signalen",
                new { member = parent, kind = "energie-afgesloten", source = "zelf-verteld", observedOn = today, urgency = "gewoon" }, ct),
            "signal");
        var talk = new { heldOn = today, with = new[] { parent }, whyExplained = true, signals = new[] { seen }, outcome = "wil-hulp" };
        await noor.Post($"{path}/gesprekken", talk, ct);

        object[] rows = [new { subject = parent, category = "schulden" }];
        await noor.Until($"/v1/toestemmingen/{family}", _ => true, ct);
        var asked = new
        {
            rows,
            recipientTeam = People.SchuldhulpTeam,
            recipientOrganisation = People.Schuldhulp,
            purpose = "schuldhulp",
            until = today.AddMonths(6),
            kind = "geheimhouding",
            textVersion = "b1-1",
            language = "nl",
            toldBack = "ja",
            channel = "gesprek",
        };
        var request = Id(await noor.PostUntil($"/v1/toestemmingen/{family}/verzoeken", asked, ct), "request");
        await noor.PostUntil(
            $"/v1/toestemmingen/{family}/verzoeken/{request}/antwoorden", new { signatory = parent, answer = "ja", channel = "gesprek" },
            ct);

        var ready = new Guid[count];
        for (var n = 0; n < count; n++)
            ready[n] = await Draft(noor, family, parent, rows, ct);
        return ready;
    }

    private static async Task<Guid> Draft(Visitor noor, Guid family, Guid parent, object[] rows, CancellationToken ct)
    {
        var words = new { member = parent, domain = "financien", words = "Ik wil weer rondkomen.", area = People.Deventer };
        var need = Id(await noor.Post($"/v1/gezinnen/{family}/hulpvragen", words, ct), "need");
        var draft = new { family, need, toTeam = People.SchuldhulpTeam, purpose = "schuldhulp", urgency = "normaal", rows };
        var referral = Id(await noor.PostUntil("/v1/verwijzingen", draft, ct), "referral");
        var letter = new { sections = new[] { new { subject = parent, category = "schulden", text = "Er is een achterstand." } } };
        await noor.Put($"/v1/verwijzingen/{referral}/brief", letter, version: 0, ct);
        await noor.Until($"/v1/verwijzingen/{referral}", r => r.GetProperty("status").GetString() == "ready", ct);
        return referral;
    }

    private static Guid Id(JsonElement answer, string name) => answer.GetProperty(name).GetGuid();
}
