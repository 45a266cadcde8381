using System.Net;
using System.Text.RegularExpressions;
using static WarmHandover.Tests.Referrals.ReferralHouse;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>A referral at its door, from the draft to the check-back, with the receiver's inbox beside it.</summary>
public sealed class ReferralApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>, IDisposable
{
    public void Dispose()
    {
        house.Consent.Covered.Clear();
        house.Consent.Covered.Add(Cast.SchuldhulpTeam);
        house.Consent.Silent = false;
        foreach (var row in new[] { Debts, Money, Health })
            house.Consent.Give(row);
    }

    [Fact]
    public async Task A_referral_travels_from_the_nurse_to_debt_help_and_somebody_asks_later()
    {
        house.Consent.Withhold(Health, "geen-toestemming");
        var path = await house.Written();
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{path}/verzenden", new { })).Status);
        await house.Until(path, r => r.ReferralStatus == "received", Noor);

        var number = (await house.Get(path)).Body.GetProperty("number").GetString()!;
        var inbox = await house.Until("/v1/meldingen", r => r.Text.Contains(number, StringComparison.Ordinal), Ruud);
        var item = inbox.Items.First(i => i.GetProperty("number").GetString() == number);
        Assert.Equal("verwijzing-ontvangen", item.GetProperty("reason").GetString());

        await Done($"{path}/accepteren", Ruud);
        var letter = (await house.Get($"{path}/brief", Ruud)).Body;
        Assert.Equal(["schulden", "geldzorgen"], letter.GetProperty("sections").EnumerateArray().Select(s =>
            s.GetProperty("category").GetString()));
        Assert.Empty(letter.GetProperty("withheld").EnumerateArray());
        Assert.Equal("Over schulden.", letter.GetProperty("sections")[0].GetProperty("text").GetString());

        var soon = TimeProvider.System.GetUtcNow().AddMilliseconds(300);
        var planned = await house.Post($"{path}/gesprekken", new { plannedAt = soon }, Ruud);
        var conversation = planned.Body.GetProperty("conversation").GetGuid();
        var held = new { heldAt = soon.AddHours(1), members = new[] { Cast.Samira }, professionals = new[] { "noor", "ruud" } };
        Assert.Equal("in-de-toekomst", (await house.Post($"{path}/gesprekken/{conversation}/gehouden", held, Ruud)).Code);
        await Done($"{path}/gesprekken/{conversation}/gehouden", Ruud, held with { heldAt = soon.AddMinutes(-1) });
        Assert.True((await house.Get(path, Ruud)).Body.GetProperty("warm").GetBoolean());

        await Done($"{path}/starten", Ruud);
        var checkBack = await house.Post($"{path}/nazorg", new { dueOn = DateOnly.FromDateTime(soon.AddDays(42).DateTime) });
        var answer = new { score = 4, code = "geholpen", words = "Ik slaap weer." };
        await Done($"{path}/nazorg/{checkBack.Body.GetProperty("checkBack").GetGuid()}/antwoord", Noor, answer);
        await Done($"{path}/afronden", Ruud, new { outcome = "doel-bereikt" });
        Assert.Equal("completed", (await house.Get(path)).ReferralStatus);
    }

    [Fact]
    public async Task The_preview_has_no_name_no_family_no_sections_and_no_rows()
    {
        var path = await house.Written();
        await Done($"{path}/verzenden", Noor);
        var preview = await house.Get(path, Ruud);
        Assert.Equal(
            ["referral", "number", "status", "domain", "urgency", "area", "band", "interpreter", "transfer", "claimedBy"],
            preview.Body.EnumerateObject().Select(p => p.Name));
        foreach (var hidden in new[] { Cast.Samira.ToString(), Cast.Yara.ToString(), "schulden", "gezondheid", "Over" })
            Assert.DoesNotContain(hidden, preview.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("nog-niet-geaccepteerd", (await house.Get($"{path}/brief", Ruud)).Code);
    }

    [Fact]
    public async Task When_consent_does_not_answer_nothing_is_opened_or_sent_and_all_else_goes_on()
    {
        var (path, concept) = (await house.Accepted(), await house.Written());
        house.Consent.Silent = true;
        foreach (var refused in new[] { await house.Get($"{path}/brief", Ruud), await house.Post($"{concept}/verzenden", new { }) })
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "toestemming-niet-bereikbaar"), (refused.Status, refused.Code));
            Assert.Equal(TimeSpan.FromSeconds(2), refused.RetryAfter);
            Assert.DoesNotContain("Over ", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal("concept", (await house.Get(concept)).ReferralStatus);
        Assert.Equal(3, (await house.Get($"{path}/brief")).Body.GetProperty("sections").GetArrayLength());
        await Done($"{path}/starten", Ruud);
    }

