using System.Net;
using System.Text.Json;

namespace WarmHandover.Tests.Signal;

/// <summary>Wishes, the one to call, the list of the team, and the look for a file that is already there.</summary>
public sealed class CareApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    private static readonly string[] Channels = ["telefoon", "kaart"];
    private static readonly string[] Unknown = ["duif"];

    [Fact]
    public async Task How_somebody_wants_to_be_reached_is_read_back_by_who_recorded_it()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{at}/contactwensen", new
        {
            member = mother,
            channels = Channels,
            phone = "06-12345678",
            language = "Pools",
            interpreter = true,
            readingLevel = "voorlezen",
            wishes = "Na drie uur.",
        })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{at}/aanspreekpunt", new { name = "Noor Visser" })).Status);

        var file = (await house.Get(at)).Body;
        var contact = file.GetProperty("members")[0].GetProperty("contact");
        Assert.Equal(
            ("Pools", "voorlezen", "Na drie uur."),
            (Text(contact, "language"), Text(contact, "readingLevel"), Text(contact, "wishes")));
        Assert.True(file.GetProperty("members")[0].GetProperty("interpreter").GetBoolean());
        Assert.Equal("Noor Visser", Text(file.GetProperty("contactPerson"), "name"));
    }

    [Fact]
    public async Task All_errors_of_wishes_are_told_at_once()
    {
        var (family, _, _) = await house.Open();
        var reply = await house.Post(
            $"/v1/gezinnen/{family}/contactwensen",
            new { channels = Unknown, phone = "bel maar", email = "geen", postcode = "x", readingLevel = "c2", language = "" });

        Assert.Equal(["channels", "email", "language", "member", "phone", "postcode", "readingLevel"], reply.Errors);
    }

    [Fact]
    public async Task A_loss_gives_the_team_one_silent_task_that_can_be_finished()
    {
        var (family, _, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var expected = (await house.Post($"{at}/leden", new { role = "unborn-child" })).Id("member");
        var lost = await house.Post($"{at}/leden/{expected}/einde-zwangerschap", new { happenedOn = SignalHouse.Today });

        var task = Assert.Single(await Tasks(family, lost.Position));
        Assert.Equal(("stil", expected), (Text(task, "task"), task.GetProperty("member").GetGuid()));
        var done = await house.Post($"{at}/taken/afgehandeld", new { task = "stil", member = expected });
        Assert.Equal(HttpStatusCode.NoContent, done.Status);
        Assert.Empty(await Tasks(family, done.Position));
    }

    [Fact]
    public async Task Before_a_file_is_opened_the_own_files_are_looked_at_and_never_those_of_another()
    {
        var (family, _, _) = await house.Open();
        var check = new { name = "Yara Hofstra", birthDate = SignalHouse.Birth };

        var found = await house.Post("/v1/gezinnen", new { area = "GM0150", check });
        Assert.Equal((HttpStatusCode.Conflict, "mogelijk-dubbel"), (found.Status, found.Code));
        Assert.Contains(family, found.Body.GetProperty("families").EnumerateArray().Select(f => f.GetGuid()));

        Assert.Equal(HttpStatusCode.Created, (await house.Post("/v1/gezinnen", new { area = "GM0150", check, anyway = true })).Status);
        Assert.Equal(HttpStatusCode.Created, (await house.Post("/v1/gezinnen", new { area = "GM0150", check }, SignalHouse.Wim)).Status);
        Assert.Equal(["check.birthDate", "check.name"], (await house.Post(
            "/v1/gezinnen", new { area = "GM0150", check = new { name = "" } })).Errors);
    }

    [Fact]
    public async Task Opening_twice_with_one_key_gives_one_file_though_the_person_stands_in_it_by_now()
    {
        var (key, check) = (Guid.CreateVersion7(), new { name = "Zilver Eenmalig", birthDate = "2019-02-03" });
        var family = (await house.Post("/v1/gezinnen", new { area = "GM0150", check }, key: key)).Id("family");
        var first = await house.Post($"/v1/gezinnen/{family}/leden", new { role = "child", check.name, check.birthDate });
        Assert.Equal(HttpStatusCode.OK, (await house.Get("/v1/gezinnen", atLeast: first.Position)).Status);

        Assert.Equal(family, (await house.Post("/v1/gezinnen", new { area = "GM0150", check }, key: key)).Id("family"));
        var second = (await house.Post("/v1/gezinnen", new { area = "GM0150" })).Id("family");
        var added = await house.Post($"/v1/gezinnen/{second}/leden", new { role = "child", check.name, check.birthDate });
        Assert.Equal([family], added.Body.GetProperty("possibleDuplicates").EnumerateArray().Select(f => f.GetGuid()));
    }

    private async Task<JsonElement[]> Tasks(Guid family, string? atLeast) =>
        [.. (await house.Get("/v1/gezinnen/taken", atLeast: atLeast)).Body.EnumerateArray()
            .Where(t => t.GetProperty("family").GetGuid() == family)];

    private static string? Text(JsonElement thing, string field) => thing.GetProperty(field).GetString();
}
