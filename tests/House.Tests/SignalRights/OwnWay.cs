using System.Net;
using System.Text.Json;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Portal;

namespace WarmHandover.Tests.SignalRights;

/// <summary>
/// The mother asks by her own way in: it comes on the same desk under the same clock, and she sees there how it stands and what the answer
/// is. Nobody else sees that she asked, and it keeps the file meanwhile.
/// </summary>
internal sealed class OwnWay(EmbeddedHouse house, HttpClient http, Journey story)
{
    private const string Own = "/v1/mijn-verzoeken";
    private readonly Visitor mother = Visitor.Sign(house, http, "ouder", story.Family, story.Samira);
    private readonly Visitor father = Visitor.Sign(house, http, "ouder", story.Family, story.Erik);
    private readonly Visitor hedda = Visitor.Sign(house, http, "hedda");

    public async Task Walk()
    {
        await BadInput();
        await PutRight();
        await ChosenByTheOfficer();
        await See();
        await Destroy();
    }

    private async Task BadInput()
    {
        var (status, no) = await mother.Try(HttpMethod.Post, Own, new { kind = "weten", ground = "zomaar" }, default);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["ground", "kind", "organisation"], no.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        (_, no) = await mother.Try(HttpMethod.Post, Own, new { organisation = People.Jgz, kind = "verbetering" }, default);
        Assert.Equal(["words"], no.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        (_, no) = await mother.Try(
            HttpMethod.Post, Own, new { organisation = People.Jgz, kind = "weten", words = "Mijn nummer is 123 456 782." }, default);
        Assert.Equal(["kind", "words"], no.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        (_, no) = await mother.Try(HttpMethod.Post, Own, new { organisation = People.Jgz, kind = "beperking" }, default);
        Assert.Equal(["categories", "ground"], no.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        (status, no) = await mother.Try(
            HttpMethod.Post, Own, new { organisation = People.Jgz, kind = "inzage", member = story.Erik }, default);
        Assert.Equal((HttpStatusCode.Conflict, "vrager-niet-bevoegd"), (status, no.GetProperty("code").GetString()));
        (status, _) = await mother.Try(
            HttpMethod.Post, Own, new { organisation = Guid.CreateVersion7(), kind = "inzage" }, default);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(HttpStatusCode.Forbidden, (await hedda.Try(HttpMethod.Get, Own, null, default)).Status);
        var nobody = Visitor.Sign(house, http, "ouder", story.Family, Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Try(HttpMethod.Get, Own, null, default)).Status);
    }

    private async Task PutRight()
    {
        var wish = new { organisation = People.Jgz, kind = "verbetering", words = "Het adres is fout: Merelhof." };
        var request = (await mother.Post(Own, wish, default)).GetProperty("request").GetGuid();
        var (status, no) = await mother.Try(HttpMethod.Post, Own, wish, default);
        Assert.Equal((HttpStatusCode.Conflict, "verzoek-loopt-al"), (status, no.GetProperty("code").GetString()));

        var row = (await hedda.Get("/v1/privacyverzoeken?stand=te-beantwoorden", default)).EnumerateArray()
            .Single(r => r.GetProperty("request").GetGuid() == request);
        var path = $"/v1/privacyverzoeken/{request}";
        var seen = await hedda.Get(path, default);
        Assert.Equal("eigen-toegang", seen.GetProperty("identified").GetString());
        Assert.NotEqual(0, seen.GetProperty("choices").GetArrayLength());
        Assert.Contains("Merelhof", seen.GetProperty("words").GetString(), StringComparison.Ordinal);
        var hers = Mine(await mother.Get(Own, default), request);
        Assert.Equal(row.GetProperty("answerBy").GetString(), hers.GetProperty("answerBy").GetString());
        (status, no) = await hedda.Try(HttpMethod.Post, $"{path}/toewijzen", new { }, default);
        Assert.Equal((HttpStatusCode.Conflict, "regels-ontbreken"), (status, no.GetProperty("code").GetString()));
        var file = await Visitor.Sign(house, http, "noor").Get($"/v1/gezinnen/{story.Family}", default);
        var others = file.GetProperty("needs").EnumerateArray().First(n => n.GetProperty("member").GetGuid() != story.Samira);
        (_, no) = await hedda.Try(
            HttpMethod.Post, $"{path}/toewijzen", new { entries = new[] { others.GetProperty("need").GetGuid() } }, default);
        Assert.Equal("regel-niet-van-deze-persoon", no.GetProperty("code").GetString());

        (status, _) = await mother.Try(HttpMethod.Get, $"{Own}/{request}/brief", null, default);
        Assert.Equal(HttpStatusCode.Conflict, status);
        await hedda.Post($"{path}/afwijzen", new { reason = "kennelijk-ongegrond", words = "Het adres is het goede." }, default);
        var answer = Mine(await mother.Get(Own, default), request);
        Assert.Equal(("afgewezen", "AVG 12 lid 5"), (answer.GetProperty("stand").GetString(), answer.GetProperty("law").GetString()));
        Assert.Equal("Het adres is het goede.", answer.GetProperty("explanation").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Text($"{Own}/{request}/brief")).StatusCode);
        Assert.DoesNotContain($"{request}", (await father.Get(Own, default)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await father.Try(HttpMethod.Get, $"{Own}/{request}/brief", null, default)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await father.Try(HttpMethod.Post, $"{Own}/{request}/terugnemen", new { }, default)).Status);
    }

    // She names no entries, so the officer chooses: once over HTTP, once in the portal. What was struck is not offered again.
    private async Task ChosenByTheOfficer()
    {
        var (first, path) = await Wish("De hulpvraag is niet van mij.");
        var choices = Ids((await hedda.Get(path, default)).GetProperty("choices"));
        Assert.True(choices.Length > 1, "there is hardly anything to choose from");
        await hedda.Post($"{path}/toewijzen", new { entries = new[] { choices[0] } }, default);
        var answered = await hedda.Until(path, r => r.GetProperty("stand").GetString() == "toegewezen", default);
        Assert.Equal([choices[0]], answered.GetProperty("entries").EnumerateArray().Select(e => e.GetGuid()));
        Assert.Equal(0, answered.GetProperty("choices").GetArrayLength());
        Assert.Equal("toegewezen", Mine(await mother.Get(Own, default), first).GetProperty("stand").GetString());
        await Struck(choices[0]);

        (var second, path) = await Wish("Dit klopt ook niet.");
        using var officer = await Browser.SignedIn(house.Portal, "hedda");
        var page = await officer.Get($"/privacyverzoeken/{second}");
        Assert.Contains("Dit klopt ook niet.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{choices[0]}\"", page.Html, StringComparison.Ordinal);
        var empty = await officer.Send("toewijzen");
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        foreach (var field in (string[])["entries", "zeker"])
            Assert.Contains($"href=\"#f-{field}\"", empty.Html, StringComparison.Ordinal);
        var given = await officer.Send("toewijzen", ("entries", $"{choices[1]}"), ("zeker", "ja"));
        Assert.Equal($"/privacyverzoeken/{second}?klaar=ja-verbetering", given.Path);
        Assert.Equal([choices[1]], (await hedda.Get(path, default)).GetProperty("entries").EnumerateArray().Select(e => e.GetGuid()));
        await Struck(choices[1]);
    }

    private async Task<(Guid Request, string Path)> Wish(string words)
    {
        var made = await mother.Post(Own, new { organisation = People.Jgz, kind = "verbetering", words }, default);
        var request = made.GetProperty("request").GetGuid();
        return (request, $"/v1/privacyverzoeken/{request}");
    }

    private async Task Struck(Guid entry)
    {
        var noor = Visitor.Sign(house, http, "noor");
        var (_, path) = await Wish("Kijk nog eens.");
        Assert.DoesNotContain(entry, Ids((await hedda.Until(
            path, r => !Ids(r.GetProperty("choices")).Contains(entry), default)).GetProperty("choices")));
        await noor.Until(
            $"/v1/gezinnen/{story.Family}/beeld",
            picture => picture.GetRawText().Contains("op-verzoek", StringComparison.Ordinal), default);
        await mother.Post(path.Replace("privacyverzoeken", "mijn-verzoeken", StringComparison.Ordinal) + "/terugnemen", new { }, default);
    }

    private static Guid[] Ids(JsonElement choices) => [.. choices.EnumerateArray().Select(c => c.GetProperty("entry").GetGuid())];

    private async Task See()
    {
        var request = (await mother.Post(Own, new { organisation = People.Jgz, kind = "inzage" }, default))
            .GetProperty("request").GetGuid();
        Assert.Equal(HttpStatusCode.Conflict, (await mother.Try(HttpMethod.Get, $"{Own}/{request}/overzicht", null, default)).Status);
        await hedda.Post($"/v1/privacyverzoeken/{request}/toewijzen", new { }, default);
        Assert.True(Mine(await mother.Get(Own, default), request).GetProperty("hasOverview").GetBoolean());
        var overview = (await mother.Get($"{Own}/{request}/overzicht", default)).GetRawText();
        Assert.Contains("Samira Bouazza", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("Kanarieklacht", overview, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await father.Try(HttpMethod.Get, $"{Own}/{request}/overzicht", null, default)).Status);
    }

    private async Task Destroy()
    {
        var request = (await mother.Post(Own, new { organisation = People.Jgz, kind = "vernietiging", words = "Alles weg." }, default))
            .GetProperty("request").GetGuid();
        Assert.Contains("vernietiging", await Reasons(), StringComparer.Ordinal);
        Assert.Equal("eigen-toegang", (await hedda.Get($"/v1/vernietigingen/{request}", default)).GetProperty("identified").GetString());
        Assert.Equal("te-beslissen", Mine(await mother.Get(Own, default), request).GetProperty("stand").GetString());
        await mother.Post($"{Own}/{request}/terugnemen", new { }, default);
        Assert.Equal("teruggenomen", Mine(await mother.Get(Own, default), request).GetProperty("stand").GetString());
        Assert.DoesNotContain("vernietiging", await Reasons(), StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<string?>> Reasons() =>
        [.. (await hedda.Get($"/v1/bewaartermijnen/{story.Family}", default)).GetProperty("reasons").EnumerateArray()
            .Select(r => r.GetProperty("code").GetString())];

    private static JsonElement Mine(JsonElement page, Guid request) =>
        page.GetProperty("requests").EnumerateArray().Single(r => r.GetProperty("request").GetGuid() == request);

    private async Task<HttpResponseMessage> Text(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", house.Token(People.All.Single(p => p.Name == "ouder"), story.Family, story.Samira));
        return await http.SendAsync(request);
    }
}
