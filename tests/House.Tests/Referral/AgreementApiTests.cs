using System.Net;
using System.Net.Http.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>Chain agreements at the door: looked at beforehand, by two people of the offices, from a day to come.</summary>
public sealed class AgreementApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private const string Base = "/v1/ketenafspraken";

    public static DateOnly Today => Amsterdam.DateAt(DateTimeOffset.UtcNow);

    [Fact]
    public async Task One_looks_and_proposes_another_agrees_and_it_holds_from_its_day()
    {
        var from = Today.AddDays(3);
        var look = await house.Post($"{Base}/vooruitblik", Wish(from), Petra);
        Assert.True(look.Status == HttpStatusCode.OK, look.Text);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, look.Body.GetProperty("before").ValueKind);
        Assert.Equal("ingangsdatum-voorbij", (await house.Post($"{Base}/vooruitblik", Wish(Today), Petra)).Code);

        var made = await house.Post(Base, Wish(from), Petra);
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var path = made.Location!;
        var change = $"{path}/voorstellen/{made.Body.GetProperty("change").GetGuid()}";
        Assert.Equal(("voorgesteld", true, 0), await Line(path));
        var seen = await house.Get(path, Bea);
        Assert.Equal("tweede-persoon-nodig", (await Write($"{change}/goedkeuren", new { }, seen.ETag!, Petra)).Code);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Write($"{change}/goedkeuren", new { }, "\"0\"", Bea)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.Get($"{change}/vooruitblik", Bea)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Write($"{change}/goedkeuren", new { }, seen.ETag!, Bea)).Status);
        Assert.Equal(("komt", false, 1), await Line(path));

        var now = (await house.Get(path, Bea)).ETag!;
        Assert.Equal(
            "beleid-zelfde-dag", (await Write($"{path}/herzien", Wish(from) with { Categories = ["schulden"] }, now, Bea)).Code);
        var same = Wish(from.AddDays(1)) with { ReviewOn = from.AddYears(1), Organisations = [Cast.Schuldhulp, Cast.Jgz] };
        Assert.Equal("niets-gewijzigd", (await Write($"{path}/herzien", same, now, Bea)).Code);
        var ends = await Write($"{path}/beeindigen", new { from = from.AddDays(9), reason = "evaluatie" }, now, Bea);
        Assert.True(ends.Status == HttpStatusCode.Created, ends.Text);
        now = (await house.Get(path, Bea)).ETag!;
        Assert.Equal(
            "ketenafspraak-wacht", (await Write($"{path}/herzien", Wish(from.AddDays(1)) with { Name = "Anders" }, now, Petra)).Code);
        var end = $"{path}/voorstellen/{ends.Body.GetProperty("change").GetGuid()}";
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{end}/afwijzen", new { reason = "andere-datum" }, Petra)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{change}/intrekken", new { }, Petra)).Status);
        Assert.Equal(("niet-doorgegaan", false, 0), await Line(path));
        await house.Until(Base, all => all.Items.Any(a => a.GetProperty("state").GetString() is "niet-doorgegaan"), Noor);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_and_others_are_kept_out()
    {
        var empty = await house.Post(Base, new { from = "2019-01-01", reviewOn = "2019-01-01", answerWorkingDays = 40 }, Petra);
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        string[] fields = ["name", "organisations", "purposes", "categories", "answerWorkingDays", "from", "reviewOn", "reason"];
        foreach (var field in fields)
            Assert.True(empty.Body.GetProperty("errors").TryGetProperty(field, out _), field);

        var stranger = await house.Post(Base, Wish(Today.AddDays(2)) with { Organisations = [Cast.Jgz, Cast.Id(0x666)] }, Petra);
        Assert.Equal("organisatie-onbekend", stranger.Code);
        Assert.Equal(Cast.Id(0x666), Assert.Single(stranger.Body.GetProperty("organisations").EnumerateArray()).GetGuid());
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post(Base, Wish(Today.AddDays(2)), Noor)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{Base}/{Cast.Id(0x667)}", Petra)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound, (await Write($"{Base}/{Cast.Id(0x667)}/herzien", Wish(Today.AddDays(2)), "\"0\"", Petra)).Status);
        var unmade = $"{Base}/{Cast.Id(0x667)}/beeindigen/vooruitblik?vanaf={Today.AddDays(2):yyyy-MM-dd}";
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get(unmade, Petra)).Status);
    }

    [Fact]
    public async Task What_goes_on_between_its_partners_is_counted_and_nothing_else()
    {
        await house.Accepted();
        await house.Written();
        var both = await Touched(Wish(Today.AddDays(2)));
        Assert.True(both is { Unsent: > 0, Sent: > 0 }, $"{both}");
        Assert.Equal((0, 0), await Touched(Wish(Today.AddDays(2)) with { Organisations = [Cast.Jgz, Cast.Wijkteam] }));

        async Task<(int Unsent, int Sent)> Touched(AgreementWish wish)
        {
            var touches = (await house.Post($"{Base}/vooruitblik", wish, Petra)).Body.GetProperty("touches");
            return (touches[0].GetProperty("count").GetInt32(), touches[1].GetProperty("count").GetInt32());
        }
    }

    private async Task<(string State, bool Waits, int Version)> Line(string path)
    {
        var line = (await house.Get(path, Petra)).Body.GetProperty("listed");
        return (line.GetProperty("state").GetString()!, line.GetProperty("waits").GetBoolean(), line.GetProperty("version").GetInt32());
    }

    private Task<Reply> Write(string path, object body, string ifMatch, Persona who) => house.Send(HttpMethod.Post, path, who, request =>
    {
        request.Headers.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        request.Headers.Add("If-Match", ifMatch);
        request.Content = JsonContent.Create(body);
    });

    private static AgreementWish Wish(DateOnly from) => new(
        "Samen tegen schulden", [Cast.Jgz, Cast.Schuldhulp], ["schuldhulp"], ["geldzorgen"], 3, from, from.AddYears(1),
        "afspraak-partners");

    private sealed record AgreementWish(
        string Name, Guid[] Organisations, string[] Purposes, string[] Categories, int AnswerWorkingDays, DateOnly From,
        DateOnly ReviewOn, string Reason);
}

/// <summary>What two people of the office agreed to before: its day came since.</summary>
internal static class AgreedBefore
{
    public static async Task<Guid> Agree(this ReferralHouse house, AgreementEntry entry)
    {
        var agreement = Guid.CreateVersion7();
        await house.Decide(agreement, (change, at) => new ProposeAgreement(change, entry, "afspraak-partners", "petra", at));
        return agreement;
    }

    public static Task EndAgreement(this ReferralHouse house, Guid agreement, DateOnly from) =>
        house.Decide(agreement, (change, at) => new ProposeAgreementEnd(change, from, "evaluatie", "petra", at));

    private static async Task Decide(
        this ReferralHouse house, Guid agreement, Func<Guid, DateTimeOffset, AgreementCommand> propose)
    {
        var (change, lastWeek) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow.AddDays(-7));
        foreach (var command in new[] { propose(change, lastWeek), new ApproveAgreement(change, "bea", lastWeek) })
        {
            var agreements = (AgreementHandler)house.Services.GetService(typeof(AgreementHandler))!;
            Assert.Null((await agreements.Handle(
                agreement, command, new(Guid.CreateVersion7(), Actor.House("referral")), default)).Refusal);
        }
    }
}
