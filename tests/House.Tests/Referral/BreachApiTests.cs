using System.Net;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Referrals.ReferralHouse;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>A wrong sending at the door: closed at once, asked back, confirmed, judged, and the facts in one document.</summary>
public sealed class BreachApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private static readonly Persona Hedda = new("hedda", [Roles.PrivacyOfficer], Cast.Jgz, []);
    private static readonly Persona Sanne = new("sanne", [Roles.PrivacyOfficer], Cast.Schuldhulp, []);

    [Fact]
    public async Task One_command_closes_the_letter_the_receiver_confirms_and_the_officer_has_the_facts_in_one_document()
    {
        foreach (var row in new[] { Debts, Money })
            house.Consent.Give(row);
        var path = await house.Accepted();
        Assert.Equal(HttpStatusCode.OK, (await house.Get($"{path}/brief", Ruud)).Status);

        var wrong = await house.Post($"{path}/verkeerd-verzonden", new { cause = "zomaar", discoveredAt = "2999-01-01T00:00:00Z" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"{path}/verkeerd-verzonden", new { cause = "anders" }, Wim)).Status);
        await Done($"{path}/verkeerd-verzonden", Noor, new { cause = "verkeerd-team" });
        Assert.Equal("verkeerd-verzonden", (await house.Get($"{path}/brief", Ruud)).Code);
        Assert.Equal("recalled", (await house.Get(path)).ReferralStatus);

        var number = (await house.Get(path)).Body.GetProperty("number").GetString()!;
        var inbox = await house.Until(
            "/v1/meldingen",
            r => r.Items.Any(i => i.GetProperty("number").GetString() == number
                && i.GetProperty("reason").GetString() == "verkeerd-verzonden"),
            Ruud);
        Assert.Equal("eerst", inbox.Items.First(i => i.GetProperty("number").GetString() == number
            && i.GetProperty("reason").GetString() == "verkeerd-verzonden").GetProperty("urgency").GetString());

        Assert.Equal("wel-geopend", (await house.Post($"{path}/verkeerd-verzonden/bevestiging", new { word = "niet-geopend" }, Ruud)).Code);
        await Done($"{path}/verkeerd-verzonden/bevestiging", Ruud, new { word = "vernietigd" });

        var referral = path[(path.LastIndexOf('/') + 1)..];
        var report = (await house.Get($"/v1/datalekken/{referral}", Hedda)).Body;
        Assert.Equal(1, report.GetProperty("opened").GetProperty("letter").GetInt32());
        Assert.Equal("vernietigd", report.GetProperty("confirmed").GetProperty("word").GetString());
        Assert.Contains("1 keer geopend", (await house.Get($"/v1/datalekken/{referral}?vorm=tekst", Hedda)).Text);
        Assert.StartsWith("<!doctype html>", (await house.Get($"{path}/verkeerd-verzonden?vorm=html")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/datalekken/{referral}", Sanne)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{path}/verkeerd-verzonden", Ruud)).Status);

        var listed = (await house.Get("/v1/datalekken", Hedda)).Items.Single(i => i.GetProperty("referral").GetString() == referral);
        Assert.False(listed.GetProperty("late").GetBoolean());
        var judged = new
        {
            breach = listed.GetProperty("breach").GetGuid(),
            outcome = "niet-gemeld",
            peopleTold = true,
            reason = "geopend-en-vernietigd",
        };
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"/v1/datalekken/{referral}/beoordeling", new { }, Hedda)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"/v1/datalekken/{referral}/beoordeling", judged, Sanne)).Status);
        await Done($"/v1/datalekken/{referral}/beoordeling", Hedda, judged);
        Assert.Contains("niet gemeld (geopend-en-vernietigd)", (await house.Get($"/v1/datalekken/{referral}?vorm=tekst", Hedda)).Text);
    }

    private async Task Done(string path, Persona who, object body) =>
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(path, body, who)).Status);
}
