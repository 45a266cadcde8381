using System.Net;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Directory;
using WarmHandover.Referrals.Paths;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>The keeper's tools at the door, and what everybody may do with an entry.</summary>
public sealed class KeepingApiTests(KaartHouse kaart) : IClassFixture<KaartHouse>
{
    private static readonly Persona Hannie = new("hannie", [Roles.Professional], Cast.Id(0x401), [Cast.Id(0x402)]);

    [Fact]
    public async Task Anybody_says_that_it_is_not_right_and_the_keeper_settles_it()
    {
        var path = await Listed(0x8A1, "Klopt niet altijd");
        var said = await kaart.House.Post($"/v1/sociale-kaart{path}/klopt-niet", new DoubtRequest("telefoon", "Belt u Jan op 06."), Nobody);
        Assert.Equal(HttpStatusCode.NoContent, said.Status);
        await kaart.House.UpToDate();
        var doubt = Assert.Single(
            (await kaart.House.Get("/v1/voorzieningen/meldingen", Petra)).Items, d => d.GetProperty("name")
            .GetString() == "Klopt niet altijd");
        Assert.Equal(("telefoon", "Belt u Jan op 06."), (doubt.GetProperty("reason").GetString(), doubt.GetProperty("words").GetString()));
        Assert.DoesNotContain("Jan", (await kaart.House.Get($"/v1/sociale-kaart{path}", Nobody)).Text, StringComparison.Ordinal);

        var settle = $"/v1/voorzieningen{path}/meldingen/{doubt.GetProperty("doubt").GetString()}/afhandeling";
        Assert.Equal("ongeldige-invoer", (await kaart.House.Post(settle, new SettleDoubtRequest("weg"), Petra)).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await kaart.House.Post(settle, new SettleDoubtRequest("verbeterd"), Petra)).Status);
        await kaart.House.UpToDate();
        Assert.DoesNotContain("Klopt niet altijd", (await kaart.House.Get("/v1/voorzieningen/meldingen", Petra)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_keeps_on_saying_so_is_asked_to_wait()
    {
        var path = await Listed(0x8A2, "Vaak gemeld");
        for (var n = 0; n < 5; n++)
            Assert.Equal(HttpStatusCode.NoContent, (await Doubt()).Status);
        var last = await Doubt();
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1)), (last.Status, last.RetryAfter));
        Assert.Equal(HttpStatusCode.NotFound, (await kaart.House.Post(
            $"/v1/sociale-kaart/{Cast.Id(0x9F9)}/klopt-niet", new DoubtRequest("adres"), Nobody)).Status);
        Assert.Equal("ongeldige-invoer",
            (await kaart.House.Post($"/v1/sociale-kaart{path}/klopt-niet", new DoubtRequest("zomaar"), Nobody)).Code);

