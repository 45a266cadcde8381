using System.Net;
using System.Text.Json;

namespace WarmHandover.Tests.Signal;

/// <summary>Representatives, judgements, births, deaths and moves at the door of the service.</summary>
public sealed class ChangesApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    [Fact]
    public async Task A_guardian_organisation_a_manager_of_money_and_a_resting_authority_are_read_back()
    {
        var (family, mother, child) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var office = (await house.Post($"{at}/leden", new { role = "organisation", name = "Bewindkantoor De Brug" })).Id("member");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/gezag", new { child, holder = office, kind = "guardian", from = SignalHouse.Today, proof = "beschikking" })).Status);
        await house.Post($"{at}/gezag", new { child, holder = mother, kind = "parent", from = SignalHouse.Birth, proof = "geboorteakte" });
        var acts = (await house.Post($"{at}/vertegenwoordigingen", new
        {
            member = mother,
            holder = office,
            kind = "bewindvoerder",
            from = SignalHouse.Today,
            proof = "curateleregister",
        })).Id("representation");
        var rests = (await house.Post($"{at}/gezag/schorsingen", new
        {
            holder = mother,
            ground = "tijdelijk-niet-in-staat",
            establishedBy = "onafhankelijk-arts",
            from = SignalHouse.Today,
        })).Id("suspension");
        var judged = (await house.Post($"{at}/wilsbekwaamheid", new
        {
            member = mother,
            matter = "geld",
            judgedBy = "onafhankelijk-arts",
            from = SignalHouse.Today,
            note = "Gesproken met de arts.",
        })).Id("judgement");
        var later = SignalHouse.Today.AddDays(40);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/vertegenwoordigingen/{acts}/einde", new { until = later, proof = "beschikking" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/gezag/schorsingen/{rests}/einde", new { until = later, establishedBy = "rechter" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/wilsbekwaamheid/{judged}/einde", new { until = later, establishedBy = "behandelend-arts" })).Status);

        var file = (await house.Get(at)).Body;

        Assert.Equal([$"{later:yyyy-MM-dd}"], Texts(file, "representations", "until"));
        Assert.Equal([$"{later:yyyy-MM-dd}"], Texts(file, "suspensions", "until"));
        Assert.Equal(["Gesproken met de arts."], Texts(file, "incompetences", "note"));
        Assert.Contains("Bewindkantoor De Brug", Texts(file, "members", "name"));
    }

    [Fact]
    public async Task A_child_is_born_and_found_by_its_name_and_its_day()
    {
        var (family, _, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var sami = (await house.Post($"{at}/leden", new { role = "unborn-child" })).Id("member");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/leden/{sami}/geboorte", new { birthDate = SignalHouse.Today, name = "Samuel Zonneberg" })).Status);

        var born = Member((await house.Get(at)).Body, sami);
        Assert.Equal(
            ("child", "under-12", "Samuel Zonneberg", $"{SignalHouse.Today:yyyy-MM-dd}"),
            (Text(born, "role"), Text(born, "band"), Text(born, "name"), Text(born, "birthDate")));
        Assert.Equal(1, (await house.Post("/v1/gezinnen/zoeken", new { question = "zonneberg" })).Body.GetArrayLength());
        Assert.Equal("geen-verwacht-kind", (await house.Post(
            $"{at}/leden/{sami}/geboorte", new { birthDate = SignalHouse.Today, name = "Iemand Anders" })).Code);
        Assert.Equal(0, (await house.Post("/v1/gezinnen/zoeken", new { question = "anders" })).Body.GetArrayLength());
    }

    [Fact]
    public async Task Who_is_gone_stays_in_the_file_and_nothing_new_is_said_about_him()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var expected = (await house.Post($"{at}/leden", new { role = "unborn-child" })).Id("member");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/leden/{expected}/einde-zwangerschap", new { happenedOn = SignalHouse.Today })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/leden/{mother}/overlijden", new { happenedOn = SignalHouse.Today })).Status);

        var file = (await house.Get(at)).Body;
        Assert.Equal("pregnancy-ended", Text(Member(file, expected), "gone"));
        Assert.Equal("deceased", Text(Member(file, mother), "gone"));
        var signal = new { member = mother, kind = "klein-netwerk", source = "gezien", observedOn = SignalHouse.Today };
        Assert.Equal("is-er-niet-meer", (await house.Post($"{at}/signalen", signal)).Code);
    }

    [Fact]
    public async Task After_a_move_the_new_address_stands_in_the_file_of_who_recorded_it()
    {
        var (family, mother, child) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{at}/verhuizingen", new
        {
            area = "GM0034",
            happenedOn = SignalHouse.Today,
            members = new[] { mother, child },
            address = "Kade 2, Almere",
            postcode = "1315 AB",
        })).Status);

        var file = (await house.Get(at)).Body;
        Assert.Equal("GM0034", Text(file, "area"));
        Assert.Equal(["Kade 2, Almere", "Kade 2, Almere"], Texts(file, "members", "address"));
    }

    [Fact]
    public async Task All_errors_are_told_at_once()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";

        Assert.Equal(["from", "holder", "kind", "member", "proof"], (await house.Post($"{at}/vertegenwoordigingen", new { })).Errors);
        Assert.Equal(["proof"], (await house.Post(
            $"{at}/vertegenwoordigingen",
            new { member = mother, holder = mother, kind = "mentor", from = SignalHouse.Today, proof = "levenstestament" })).Errors);
        Assert.Equal(["establishedBy", "from", "ground", "holder"], (await house.Post($"{at}/gezag/schorsingen", new { })).Errors);
        Assert.Equal(["from", "judgedBy", "matter", "member"], (await house.Post($"{at}/wilsbekwaamheid", new { })).Errors);
        Assert.Equal(["birthDate"], (await house.Post($"{at}/leden/{mother}/geboorte", new { birthDate = "2999-01-01" })).Errors);
        Assert.Equal(["happenedOn"], (await house.Post($"{at}/leden/{mother}/overlijden", new { })).Errors);
        Assert.Equal(
            ["area", "happenedOn", "members", "postcode"],
            (await house.Post($"{at}/verhuizingen", new { area = "Almere", postcode = "x" })).Errors);
        Assert.Equal(
            ["birthDate"],
            (await house.Post($"{at}/leden", new { role = "organisation", name = "De Brug", birthDate = "2001-01-01" })).Errors);
    }

    private static JsonElement Member(JsonElement file, Guid id) =>
        file.GetProperty("members").EnumerateArray().Single(m => m.GetProperty("member").GetGuid() == id);

    private static string? Text(JsonElement thing, string field) => thing.GetProperty(field).GetString();

    private static string[] Texts(JsonElement file, string list, string field) =>
        [.. file.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(field).GetString()!)];
}
