using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using WarmHandover.Contracts.Consent;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Notifications;

/// <summary>The inbox at its door: withdrawals first, one of four words, and nothing for another team.</summary>
public sealed class InboxApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    [Fact]
    public async Task A_withdrawal_stands_first_until_it_is_confirmed_in_one_of_four_words()
    {
        var path = await house.Accepted();
        var seen = (await house.Get(path)).Body;
        var (number, family) = (seen.GetProperty("number").GetString()!, seen.GetProperty("family").GetGuid());
        await house.Until("/v1/meldingen?stand=klaar", r => r.Text.Contains(number, StringComparison.Ordinal), ReferralHouse.Ruud);

        var request = new RequestStands(
            Id(0x950), Jgz, SchuldhulpTeam, Schuldhulp, "schuldhulp", [], [ReferralTale.Debts], Autumn);
        var stands = new ConsentStands($"consent.family-{family:N}", 5, family, [request]);
        await house.Hear(stands, Id(0x2001));
        await house.Hear(stands, Id(0x2001));

        var inbox = await house.Until(
            "/v1/meldingen", r => r.Text.Contains("toestemming-ingetrokken", StringComparison.Ordinal), ReferralHouse.Ruud);
        var first = inbox.Items[0];
        Assert.Equal(("toestemming-ingetrokken", number), (Text(first, "reason"), Text(first, "number")));
        Assert.Single(inbox.Items, i => Text(i, "reason") == "toestemming-ingetrokken");
        Assert.DoesNotContain("schulden", inbox.Text, StringComparison.OrdinalIgnoreCase);

        var item = $"/v1/meldingen/{SchuldhulpTeam}/{first.GetProperty("notification").GetGuid()}";
        Assert.Equal("eerst-bevestigen", (await house.Post($"{item}/afgehandeld", new { }, ReferralHouse.Ruud)).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"{item}/bevestigd", new { word = "weg" }, ReferralHouse.Ruud)).Status);
        Assert.Equal(
            "wet-en-datum-nodig", (await house.Post($"{item}/bevestigd", new { word = "in-eigen-dossier" }, ReferralHouse.Ruud)).Code);
        Assert.Equal(
            HttpStatusCode.NoContent, (await house.Post($"{item}/bevestigd", new { word = "gesloten" }, ReferralHouse.Ruud)).Status);
        await house.Until(
            "/v1/meldingen", r => !r.Text.Contains("toestemming-ingetrokken", StringComparison.Ordinal), ReferralHouse.Ruud);
    }

    [Fact]
    public async Task An_item_is_read_and_dealt_with_by_the_own_team_only()
    {
        var path = await house.Written();
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/verzenden", new { })).Status);
        var number = (await house.Get(path)).Body.GetProperty("number").GetString()!;
        var inbox = await house.Until("/v1/meldingen", r => r.Text.Contains(number, StringComparison.Ordinal), ReferralHouse.Ruud);
        var notification = inbox.Items.First(i => Text(i, "number") == number).GetProperty("notification").GetGuid();
        var item = $"/v1/meldingen/{SchuldhulpTeam}/{notification}";

        var (foreign, missing) = (
            await house.Post($"{item}/gelezen", new { }, ReferralHouse.Wim),
            await house.Post($"/v1/meldingen/{WijkteamNoord}/{Id(0x666)}/gelezen", new { }, ReferralHouse.Wim));
        Assert.Equal((HttpStatusCode.NotFound, WithoutTrace(missing.Text)), (foreign.Status, WithoutTrace(foreign.Text)));

        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{item}/gelezen", new { }, ReferralHouse.Ruud)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{item}/afgehandeld", new { }, ReferralHouse.Ruud)).Status);
        await house.Until("/v1/meldingen", r => !r.Text.Contains(notification.ToString(), StringComparison.Ordinal), ReferralHouse.Ruud);
        Assert.Equal("niets-te-bevestigen", (await house.Post($"{item}/bevestigd", new { word = "gesloten" }, ReferralHouse.Ruud)).Code);
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private static string WithoutTrace(string text) => Regex.Replace(text, "\"traceId\":\"[^\"]*\"", "");
}
