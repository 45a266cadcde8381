using System.Net;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>The directory at its door: kept by the administrator and the focus officer, searched by everybody.</summary>
public sealed class DirectoryApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    [Fact]
    public async Task The_sociale_kaart_is_found_without_signing_in()
    {
        string? position = null;
        foreach (var entry in SampleProvisions.All)
        {
            var listed = await house.Post("/v1/voorzieningen", entry, Petra);
            Assert.Equal(HttpStatusCode.Created, listed.Status);
            position = listed.Position;
        }

        var money = await house.Get("/v1/sociale-kaart?domein=financien&gebied=GM0150", Nobody, position);
        Assert.Contains("Thuisadministratie", money.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Financieel spreekuur", money.Text, StringComparison.Ordinal);
        Assert.Equal("Home-Start", Assert.Single((await house.Get("/v1/sociale-kaart?zoek=home-start", Nobody)).Items)
            .GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/v1/sociale-kaart", HttpStatusCode.OK)]
    [InlineData("/v1/teams", HttpStatusCode.Unauthorized)]
    public async Task Asking_without_the_body_is_answered_like_reading(string path, HttpStatusCode status)
    {
        Assert.Equal(status, (await house.Get(path, Nobody)).Status);
        var head = await house.Send(HttpMethod.Head, path, Nobody, _ => { });
        Assert.Equal((status, ""), (head.Status, head.Text));
    }

    [Fact]
    public async Task Only_who_keeps_the_directory_changes_it()
    {
        var team = Team(Cast.Id(0x299), Cast.Wijkteam, "Wijkteam Zuid", college: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post("/v1/teams", team)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post("/v1/voorzieningen", SampleProvisions.All[0], Bea)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Get("/v1/teams", Nobody)).Status);

        var opened = await house.Post("/v1/teams", team, Bea);
        Assert.Equal(HttpStatusCode.Created, opened.Status);
        Assert.Contains("Wijkteam Zuid", (await house.Get("/v1/teams", Noor, opened.Position)).Text, StringComparison.Ordinal);
        var nowhere = Team(Cast.Id(0x298), Cast.Id(0x297), "Nergens", college: false);
        Assert.Equal("organisatie-onbekend", (await house.Post("/v1/teams", nowhere, Bea)).Code);
    }

    [Fact]
    public async Task A_team_with_work_does_not_close()
    {
        await house.Accepted();
        Assert.Equal("team-heeft-werk", (await house.Post($"/v1/teams/{Cast.SchuldhulpTeam}/sluiten", new { }, Bea)).Code);
    }

    [Fact]
    public async Task A_provision_is_corrected_on_the_version_that_was_read()
    {
        var entry = SampleProvisions.All[0] with { Id = Cast.Id(0x8F0) };
        var path = $"/v1/voorzieningen/{entry.Id}";
        await house.Post("/v1/voorzieningen", entry, Petra);
        var read = await house.Get(path, Petra);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Put(path, entry with { Cost = "Geen" }, read.ETag, Petra)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await house.Put(path, entry with { Cost = "Veel" }, read.ETag, Petra)).Status);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await house.Put(path, entry, null, Petra)).Status);
    }
}
