using System.Net;
using System.Net.Http.Json;
using System.Text;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Canary;

/// <summary>
/// Writes words that nobody may find again on every other route of the signal service that takes any, and in files, and without an account.
/// The answer is all that those may read who may, which shows that the words really went in.
/// </summary>
internal static class EverySignalRoute
{
    private const string Word = "kanariegezang";

    /// <summary>When the baby was born of which a birth is recorded.</summary>
    public static readonly DateOnly BabyBorn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddYears(-3).AddDays(-47);
    private static readonly string[] Channels = ["telefoon", "kaart"];

    public static async Task<string> Play(EmbeddedHouse house, HttpClient http, Guid family, Guid parent, Guid child, CancellationToken ct)
    {
        var (noor, wim, ruud) = (Sign("noor"), Sign("wim"), Sign("ruud"));
        var (path, today) = ($"/v1/gezinnen/{family}", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1)));

        await Write("contactwensen", new
        {
            member = parent,
            channels = Channels,
            phone = "06 00 00 00 00",
            address = "Kanarielaan 3",
            postcode = "7411 AB",
            interpreter = false,
            wishes = Word,
        });
        await Write("aanspreekpunt", new { name = "Kanarieveer", phone = "0570-000000" });
        await Write("beschermende-factoren", new { member = child, kind = "steun-van-familie", note = Word });
        await Write("instrumenten", new
        {
            member = child,
            instrument = "gespreksleidraad-gezin",
            version = 1,
            filledOn = today,
            answers = new Dictionary<string, string> { ["kind-trots"] = Word },
        });
        var goal = (await Write("doelen", new { member = parent, domain = "financien", words = Word, ownSteps = Word }))
            .GetProperty("goal").GetGuid();
        await Write($"doelen/{goal}/einde", new { result = "deels", note = Word });
        var pointing = (await Write("voorzieningen", new { member = child, domain = "participatie", note = Word }))
            .GetProperty("pointing").GetGuid();
        await Write($"voorzieningen/{pointing}/nagevraagd", new { result = "vastgelopen", stuckOn = "digitaal", note = Word });
        await Write("hulpvragen", new { member = parent, domain = "wonen", words = Word, childWords = Word, ownSteps = Word });
        var signal = (await Write(
            "signalen", new { member = child, kind = "tandarts-gemist", source = "gezien", observedOn = today, note = Word }))
            .GetProperty("signal").GetGuid();
        await Write("gesprekken", new
        {
            heldOn = today,
            with = new[] { parent },
            interpreter = "geen",
            whyExplained = true,
            signals = new[] { signal },
            outcome = "herkend",
            note = Word,
        });
        await Write("verbeteringen", new { entry = signal, reason = "verkeerde-persoon", note = Word });
        await Write("tekst-nakijken", new { text = $"{Word} van Kanarieveer", agreed = Array.Empty<Guid>() });
        await Write("nummers", new { text = $"{Word} 123456782", verdict = "maskeren" });
        await Write("verhuizingen", new
        {
            area = "GM0150",
            happenedOn = today,
            members = new[] { child },
            address = "Kanarielaan 2",
            postcode = "7411 AB",
        });

        await Write("wilsbekwaamheid", new
        {
            member = parent,
            matter = "geld",
            judgedBy = "gedragswetenschapper",
            from = today,
            note = Word,
        });
        var expected = (await Write("leden", new { role = "unborn-child", name = "Kanarieveer" })).GetProperty("member").GetGuid();
        await Write($"leden/{expected}/geboorte", new { name = "Kanarieveer", birthDate = BabyBorn });
        var again = (await noor.Post("/v1/gezinnen", new { area = People.Deventer }, ct)).GetProperty("family").GetGuid();
        var twin = (await noor.Post(
            $"/v1/gezinnen/{again}/leden", new { role = "child", name = "Kanarieveer", birthDate = BabyBorn }, ct))
            .GetProperty("member").GetGuid();
        var same = new[] { new { here = twin, there = expected } };
        var look = await noor.Post($"/v1/gezinnen/{again}/samenvoegen/vooruitblik", new { with = family, same }, ct);
        await noor.Post(
            $"/v1/gezinnen/{again}/samenvoegen",
            new { with = family, same, reason = "dubbel-geopend", check = look.GetProperty("check").GetString() }, ct);

        await Deliver(ruud, "/v1/vroegsignalen/import", "ID,signaalpartner.type,signaaldatum,Achternaam,Geboortedatum,Postcode,Huisnummer,"
            + "client.Burgerservicenummer,Straatnaam\n"
            + $"K-1,Energie,{today:yyyy-MM-dd},Kanarieveer,1988-03-14,7411AB,1,123456782,Kanarielaan\n"
            + "K-2,Kanarieveer,kanariegezang,Kanarieveer,Kanarieveer,Kanarieveer,1,123456782,Kanarielaan\n");
        const string population = "/v1/signaalcijfers/noemers/import?noemer=inwoners&kolom=I_1";
        await Deliver(Sign("petra"), population, "RegioS;Perioden;I_1\nKanarieveer;Kanarie;Kanarieveer\n");
        var call = await AskForHelp(house, http, wim, ct);

        var debts = await ruud.Until("/v1/vroegsignalen", list => list.GetArrayLength() > 0, ct);
        return string.Join('\n', [
            (await noor.Get($"{path}/beeld", ct)).GetRawText(), (await noor.Get(path, ct)).GetRawText(),
            (await ruud.Get($"/v1/vroegsignalen/{debts[0].GetProperty("household").GetGuid()}", ct)).GetRawText(), call,
        ]);

        Visitor Sign(string name) => Visitor.Sign(house, http, name);
        Task<System.Text.Json.JsonElement> Write(string where, object body) => noor.Post($"{path}/{where}", body, ct);

        async Task Deliver(Visitor who, string where, string csv)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, where);
            request.Headers.Authorization = new("Bearer", house.Token(who.Persona, null, null));
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
            request.Content.Headers.ContentType = new("text/csv");
            using var answer = await http.SendAsync(request, ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("anarie", await answer.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        }
    }

    private static async Task<string> AskForHelp(EmbeddedHouse house, HttpClient http, Visitor wim, CancellationToken ct)
    {
        using var visitor = new HttpClient { BaseAddress = http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/ik-wil-hulp");
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        request.Content = JsonContent.Create(new
        {
            firstName = "Kanarieveer",
            channel = "e-mail",
            reach = "Kanarieveer@kanarielaan.example",
            area = People.Deventer,
            words = Word,
        });
        using var answer = await visitor.SendAsync(request, ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        var list = await wim.Until("/v1/zelfmeldingen", calls => calls.GetArrayLength() == 1, ct);
        await wim.Until("/v1/meldingen", inbox => inbox.GetRawText().Contains("ik-wil-hulp", StringComparison.Ordinal), ct);
        return (await wim.Get($"/v1/zelfmeldingen/{list[0].GetProperty("selfStart").GetGuid()}", ct)).GetRawText();
    }
}