        Task<Reply> Doubt() => kaart.House.Post($"/v1/sociale-kaart{path}/klopt-niet", new DoubtRequest("adres"), Nobody);
    }

    [Fact]
    public async Task An_organisation_claims_what_it_offers_and_keeps_it_itself()
    {
        var path = $"/v1/voorzieningen{await Listed(0x8A3, "Van ons")}";
        Assert.Equal(HttpStatusCode.NoContent, (await kaart.House.Post($"{path}/aanspraak", new { }, Hannie)).Status);
        Assert.Equal("al-aangevraagd", (await kaart.House.Post($"{path}/aanspraak", new { }, Wim)).Code);
        Assert.Equal("niet-de-aanbieder", (await kaart.House.Post($"{path}/bevestiging", new { }, Hannie)).Code);
        await kaart.House.UpToDate();
        Assert.Contains("Van ons", (await kaart.House.Get("/v1/voorzieningen/aanspraken", Petra)).Text, StringComparison.Ordinal);

        var granted = new AnswerClaimRequest(Hannie.Organisation, Granted: true);
        Assert.Equal(HttpStatusCode.NoContent, (await kaart.House.Post($"{path}/aanspraak/antwoord", granted, Petra)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await kaart.House.Post($"{path}/bevestiging", new { }, Hannie)).Status);
        var read = await kaart.House.Get(path, Petra);
        Assert.Equal("aanbieder", read.Body.GetProperty("card").GetProperty("check").GetProperty("by").GetString());
        var better = Form(0x8A3, "Van ons") with { Phone = "0570-999999" };
        Assert.Equal(HttpStatusCode.NoContent, (await kaart.House.Put($"{path}/eigen", better, read.ETag, Hannie)).Status);
        var mine = await kaart.House.Get(path, Petra);
        Assert.Equal("niet-de-aanbieder", (await kaart.House.Put($"{path}/eigen", better with { Cost = "Veel" }, mine.ETag, Wim)).Code);
        Assert.Equal("0570-999999", mine.Body.GetProperty("card").GetProperty("phone").GetString());
    }

    [Fact]
    public async Task What_nobody_checked_for_months_is_listed_oldest_first()
    {
        await kaart.House.Import($"[{HsdsFiles.Service(0x41, "Oud", ",\"assured_date\":\"2020-01-01\"")},"
            + $"{HsdsFiles.Service(0x42, "Ouder", ",\"assured_date\":\"2019-01-01\"")}]");
        await kaart.House.UpToDate();
        var names = (await kaart.House.Get("/v1/voorzieningen/te-controleren?maanden=12", Petra)).Items
            .Select(s => s.GetProperty("name").GetString()!).ToArray();
        Assert.Equal(["Ouder", "Oud"], names);
        await kaart.House.Post("/v1/voorzieningen/0198f200-0000-7000-8000-000000000042/gecontroleerd", new { }, Petra);
        await kaart.House.UpToDate();
        Assert.DoesNotContain("Ouder", (await kaart.House.Get("/v1/voorzieningen/te-controleren?maanden=12", Petra)).Text,
            StringComparison.Ordinal);
        Assert.Equal("ongeldige-invoer", (await kaart.House.Get("/v1/voorzieningen/te-controleren?maanden=0", Petra)).Code);
    }

    [Fact]
    public async Task Who_watches_sees_that_it_changed_and_that_it_is_gone()
    {
        var path = $"/v1/voorzieningen{await Listed(0x8A4, "In de gaten")}";
        await kaart.House.Post($"{path}/volgen", new { }, Ruud);
        await kaart.House.UpToDate();
        Assert.False((await Watched()).TryGetProperty("changed", out var none)
            && none.ValueKind is not System.Text.Json.JsonValueKind.Null);
        var read = await kaart.House.Get(path, Petra);
        await kaart.House.Put(path, Form(0x8A4, "In de gaten") with { Cost = "Tien euro" }, read.ETag, Petra);
        await kaart.House.UpToDate();
        Assert.NotNull((await Watched()).GetProperty("changed").GetString());
        await kaart.House.Post($"{path}/vervallen", new { }, Petra);
        await kaart.House.UpToDate();
        Assert.True((await Watched()).GetProperty("gone").GetBoolean());
        await kaart.House.Post($"{path}/niet-meer-volgen", new { }, Wim);

        async Task<System.Text.Json.JsonElement> Watched() =>
            Assert.Single((await kaart.House.Get("/v1/voorzieningen/gevolgd", Ruud)).Items);
    }

    [Fact]
    public async Task Somebody_sees_whether_he_follows_it_and_how_his_organisation_stands_to_it()
    {
        var path = $"/v1/voorzieningen{await Listed(0x8A6, "Van wie")}";
        Assert.Equal((false, "vrij"), await Stands(Hannie));
        await kaart.House.Post($"{path}/volgen", new { }, Hannie);
        await kaart.House.Post($"{path}/aanspraak", new { }, Hannie);
        Assert.Equal((true, "gevraagd"), await Stands(Hannie));
        Assert.Equal((false, "gevraagd-door-ander"), await Stands(Wim));
        await Answer(false);
        Assert.Equal((true, "geweigerd"), await Stands(Hannie));
        Assert.Equal((false, "vrij"), await Stands(Wim));
        await kaart.House.Post($"{path}/aanspraak", new { }, Hannie);
        Assert.Equal((true, "gevraagd"), await Stands(Hannie));
        await Answer(true);
        Assert.Equal((false, "van-ander"), await Stands(Wim));

        var own = await kaart.House.Get($"{path}/stand", Hannie);
        Assert.Equal("eigen", own.Body.GetProperty("claim").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await kaart.House.Put($"{path}/eigen", Form(0x8A6, "Van ons"), own.ETag, Hannie)).Status);

        await kaart.House.Post($"{path}/vervallen", new { }, Petra);
        Assert.Equal(HttpStatusCode.NotFound, (await kaart.House.Get($"{path}/stand", Hannie)).Status);
        await kaart.House.UpToDate();
        Assert.Contains("Van ons", (await kaart.House.Get("/v1/voorzieningen/gevolgd", Hannie)).Text, StringComparison.Ordinal);
        for (var twice = 0; twice < 2; twice++)
            Assert.Equal(HttpStatusCode.NoContent, (await kaart.House.Post($"{path}/niet-meer-volgen", new { }, Hannie)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await kaart.House.Post($"{path}/volgen", new { }, Hannie)).Status);
        await kaart.House.UpToDate();
        Assert.DoesNotContain("Van ons", (await kaart.House.Get("/v1/voorzieningen/gevolgd", Hannie)).Text, StringComparison.Ordinal);

        async Task<(bool, string?)> Stands(Persona who)
        {
            var stand = (await kaart.House.Get($"{path}/stand", who)).Body;
            return (stand.GetProperty("watched").GetBoolean(), stand.GetProperty("claim").GetString());
        }

        Task Answer(bool granted) =>
            kaart.House.Post($"{path}/aanspraak/antwoord", new AnswerClaimRequest(Hannie.Organisation, granted), Petra);
    }

    [Fact]
    public async Task What_the_sender_saw_is_found_as_it_was_then()
    {
        var path = await Listed(0x8A5, "Toen");
        var referral = await kaart.House.Accepted();
        var then = TimeProvider.System.GetUtcNow();
        var read = await kaart.House.Get($"/v1/voorzieningen{path}", Petra);
        await kaart.House.Put($"/v1/voorzieningen{path}", Form(0x8A5, "Nu") with { Cost = "Tien euro" }, read.ETag, Petra);
        await kaart.House.UpToDate();

        Assert.Equal("Nu", (await kaart.House.Get($"/v1/sociale-kaart{path}", Nobody)).Body.GetProperty("name").GetString());
        var asOf = Uri.EscapeDataString(then.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("Toen", (await kaart.House.Get($"/v1/sociale-kaart{path}?op={asOf}", Nobody)).Body.GetProperty("name").GetString());
        var list = (await kaart.House.Get($"/v1/sociale-kaart?domein=financien&gebied=GM0150&op={asOf}", Nobody)).Text;
        Assert.Contains("\"Toen\"", list, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Nu\"", list, StringComparison.Ordinal);

        var offer = (await kaart.House.Get($"{referral}/aanbod", Noor)).Items
            .Single(o => o.GetProperty("then").GetProperty("id").GetGuid() == Cast.Id(0x8A5));
        Assert.Equal(("Toen", true),
            (offer.GetProperty("then").GetProperty("name").GetString(), offer.GetProperty("changedSince").GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, (await kaart.House.Get($"{referral}/aanbod", Wim)).Status);
    }

    [Fact]
    public async Task The_keeper_sees_which_paths_lead_to_an_entry()
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddMonths(3);
        var to = SampleProvisions.All[3].Id!.Value;
        var path = new CarePathRequest("Naar Sam&", "participatie", [], [], [], "x", [new("a", "b"), new("c", "d", Provisions: [to])], day);
        var made = await kaart.House.Post("/v1/zorgpaden", path, Petra);
        var used = Assert.Single((await kaart.House.Get($"/v1/voorzieningen/{to}/zorgpaden", Petra, made.Position)).Items);
        Assert.Equal(2, used.GetProperty("steps")[0].GetInt32());
    }

    private async Task<string> Listed(int n, string name)
    {
        Assert.Equal(HttpStatusCode.Created, (await kaart.House.Post("/v1/voorzieningen", Form(n, name), Petra)).Status);
        await kaart.House.UpToDate();
        return $"/{Cast.Id(n)}";
    }

    private static ProvisionRequest Form(int n, string name) => SampleProvisions.All[0] with { Id = Cast.Id(n), Name = name };
}
