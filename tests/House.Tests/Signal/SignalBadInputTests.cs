using System.Net;
using System.Net.Http.Json;

namespace WarmHandover.Tests.Signal;

/// <summary>What a professional may type wrong: told all at once, in words, and nothing is recorded.</summary>
public sealed class SignalBadInputTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    [Fact]
    public async Task All_errors_of_a_signal_are_told_at_once()
    {
        var (family, _, _) = await house.Open();
        var reply = await house.Post(
            $"/v1/gezinnen/{family}/signalen",
            new
            {
                kind = "onzin",
                source = "roddel",
                urgency = "gisteren",
                instrument = "Jan zei dat",
                note = "",
                team = Cast.WijkteamNoord,
            });

        Assert.Equal((HttpStatusCode.BadRequest, "ongeldige-invoer"), (reply.Status, reply.Code));
        Assert.Equal(["instrument", "kind", "member", "note", "observedOn", "source", "team", "urgency"], reply.Errors);
    }

    [Fact]
    public async Task All_errors_of_a_member_are_told_at_once()
    {
        var (family, _, _) = await house.Open();
        var path = $"/v1/gezinnen/{family}/leden";

        Assert.Equal(
            ["address", "birthDate", "name", "postcode", "role"],
            (await house.Post(path, new { role = "oom", name = "", birthDate = "2999-01-01", address = " ", postcode = "0 a" })).Errors);
        Assert.Equal(["birthDate"], (await house.Post(path, new { role = "parent", name = "Ada", birthDate = "1850-01-01" })).Errors);
        Assert.Equal(["birthDate", "name"], (await house.Post(path, new { role = "child" })).Errors);
        Assert.Equal(["birthDate"], (await house.Post(path, new { role = "unborn-child", birthDate = "2027-01-01" })).Errors);
        Assert.Equal(2, (await house.Get($"/v1/gezinnen/{family}")).Body.GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task All_errors_of_a_talk_a_need_and_an_authority_are_told_at_once()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";

        Assert.Equal(
            ["heldOn", "interpretedBy", "outcome", "whyExplained", "with"],
            (await house.Post(
                $"{at}/gesprekken", new { with = Array.Empty<Guid>(), outcome = "misschien", interpretedBy = mother })).Errors);
        Assert.Equal(
            ["area", "domain", "member", "words"],
            (await house.Post($"{at}/hulpvragen", new { area = "Deventer", words = " " })).Errors);
        Assert.Equal(["child", "from", "holder", "kind", "proof"], (await house.Post($"{at}/gezag", new { })).Errors);
        Assert.Equal(["kind", "member"], (await house.Post($"{at}/beschermende-factoren", new { })).Errors);
        Assert.Equal(
            ["colleagueConsulted", "flag", "member", "raised", "reason"], (await house.Post($"{at}/veiligheidsvlaggen", new { })).Errors);
        Assert.Equal(["area", "team"], (await house.Post("/v1/gezinnen", new { area = "150", team = Cast.WijkteamNoord })).Errors);
        Assert.Equal(["question"], (await house.Post("/v1/gezinnen/zoeken", new { question = "" })).Errors);
    }

    [Fact]
    public async Task A_signal_about_a_member_of_another_family_is_refused()
    {
        var (one, two) = (await house.Open(), await house.Open());
        var reply = await house.Post(
            $"/v1/gezinnen/{one.Family}/signalen",
            new { member = two.Mother, kind = "klein-netwerk", source = "gezien", observedOn = SignalHouse.Today });

        Assert.Equal((HttpStatusCode.Conflict, "geen-gezinslid"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task What_was_seen_next_week_is_refused()
    {
        var (family, mother, _) = await house.Open();
        var reply = await house.Post(
            $"/v1/gezinnen/{family}/signalen",
            new { member = mother, kind = "klein-netwerk", source = "gezien", observedOn = SignalHouse.Today.AddDays(8) });

        Assert.Equal((HttpStatusCode.Conflict, "datum-in-de-toekomst"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_grown_child_is_refused_by_name_and_is_not_found_afterwards()
    {
        var (family, _, _) = await house.Open();
        var reply = await house.Post(
            $"/v1/gezinnen/{family}/leden", new { role = "child", name = "Zefanja Grootkind", birthDate = "1990-01-01" });

        Assert.Equal((HttpStatusCode.Conflict, "kind-is-volwassen"), (reply.Status, reply.Code));
        Assert.Equal(0, (await house.Post("/v1/gezinnen/zoeken", new { question = "grootkind" })).Body.GetArrayLength());
    }

    [Fact]
    public async Task A_command_without_its_key_an_unknown_field_and_an_odd_address_are_refused()
    {
        var keyless = await house.Send(
            HttpMethod.Post, "/v1/gezinnen", null, r => r.Content = JsonContent.Create(new { area = "GM0150" }));
        Assert.Equal((HttpStatusCode.BadRequest, "idempotency-key-ontbreekt"), (keyless.Status, keyless.Code));
        Assert.Equal(["bsn"], (await house.Post("/v1/gezinnen", new { area = "GM0150", bsn = "x" })).Errors);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get("/v1/gezinnen/geen-nummer")).Status);
    }
}
