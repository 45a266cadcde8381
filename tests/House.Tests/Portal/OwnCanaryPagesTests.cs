using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// 'Divorced parents in two towns': over everything that each of three people can get (pages, answers of the APIs, cards, mails, receipts),
/// also after everybody spoke and something was sent, read and taken back, not one word of another's rows.
/// </summary>
[Collection(PortalTests.Name)]
public sealed class OwnCanaryPagesTests(PortalHouse house)
{
    private static readonly string[] Pages =
    [
        "/mijn", "/mijn/verloop", "/mijn/bewijs", "/mijn/bewijs?alles=1", "/mijn/klaar/1", "/mijn/klaar/4", "/privacy", "/toegankelijkheid",
    ];

    private static readonly string[] Apis =
    [
        "/v1/mijn-toestemming", "/v1/mijn-toestemming/intrekkingen", "/v1/mijn-toestemming/ontvangstbewijs", "/v1/mijn-verwijzingen",
    ];

    [Fact]
    public async Task The_pages_of_mother_father_and_girl_hold_not_one_word_of_each_others_rows()
    {
        using var tale = await OwnTale.Begin(house.House);
        var referral = await tale.SendDebts();
        var volunteer = await tale.AskVolunteer();
        await tale.Answer(tale.Health, tale.Samira);

        // Each says something himself as well: the girl no, the father later, and the mother takes her own rows back.
        using var girl = await OwnPagesTests.In(tale, tale.Yara);
        await girl.Get($"/mijn/vraag/{tale.Health}");
        await girl.Send("kiezen", ("answer", "nee"), ("rows", $"{tale.Yara}|gezondheid-kind"));
        using var father = await OwnPagesTests.In(tale, tale.Erik);
        await father.Get($"/mijn/vraag/{tale.Health}");
        var again = $"{DateTime.Today.AddDays(9):yyyy-MM-dd}";
        await father.Send("kiezen", ("answer", "later"), ("rows", $"{tale.Yara}|gezondheid-kind"), ("askAgainOn", again));
        using var mother = await OwnPagesTests.In(tale, tale.Samira);
        await mother.Send($"intrekken-{tale.Debts:N}");

        string[] hers =
        [
            "schuld", "geld", "0570-000103", tale.Debts.ToString(), tale.Debts.ToString("N"), referral.ToString(), tale.Samira.ToString(),
            "Kanarievogel", "7411 AB", await Number(tale, tale.Samira),
        ];
        string[] his =
        [
            "Home-Start", "Humanitas", "vrijwilliger", "0570-000115", tale.Support.ToString(), tale.Support.ToString("N"), "eigen woorden",
            volunteer.ToString(), tale.Erik.ToString(), "O'Brien", "O&#x27;Brien", "7201 CD", await Number(tale, tale.Erik),
        ];
        string[] anybodys = ["Brieftekst", "Yara Ng", "Vera Vrijwilliger", "Ik wil weer rondkomen", "meedenkt"];
        string[] notHers = [.. his, .. anybodys], notHis = [.. hers, .. anybodys], notTheGirls = [.. hers, .. his, .. anybodys];
        await Search(mother, tale, tale.Samira, tale.Support, notHers);
        await Search(father, tale, tale.Erik, tale.Debts, notHis);
        await Search(girl, tale, tale.Yara, tale.Debts, notTheGirls);
        await SearchMail(tale, tale.Samira, "post.een@postbus.example", notHers);
        await SearchMail(tale, tale.Erik, "post.twee@postbus.example", notHis);
        await SearchMail(tale, tale.Yara, "post.drie@postbus.example", notTheGirls);

        // What anybody said of the row they share is told to nobody else.
        Assert.DoesNotContain("later", await Words(mother, tale.Health), StringComparison.Ordinal);
        Assert.DoesNotMatch("\\b(ja|nee)\\b", await Words(father, tale.Health));
        Assert.DoesNotMatch("\\b(ja|later)\\b", await Words(girl, tale.Health));
    }

    private async Task Search(Browser browser, OwnTale tale, Guid person, Guid foreign, string[] canaries)
    {
        var seen = new List<(string Where, string What)> { ("card", tale.Cards[person]) };
        foreach (var path in Pages.Append($"/mijn/vraag/{tale.Health}"))
        {
            var page = await browser.Get(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            seen.Add((path, page.Html + page.Answer.Headers));
        }

        var missing = await browser.Get($"/mijn/vraag/{foreign}");
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        seen.Add(("foreign", missing.Html.Replace(foreign.ToString(), "", StringComparison.Ordinal)));
        foreach (var path in Apis)
            seen.Add((path, await Api(tale, person, path)));

        foreach (var (where, what) in seen)
        {
            // 'Uw ja geldt tot' is no word about money.
            var text = what.Replace("geldt", "", StringComparison.OrdinalIgnoreCase);
            foreach (var canary in canaries)
            {
                Assert.False(
                    text.Contains(canary, StringComparison.OrdinalIgnoreCase), $"{where} of {Who(tale, person)} holds '{canary}'.");
            }
        }

        // The search finds what is his own: it does not look at empty pages.
        Assert.Contains("Wijkteam Deventer-Noord", seen.Single(s => s.Where == "/mijn").What, StringComparison.Ordinal);
    }

    // The last thing: a code that comes by mail ends the one on the card.
    private async Task SearchMail(OwnTale tale, Guid person, string address, string[] canaries)
    {
        await tale.Mail(person, address);
        var mail = await house.Mail.To(address);
        Assert.Contains("/binnen", mail, StringComparison.Ordinal);
        foreach (var canary in canaries)
        {
            var found = mail.Contains(canary, StringComparison.OrdinalIgnoreCase);
            Assert.False(found, $"The mail to {Who(tale, person)} holds '{canary}'.");
        }
    }

    private async Task<string> Api(OwnTale tale, Guid person, string path)
    {
        using var http = new HttpClient { BaseAddress = house.House.Address };
        using var coming = new HttpRequestMessage(HttpMethod.Post, "/v1/toegang");
        coming.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        coming.Content = JsonContent.Create(new { code = await tale.Code(person), pin = OwnTale.Pin });
        using var came = await http.SendAsync(coming);
        var token = JsonDocument.Parse(await came.Content.ReadAsStringAsync()).RootElement.GetProperty("accessToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);

        return text;
    }

    private async Task<string> Number(OwnTale tale, Guid person) =>
        JsonDocument.Parse(await Api(tale, person, "/v1/mijn-verwijzingen")).RootElement[0].GetProperty("number").GetString()!;

    private static async Task<string> Words(Browser browser, Guid request)
    {
        var page = await browser.Get($"/mijn/vraag/{request}");
        var from = page.Text.IndexOf("Hier gaat het om", StringComparison.Ordinal);
        return page.Text[from..page.Text.IndexOf("dit mag", from, StringComparison.Ordinal)]
            .Replace("Ja, ", "", StringComparison.Ordinal);
    }

    private static string Who(OwnTale tale, Guid person) =>
        person == tale.Samira ? "the mother" : person == tale.Erik ? "the father" : "the girl";
}
