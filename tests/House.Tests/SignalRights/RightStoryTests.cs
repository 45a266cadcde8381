using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Portal;

namespace WarmHandover.Tests.SignalRights;

/// <summary>
/// After the whole story the mother uses her rights at the youth health care: she sees what there is, has it put right, has it kept without
/// being used, and hears when that ends. Everybody who received it is told; nobody else learns anything.
/// </summary>
public sealed class RightStoryTests : IDisposable
{
    private static readonly string[] Debts = ["schulden", "geldzorgen", "hulpvraag"];
    private const int StoryDays = 43;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("house-rights-");
    private Journey story = null!;

    [Fact]
    public async Task A_person_sees_has_put_right_and_closes_what_is_hers()
    {
        await using var house = await EmbeddedHouse.Start(
            folder.FullName, "http://127.0.0.1:0", default, log => log.ClearProviders().SetMinimumLevel(LogLevel.Error));
        using (var http = new HttpClient { BaseAddress = house.Address })
        {
            story = new(house, http, TextWriter.Null);
            await story.Play(default);
            await Overview(house, http);
            await PutRight(house, http);
            await new OwnWay(house, http, story).Walk();
        }

        await Restrict(house);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task Overview(EmbeddedHouse house, HttpClient http)
    {
        var (noor, hedda, hassan) = (Sign(house, http, "noor"), Sign(house, http, "hedda"), Sign(house, http, "hassan"));
        var need = (await noor.Post(
            $"/v1/gezinnen/{story.Family}/hulpvragen",
            new { member = story.Samira, domain = "financien", words = "Kanariewens", area = People.Deventer }, default))
            .GetProperty("need").GetGuid();
        await noor.Post(
            $"/v1/gezinnen/{story.Family}/hulpvragen",
            new { member = story.Yara, domain = "gezondheid", words = "Kanarieklacht", area = People.Deventer }, default);

        var (status, wrong) = await noor.Try(
            HttpMethod.Post, "/v1/privacyverzoeken",
            new { kind = "weten", receivedOn = "2101-01-01", categories = Debts, words = "bsn 123456782" }, default);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["askedBy", "categories", "family", "identified", "kind", "member", "receivedOn", "words"],
            wrong.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        (status, wrong) = await noor.Try(HttpMethod.Post, "/v1/privacyverzoeken", Asking("inzage", story.Erik), default);
        Assert.Equal((HttpStatusCode.Conflict, "vrager-niet-bevoegd"), (status, wrong.GetProperty("code").GetString()));

        var path = await Ask(noor, Asking("inzage", story.Samira));
        Assert.Equal(HttpStatusCode.NotFound, (await hassan.Try(HttpMethod.Get, path, null, default)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await hassan.Try(HttpMethod.Get, $"{path}/overzicht", null, default)).Status);
        (status, wrong) = await hedda.Try(HttpMethod.Get, $"{path}/brief", null, default);
        Assert.Equal((HttpStatusCode.Conflict, "nog-geen-antwoord"), (status, wrong.GetProperty("code").GetString()));

        var draft = await hedda.Get($"{path}/overzicht", default);
        var text = draft.GetRawText();
        Assert.True(draft.GetProperty("draft").GetBoolean());
        Assert.Equal("Samira Bouazza", draft.GetProperty("person").GetProperty("name").GetString());
        Assert.Contains("Kanariewens", text, StringComparison.Ordinal);
        foreach (var other in (string[])["Kanarieklacht", "Yara", "Erik", "\"noor\"", "\"wim\"", "\"ruud\""])
            Assert.DoesNotContain(other, text, StringComparison.Ordinal);
        Assert.Contains(draft.GetProperty("consent").GetProperty("rows").EnumerateArray(), r =>
            r.GetProperty("looked").GetArrayLength() > 0);
        Assert.Contains(
            draft.GetProperty("referrals").GetProperty("referrals").EnumerateArray().SelectMany(r =>
                r.GetProperty("sections").EnumerateArray()),
            s => s.GetProperty("words").GetString() is { Length: > 0 });
        Assert.NotEqual(0, draft.GetProperty("looks").GetArrayLength());
        Assert.Equal("wgbo", (await hedda.Get($"/v1/bewaartermijnen/{story.Family}", default)).GetProperty("law").GetString());

        await hedda.Post($"{path}/toewijzen", new { leaveOut = new[] { need } }, default);
        var given = await hedda.Get($"{path}/overzicht", default);
        Assert.DoesNotContain("Kanariewens", given.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(given.GetProperty("leftOut").EnumerateArray(), l => l.GetProperty("code").GetString() == "door-functionaris");
        var request = await hedda.Get(path, default);
        Assert.Contains(request.GetProperty("leftOut").EnumerateArray(), l => l.GetProperty("code").GetString() == "door-functionaris");
    }

    private async Task PutRight(EmbeddedHouse house, HttpClient http)
    {
        var (noor, hedda) = (Sign(house, http, "noor"), Sign(house, http, "hedda"));
        var need = (await noor.Get($"/v1/gezinnen/{story.Family}", default)).GetProperty("needs").EnumerateArray()
            .First(n => n.GetProperty("member").GetGuid() == story.Samira).GetProperty("need").GetGuid();
        var (status, no) = await noor.Try(
            HttpMethod.Post, "/v1/privacyverzoeken", Asking("verbetering", story.Samira, entries: [Guid.CreateVersion7()]), default);
        Assert.Equal((HttpStatusCode.Conflict, "regel-niet-van-deze-persoon"), (status, no.GetProperty("code").GetString()));

        var path = await Ask(noor, Asking("verbetering", story.Samira, entries: [need]));
        await hedda.Post($"{path}/toewijzen", new { }, default);
        await noor.Until($"/v1/gezinnen/{story.Family}/beeld", picture => picture.GetRawText().Contains("op-verzoek",
            StringComparison.Ordinal), default);
        await hedda.Until(path, r => r.GetProperty("recipients").GetArrayLength() > 0, default);
        await Sign(house, http, "ruud").Until($"/v1/meldingen?team={People.SchuldhulpTeam}", Tells("gegevens-verbeterd"), default);
    }

    private async Task Restrict(EmbeddedHouse house)
    {
        using (var http = new HttpClient { BaseAddress = house.Address })
        {
            var (noor, hedda, ruud) = (Sign(house, http, "noor"), Sign(house, http, "hedda"), Sign(house, http, "ruud"));
            var before = await Letter(ruud);
            string[] categories = [.. before.Open.Select(s => s.Category).Where(Debts.Contains)];
            Assert.NotEmpty(categories);
            var path = await Ask(noor, Asking("beperking", story.Samira, categories: categories, ground: "juistheid-betwist"));
            await hedda.Post($"{path}/toewijzen", new { }, default);

            var closed = await Until(ruud, letter => categories.All(c => letter.Withheld.Contains((c, "beperkt"))));
            Assert.Equal(before.Open.Count - categories.Length, closed.Open.Count);
            var file = await noor.Until($"/v1/gezinnen/{story.Family}", f => f.GetProperty("restricted").GetArrayLength() == 1, default);
            Assert.DoesNotContain(
                file.GetProperty("needs").EnumerateArray(), n => n.GetProperty("member").GetGuid() == story.Samira);
            await ruud.Until($"/v1/meldingen?team={People.SchuldhulpTeam}", Tells("gebruik-beperkt"), default);

            var rulings = $"/v1/toestemmingen/{story.Family}/verzoeken-van-betrokkenen";
            Assert.Equal(HttpStatusCode.NotFound, (await Sign(house, http, "vreemd").Try(HttpMethod.Get, rulings, null, default)).Status);
            await SaysSeen(house);
            await hedda.Until(
                path, r => r.GetProperty("recipients").EnumerateArray().All(t =>
                    t.GetProperty("seenAt").ValueKind != JsonValueKind.Null), default);

            var today = DateOnly.Parse(Text(file.GetProperty("restricted")[0], "since"));
            var (status, no) = await hedda.Try(
                HttpMethod.Post, $"{path}/opheffing", new { toldOn = today, channel = "telefoon", liftsOn = today.AddDays(3) }, default);
            Assert.Equal((HttpStatusCode.Conflict, "opheffing-te-snel"), (status, no.GetProperty("code").GetString()));
            await hedda.Post($"{path}/opheffing", new { toldOn = today, channel = "telefoon", liftsOn = today.AddDays(7) }, default);
        }

        await house.Later(TimeSpan.FromDays(StoryDays + 9), default);
        using var later = new HttpClient { BaseAddress = house.Address };
        var open = await Until(Sign(house, later, "ruud"), letter => letter.Withheld.All(w => w.Code != "beperkt"));
        Assert.Contains(open.Open, s => Debts.Contains(s.Category));
        await Sign(house, later, "noor").Until(
            $"/v1/gezinnen/{story.Family}", f => f.GetProperty("restricted").GetArrayLength() == 0, default);
        await Sign(house, later, "ruud").Until($"/v1/meldingen?team={People.SchuldhulpTeam}", Tells("beperking-opgeheven"), default);
    }

    // In the inbox, where the team reads what changed: what is seen leaves it.
    private static async Task SaysSeen(EmbeddedHouse house)
    {
        using var browser = await Browser.SignedIn(house.Portal, "ruud");
        var inbox = await browser.Get("/postvak");
        Assert.Contains("mogen deze gegevens voorlopig niet worden gebruikt", inbox.Text, StringComparison.Ordinal);
        Assert.Contains("Het gaat om:", inbox.Text, StringComparison.Ordinal);
        while (Regex.Match(inbox.Html, "value=\"(gezien-[0-9a-f-]+)\"") is { Success: true } form)
        {
            inbox = await browser.Send(form.Groups[1].Value);
            Assert.DoesNotContain(form.Groups[1].Value, inbox.Html, StringComparison.Ordinal);
        }
    }

    private object Asking(
        string kind, Guid askedBy, Guid[]? entries = null, string[]? categories = null, string? ground = null) => new
        {
            family = story.Family,
            member = story.Samira,
            kind,
            askedBy = new[] { askedBy },
            identified = "aan-de-balie",
            entries,
            categories,
            ground,
            words = "Ik wil weten wat u over mij hebt.",
        };

    private static async Task<string> Ask(Visitor who, object body) =>
        $"/v1/privacyverzoeken/{(await who.Post("/v1/privacyverzoeken", body, default)).GetProperty("request").GetGuid()}";

    private static async Task<OpenLetter> Letter(Visitor who)
    {
        var referrals = await who.Get("/v1/verwijzingen?kant=ontvanger&stand=alles", default);
        foreach (var referral in referrals.EnumerateArray().Where(r => r.GetProperty("fromTeam").GetGuid() == People.JgzNoord))
        {
            var path = $"/v1/verwijzingen/{referral.GetProperty("referral").GetGuid()}/brief";
            var (status, letter) = await who.Try(HttpMethod.Get, path, null, default);
            if (status is HttpStatusCode.OK && letter.GetProperty("sections").GetArrayLength() > 0)
            {
                return new(
                    [.. letter.GetProperty("sections").EnumerateArray().Select(s => (Text(s, "category"), Text(s, "text")))],
                    [.. letter.GetProperty("withheld").EnumerateArray().Select(s => (Text(s, "category"), Text(s, "code")))]);
            }
        }

        throw new InvalidOperationException("No letter with an open section.");
    }

    private static async Task<OpenLetter> Until(Visitor who, Func<OpenLetter, bool> isSo)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (true)
        {
            var letter = await Letter(who);
            if (isSo(letter))
                return letter;
            Assert.True(DateTime.UtcNow < until, string.Join(' ', letter.Withheld));
            await Task.Delay(50);
        }
    }

    private static string Text(JsonElement thing, string name) => thing.GetProperty(name).GetString()!;

    private static Visitor Sign(EmbeddedHouse house, HttpClient http, string name) => Visitor.Sign(house, http, name);

    private static Func<JsonElement, bool> Tells(string reason) =>
        inbox => inbox.GetRawText().Contains($"\"{reason}\"", StringComparison.Ordinal);

    private sealed record OpenLetter(IReadOnlyList<(string Category, string Text)> Open, IReadOnlyList<(string Category,
        string Code)> Withheld);
}
