using System.Net;
using System.Net.Http.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>What a municipality chooses, at the door: two administrators, a look beforehand, one after the other.</summary>
public sealed class MunicipalPolicyApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private const string Base = "/v1/beleid/verwijzingen";
    private static readonly Persona Boris = new("boris", [Roles.Administrator], Cast.Jgz, []);
    private static readonly DateOnly Tomorrow = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(2);

    public static TheoryData<string, string, string, string> Both => new()
    {
        { "dreigingen", "GM0301-beslag-op-inboedel", "naam", "Beslag op de inboedel" },
        { "besluittermijnen", "GM0301", "weken", "6" },
    };

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_looks_and_proposes_another_looks_and_agrees_and_nobody_makes_it_alone(
        string kind, string group, string field, string value)
    {
        var (settings, path) = (new[] { new { setting = $"{group}.{field}", values = new[] { value } } }, $"{Base}/{kind}");
        var seen = await house.Get($"{path}?groep={group}", Bea);
        Assert.True(seen.Body.GetProperty("grows").GetBoolean());
        var only = Assert.Single(seen.Body.GetProperty("settings").EnumerateArray());
        Assert.Equal($"{group}.{field}", only.GetProperty("setting").GetString());

        var look = await house.Post($"{path}/vooruitblik", new { settings, from = Tomorrow }, Bea);
        Assert.Equal(0, Assert.Single(look.Body.GetProperty("touches").EnumerateArray()).GetProperty("count").GetInt32());
        Assert.Equal("ingangsdatum-voorbij", (await house.Post(
            $"{path}/vooruitblik", new { settings, from = "2026-01-01" }, Bea)).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post($"{path}/vooruitblik", new { settings, from = Tomorrow }, Petra)).Status);

        var proposed = await Write($"{path}/voorstellen", new { settings, from = Tomorrow, reason = "evaluatie" }, seen.ETag!, Bea);
        Assert.True(proposed.Status == HttpStatusCode.Created, proposed.Text);
        var change = $"{path}/voorstellen/{proposed.Body.GetProperty("change").GetGuid()}";
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Write($"{change}/goedkeuren", new { }, seen.ETag!, Boris)).Status);
        var now = (await house.Get(path, Boris)).ETag!;
        Assert.Equal("tweede-persoon-nodig", (await Write($"{change}/goedkeuren", new { }, now, Bea)).Code);
        Assert.Equal("tweede-persoon-nodig", (await house.Post($"{change}/afwijzen", new { reason = "onjuist" }, Bea)).Code);
        Assert.Equal(HttpStatusCode.OK, (await house.Get($"{change}/vooruitblik", Boris)).Status);
        Assert.Equal(1, (await Line(kind)).GetProperty("waiting").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await Write($"{change}/goedkeuren", new { }, now, Boris)).Status);
        Assert.Equal(Tomorrow, DateOnly.Parse((await Line(kind)).GetProperty("comesOn").GetString()!, null));

        string[] other = ["5"];
        var sameDay = new { settings = new[] { new { setting = $"{group}.{field}", values = other } }, from = Tomorrow };
        Assert.Equal("beleid-zelfde-dag", (await house.Post($"{path}/vooruitblik", sameDay, Bea)).Code);
        Assert.False((await house.Get("/v1/termijnregels")).Body.GetProperty("municipal").TryGetProperty("GM0301", out _));
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{change}/intrekken", new { }, Boris)).Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Line(kind)).GetProperty("comesOn").ValueKind);
    }

    [Fact]
    public async Task What_was_agreed_to_holds_from_its_day_on_for_whoever_works_with_it()
    {
        var kind = MunicipalPolicy.OfThreats(TermBook.Kind.Initial);
        var (policies, change) = (house.Services.GetService(typeof(PolicyHandler)) as PolicyHandler, Guid.CreateVersion7());
        var lastWeek = DateTimeOffset.UtcNow.AddDays(-7);
        var setting = new SettingChange("GM0150-beslag-op-auto.naam", ["Beslag op de auto"]);
        var from = DateOnly.FromDateTime(lastWeek.UtcDateTime).AddDays(3);
        await Handle(new ProposePolicy(kind, change, [setting], from, "evaluatie", "bea", lastWeek));
        var path = await house.Accepted();
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"{path}/dreiging", new { threat = "beslag-op-auto" }, Ruud)).Status);
        await Handle(new ApprovePolicy(kind, change, "boris", lastWeek));
        Assert.Contains("Beslag op de auto", (await house.Get("/v1/termijnregels")).Text, StringComparison.Ordinal);
        var reply = await house.Post($"{path}/dreiging", new { threat = "beslag-op-auto" }, Ruud);
        Assert.True(reply.Status == HttpStatusCode.NoContent, reply.Text);

        async Task Handle(PolicyCommand command) => Assert.Null((await policies!.Handle(
            kind.Id, command, new(Guid.CreateVersion7(), Actor.House("referral")), default)).Refusal);
    }

    [Fact]
    public async Task Who_waits_in_that_municipality_is_counted_and_nowhere_else()
    {
        await house.Accepted();
        Assert.Equal((true, 0), (await Waiting("GM0150") > 0, await Waiting("GM0302")));

        async Task<int> Waiting(string area)
        {
            string[] name = ["Brand"];
            var look = await house.Post(
                $"{Base}/dreigingen/vooruitblik",
                new { settings = new[] { new { setting = $"{area}-brand.naam", values = name } }, from = Tomorrow }, Bea);
            return Assert.Single(look.Body.GetProperty("touches").EnumerateArray()).GetProperty("count").GetInt32();
        }
    }

    [Theory]
    [InlineData("dreigingen", "GM0150-uithuiszetting")]
    [InlineData("dreigingen", "Deventer")]
    [InlineData("besluittermijnen", "gm0150")]
    public async Task What_cannot_be_chosen_is_said(string kind, string group)
    {
        var no = await house.Get($"{Base}/{kind}?groep={group}", Bea);
        Assert.Equal(HttpStatusCode.BadRequest, no.Status);
        Assert.Contains("Vul de code van een gemeente in", no.Text, StringComparison.Ordinal);
        var odd = new { settings = new[] { new { setting = $"{group}.naam", values = new[] { "x" } } }, from = Tomorrow };
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"{Base}/{kind}/vooruitblik", odd, Bea)).Status);
    }

    [Fact]
    public async Task One_person_alone_has_no_way_any_more()
    {
        foreach (var old in new[] { "dreigingen", "besluittermijnen" })
        {
            var no = await house.Post($"/v1/termijnregels/{old}", new { area = "GM0150", code = "brand", name = "Brand", weeks = 6 }, Bea);
            Assert.Equal(HttpStatusCode.NotFound, no.Status);
        }
    }

    private async Task<System.Text.Json.JsonElement> Line(string kind) =>
        (await house.Get(Base, Bea)).Items.Single(l => l.GetProperty("kind").GetString() == kind);

    private Task<Reply> Write(string path, object body, string ifMatch, Persona who) =>
        house.Send(HttpMethod.Post, path, who, request =>
        {
            request.Content = JsonContent.Create(body);
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            request.Headers.Add("If-Match", ifMatch);
        });
}
