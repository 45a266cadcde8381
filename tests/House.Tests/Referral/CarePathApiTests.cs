using System.Net;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Paths;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>Care paths at the door: kept by the focus officer, shown to whoever refers.</summary>
public sealed class CarePathApiTests(KaartHouse kaart) : IClassFixture<KaartHouse>
{
    private static readonly DateOnly NextYear = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddMonths(11);

    [Fact]
    public async Task A_path_is_shown_with_what_its_steps_lead_to_and_in_its_versions()
    {
        var made = await kaart.House.Post("/v1/zorgpaden", Form("Eerste tekst"), Petra);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var path = made.Location!;
        var fitting = await kaart.House.Get("/v1/zorgpaden/passend?domein=financien&gebied=GM0150&leeftijdsgroep=adult", Noor,
            made.Position);
        var step = Assert.Single(fitting.Items, p => path.EndsWith(p.GetProperty("path").GetString()!, StringComparison.Ordinal))
            .GetProperty("steps")[0];
        Assert.Equal("Stichting Leergeld", step.GetProperty("provisions")[0].GetProperty("name").GetString());
        Assert.False(step.GetProperty("leadsNowhere").GetBoolean());
        Assert.Equal("Schuldhulp", fitting.Items[0].GetProperty("steps")[1].GetProperty("teamName").GetString());
        Assert.Empty((await kaart.House.Get("/v1/zorgpaden/passend?domein=wonen", Noor)).Items);

        var read = await kaart.House.Get(path, Petra);
        Assert.Equal(HttpStatusCode.OK, (await kaart.House.Put(path, Form("Tweede tekst"), read.ETag, Petra)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await kaart.House.Put(path, Form("Derde"), read.ETag, Petra)).Status);
        Assert.Equal("Tweede tekst", (await kaart.House.Get(path, Noor)).Body.GetProperty("situation").GetString());
        Assert.Equal("Eerste tekst", (await kaart.House.Get($"{path}?versie=1", Noor)).Body.GetProperty("situation").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await kaart.House.Get($"{path}?versie=9", Noor)).Status);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_path_is_told_at_once()
    {
        var reply = await kaart.House.Post(
            "/v1/zorgpaden",
            new CarePathRequest(
                "", "geld", ["Deventer"], ["oud"], [], "x", [new("a", "b", "bank", Cast.Id(0x999), [Cast.Id(0x998)])], NextYear),
            Petra);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(
            ["areas[0]", "bands[0]", "domain", "steps[0].organisationKind", "steps[0].provisions[0]", "steps[0].team", "title"],
            reply.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Equal(HttpStatusCode.Forbidden, (await kaart.House.Post("/v1/zorgpaden", Form("x"), Noor)).Status);
    }

    [Fact]
    public async Task Tried_on_what_was_sent_it_counts_the_handovers_of_its_need()
    {
        await kaart.House.Accepted();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var reply = await kaart.House.Post(
            "/v1/zorgpaden/beproeven", new { from = today.AddDays(-2), draft = Form("Proef", team: Cast.WijkteamNoord) }, Petra);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.True(reply.Body.GetProperty("otherWay").GetInt32() >= 1, reply.Text);
        Assert.Equal(0, reply.Body.GetProperty("sameWay").GetInt32());
        Assert.Equal("wijkteam", reply.Body.GetProperty("ways")[0].GetProperty("path").GetString());
    }

    private static CarePathRequest Form(string situation, Guid? team = null) => new(
        "Geldzorgen", "financien", ["GM0150"], [], [], situation,
        [
            new("Kijk wat er is", "Vraag Leergeld aan.", Team: team, Provisions: [SampleProvisions.All[0].Id!.Value]),
            new("Schuldhulp", "Bel eerst.", Team: Cast.SchuldhulpTeam),
        ],
        NextYear);
}
