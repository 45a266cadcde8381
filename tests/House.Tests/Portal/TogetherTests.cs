using System.Net.Http.Json;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>After sending: the nurse sees that it was accepted, they sit together, and later somebody asks whether it helped.</summary>
[Collection(PortalTests.Name)]
public sealed class TogetherTests(PortalHouse house)
{
    [Fact]
    public async Task The_conversation_is_planned_and_held_and_a_day_is_agreed_to_ask_whether_it_helped()
    {
        using var noor = await house.SignIn("noor");
        var referral = await HandOverTests.Send(noor, "Rosalinde Akkerwinde");
        await Accept(referral, noor);

        var accepted = await noor.Get(referral);
        Assert.Contains("geaccepteerd", accepted.Text, StringComparison.Ordinal);
        var forgotten = await noor.Send("plan", ("on", ""), ("at", "later"), ("place", "thuis"));
        Assert.Contains("id=\"f-on-fout\"", forgotten.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-at-fout\"", forgotten.Html, StringComparison.Ordinal);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
        var planned = await noor.Send("plan", ("on", $"{today:yyyy-MM-dd}"), ("at", "14:00"), ("place", "thuis"));
        Assert.Contains("Het gesprek is gepland", planned.Text, StringComparison.Ordinal);
        Assert.Contains("14:00", planned.Text, StringComparison.Ordinal);

        var agreed = await noor.Send("nazorg", ("dueOn", $"{today.AddDays(42):yyyy-MM-dd}"));
        Assert.Contains("Afgesproken", agreed.Text, StringComparison.Ordinal);
        Assert.Contains("Vragen op", agreed.Text, StringComparison.Ordinal);

        var mother = ProfessionalTests.Value(noor.Page, "members", "Ouder van Rosalinde Akkerwinde");
        var held = await noor.Send("gehouden", ("members", mother), ("professionals", "noor, ruud"));
        Assert.True(held.Path.EndsWith("?klaar=gehouden", StringComparison.Ordinal), held.Text);
        Assert.Contains("warme overdracht", held.Text, StringComparison.Ordinal);
        Assert.Contains("ruud", held.Text, StringComparison.Ordinal);
    }

    // The receiver's own pages are tested elsewhere; here he only says yes, as soon as it has reached him.
    private async Task Accept(string referral, Browser noor)
    {
        using var http = new HttpClient { BaseAddress = house.House.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", house.House.Token(People.All.Single(p => p.Name == "ruud"), null, null));
        http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(1);
        while (!(await noor.Get(referral)).Text.Contains("ontvangen", StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, "The referral was not received within a minute.");
            await Task.Delay(50);
        }

        using var answer = await http.PostAsJsonAsync($"/v1{referral}/accepteren", new { });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