    [Fact]
    public async Task What_is_withdrawn_stays_closed_with_a_sentence_and_the_rest_stays_open()
    {
        var path = await house.Accepted();
        house.Consent.Withhold(Health, "ingetrokken");

        var letter = (await house.Get($"{path}/brief", Ruud)).Body;
        Assert.Equal(2, letter.GetProperty("sections").GetArrayLength());
        var closed = Assert.Single(letter.GetProperty("withheld").EnumerateArray());
        Assert.Equal("ingetrokken", closed.GetProperty("code").GetString());
        Assert.Contains("ingetrokken", closed.GetProperty("explanation").GetString(), StringComparison.Ordinal);

        var girl = await house.Get($"{path}/brief?persoon={Cast.Yara}", Ruud);
        Assert.Equal((HttpStatusCode.Conflict, "ingetrokken"), (girl.Status, girl.Code));
        Assert.DoesNotContain("Over ", girl.Text, StringComparison.Ordinal);
        Assert.Equal("accepted", (await house.Get(path, Ruud)).ReferralStatus);
    }

    [Fact]
    public async Task Foreign_is_missing_byte_for_byte()
    {
        var path = await house.Written();
        string[] paths = ["", "/brief"];
        foreach (var rest in paths)
        {
            var (foreign, missing) = (await house.Get(path + rest, Wim), await house.Get($"/v1/verwijzingen/{Cast.Id(0x666)}{rest}", Wim));
            Assert.Equal((HttpStatusCode.NotFound, WithoutTrace(missing)), (foreign.Status, WithoutTrace(foreign)));
        }

        var (acted, none) = (
            await house.Post($"{path}/accepteren", new { }, Wim), await house.Post($"/v1/verwijzingen/{Cast.Id(0x666)}/accepteren", new { },
                Wim));
        Assert.Equal((HttpStatusCode.NotFound, WithoutTrace(none)), (acted.Status, WithoutTrace(acted)));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get(path, Ruud)).Status);
    }

    [Fact]
    public async Task A_letter_is_edited_only_on_the_version_that_was_read()
    {
        var path = await house.Written();
        Assert.Equal("versie-ontbreekt", (await house.Put($"{path}/brief", Letter(Debts), null)).Code);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await house.Put($"{path}/brief", Letter(Debts), null)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await house.Put($"{path}/brief", Letter(Debts), "\"0\"")).Status);
        var read = await house.Get($"{path}/brief");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Put($"{path}/brief", Letter(Debts), read.ETag)).Status);
        Assert.Equal(1, (await house.Get($"{path}/brief")).Body.GetProperty("sections").GetArrayLength());
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_row_and_a_re_route_needs_cover()
    {
        var path = await house.Written(Cast.WijkteamNoord);
        Assert.Equal("geen-toestemming", (await house.Post($"{path}/verzenden", new { })).Code);

        house.Consent.Covered.Add(Cast.WijkteamNoord);
        house.Consent.Covered.Remove(Cast.SchuldhulpTeam);
        await Done($"{path}/verzenden", Noor);
        var on = new { toTeam = Cast.SchuldhulpTeam, reason = "andere-deskundigheid" };
        Assert.Equal("ontvanger-niet-gedekt", (await house.Post($"{path}/doorsturen", on, Wim)).Code);

        house.Consent.Covered.Add(Cast.SchuldhulpTeam);
        house.Consent.Covered.Remove(Cast.WijkteamNoord);
        await Done($"{path}/doorsturen", Wim, on);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get(path, Wim)).Status);
        await house.Until(path, r => r.ReferralStatus == "received", Ruud);
        Assert.Equal("eerste-gesprek-verplicht", (await house.Post($"{path}/afwijzen", new { reason = "geen-capaciteit" }, Ruud)).Code);
        Assert.Equal("cirkel", (await house.Post($"{path}/doorsturen", new { toTeam = Cast.WijkteamNoord, reason = "buiten-gebied" },
            Ruud)).Code);
    }

    /// <summary>Sender and receiver act in the same instant; whoever comes second is told so, and there is one outcome.</summary>
    [Fact]
    public async Task Of_a_recall_and_an_acceptance_at_once_one_wins()
    {
        for (var round = 0; round < 12; round++)
        {
            var path = await house.Written();
            await Done($"{path}/verzenden", Noor);
            var both = await Task.WhenAll(
                house.Post($"{path}/terughalen", new { reason = "vergissing" }), house.Post($"{path}/accepteren", new { }, Ruud));

            Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], both.Select(r => r.Status).Order());
            var recalled = both[0].Status is HttpStatusCode.NoContent;
            Assert.Equal(recalled ? "recalled" : "accepted", (await house.Get(path)).ReferralStatus);
        }
    }

    [Fact]
    public async Task The_same_request_twice_is_one_referral_and_another_body_under_its_key_is_refused()
    {
        var (key, family) = (Guid.CreateVersion7(), await house.FamilyWithNeed());
        var once = await house.Post("/v1/verwijzingen", Draft(family), key: key);
        var twice = await house.Post("/v1/verwijzingen", Draft(family), key: key);
        Assert.Equal((HttpStatusCode.Created, once.Text), (twice.Status, twice.Text));
        Assert.Equal("idempotency-key-reused", (await house.Post("/v1/verwijzingen", Draft(family, Cast.WijkteamNoord), key: key)).Code);
    }

    [Fact]
    public async Task Wrong_input_is_told_all_at_once_and_an_unknown_need_like_a_foreign_one()
    {
        var wrong = await house.Post("/v1/verwijzingen", new { family = Guid.Empty, need = Guid.Empty, toTeam = Guid.Empty });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(
            ["family", "need", "purpose", "rows", "toTeam", "urgency"],
            wrong.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));

        var foreign = await house.Post("/v1/verwijzingen", Draft(await house.FamilyWithNeed()), Wim);
        var unknown = await house.Post("/v1/verwijzingen", Draft(Cast.Id(0x667)), Wim);
        Assert.Equal((HttpStatusCode.Conflict, WithoutTrace(unknown)), (foreign.Status, WithoutTrace(foreign)));
    }

    [Fact]
    public async Task Lists_belong_to_the_own_teams()
    {
        var path = await house.Accepted();
        var id = path[(path.LastIndexOf('/') + 1)..];
        await house.Until("/v1/verwijzingen?kant=zender", r => r.Text.Contains(id, StringComparison.Ordinal), Noor);
        await house.Until("/v1/verwijzingen?kant=ontvanger", r => r.Text.Contains(id, StringComparison.Ordinal), Ruud);
        Assert.DoesNotContain(id, (await house.Get("/v1/verwijzingen?kant=ontvanger", Wim)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/verwijzingen?kant=zender&team={Cast.JgzTeam}", Wim)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/meldingen?team={Cast.SchuldhulpTeam}", Wim)).Status);
    }

    private async Task Done(string path, Platform.Web.Persona who, object? body = null)
    {
        var reply = await house.Post(path, body ?? new { }, who);
        Assert.True(reply.Status is HttpStatusCode.NoContent, $"{path}: {reply.Text}");
    }

    private static string WithoutTrace(Reply reply) => Regex.Replace(reply.Text, "\"traceId\":\"[^\"]*\"", "");
}
