using System.Net;
using System.Text.Json;

namespace WarmHandover.Tests.Signal;

/// <summary>A family at the door of the service: written, read back, found again.</summary>
public sealed class SignalApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    [Fact]
    public async Task A_family_is_recorded_and_read_back_with_names_and_words()
    {
        var (family, mother, child) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/gezag", new { child, holder = mother, kind = "parent", from = SignalHouse.Birth, proof = "gezagsregister" })).Status);
        var signal = (await house.Post(
            $"{at}/signalen",
            new
            {
                member = child,
                kind = "tandarts-gemist",
                source = "zelf-verteld",
                observedOn = SignalHouse.Today,
                note = "Al een jaar niet.",
            }))
            .Id("signal");
        (await house.Post($"{at}/beschermende-factoren", new { member = mother, kind = "band-ouder-kind" })).Id("factor");
        (await house.Post(
            $"{at}/gesprekken",
            new
            {
                heldOn = SignalHouse.Today,
                with = new[] { mother },
                whyExplained = true,
                signals = new[] { signal },
                outcome = "wil-hulp",
            }))
            .Id("conversation");
        (await house.Post($"{at}/hulpvragen", new { member = mother, domain = "financien", words = "Ik wil weer overzicht." })).Id("need");

        var file = (await house.Get(at)).Body;

        Assert.Equal(["Samira Bouazza", "Yara Hofstra"], Texts(file, "members", "name"));
        Assert.Equal(["adult", "under-12"], Texts(file, "members", "band"));
        Assert.Equal(["Al een jaar niet."], Texts(file, "signals", "note"));
        Assert.True(file.GetProperty("signals")[0].GetProperty("discussed").GetBoolean());
        Assert.Equal("gezondheid-kind", file.GetProperty("signals")[0].GetProperty("category").GetString());
        Assert.Equal(["wil-hulp"], Texts(file, "conversations", "outcome"));
        Assert.Equal(["Ik wil weer overzicht."], Texts(file, "needs", "words"));
        Assert.Equal([mother], file.GetProperty("authorities").EnumerateArray().Select(a => a.GetProperty("holder").GetGuid()));
    }

    [Fact]
    public async Task The_same_key_opens_one_family_and_gives_the_same_answer()
    {
        var key = Guid.CreateVersion7();
        var (first, again) = (await house.Post("/v1/gezinnen", new { area = "GM0150" }, key: key),
            await house.Post("/v1/gezinnen", new { area = "GM0150" }, key: key));

        Assert.Equal(first.Id("family"), again.Id("family"));
        Assert.Equal((first.Position, first.Location), (again.Position, again.Location));
        Assert.NotEqual(
            first.Id("family"), (await house.Post("/v1/gezinnen", new { area = "GM0150" }, SignalHouse.Wim, key)).Id("family"));

        var other = await house.Post("/v1/gezinnen", new { area = "GM0193" }, key: key);
        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-reused"), (other.Status, other.Code));
    }

    [Fact]
    public async Task A_repeated_member_is_the_same_member_and_another_body_is_refused()
    {
        var (family, _, _) = await house.Open();
        var (path, key) = ($"/v1/gezinnen/{family}/leden", Guid.CreateVersion7());
        var body = new { role = "other-adult", name = "Fatima Bouazza", birthDate = "1961-04-02" };
        var first = await house.Post(path, body, key: key);

        Assert.Equal(first.Id("member"), (await house.Post(path, body, key: key)).Id("member"));
        Assert.Equal("idempotency-key-reused", (await house.Post(path, body with { name = "Iemand Anders" }, key: key)).Code);
        Assert.Equal(3, (await house.Get($"/v1/gezinnen/{family}")).Body.GetProperty("members").GetArrayLength());
        Assert.Equal(0, (await Find("iemand anders")).GetArrayLength());
        Assert.Equal(1, (await Find("fatima 02-04-1961")).GetArrayLength());
    }

    [Fact]
    public async Task A_foreign_family_looks_exactly_like_a_missing_one()
    {
        var (family, mother, _) = await house.Open();
        var body = new { member = mother, kind = "klein-netwerk", source = "gezien", observedOn = SignalHouse.Today };
        var missing = Cast.Id(0x404);

        Alike(
            await house.Get($"/v1/gezinnen/{family}", SignalHouse.Wim),
            await house.Get($"/v1/gezinnen/{missing}", SignalHouse.Wim));
        Alike(
            await house.Post($"/v1/gezinnen/{family}/signalen", body, SignalHouse.Wim),
            await house.Post($"/v1/gezinnen/{missing}/signalen", body, SignalHouse.Wim));

        static void Alike(SignalHouse.Reply foreign, SignalHouse.Reply missing)
        {
            Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
            Assert.Equal((missing.Status, missing.ETag, missing.Position), (foreign.Status, foreign.ETag, foreign.Position));
            Assert.Equal(WithoutTrace(missing.Body), WithoutTrace(foreign.Body));
        }
    }

    [Fact]
    public async Task A_name_is_found_by_its_own_organisation_only_and_never_in_an_address()
    {
        var (family, _, _) = await house.Open();

        Assert.Contains(family, (await Find("bouazza 14-03-1988")).EnumerateArray().Select(f => f.GetProperty("family").GetGuid()));
        Assert.Equal(0, (await Find("samira hofstra")).GetArrayLength());
        Assert.Equal(0, (await house.Post("/v1/gezinnen/zoeken", new { question = "bouazza" }, SignalHouse.Wim)).Body.GetArrayLength());
        Assert.Equal(["zoek"], (await house.Get("/v1/gezinnen?zoek=bouazza")).Errors);
    }

    [Fact]
    public async Task The_own_list_is_as_fresh_as_the_reader_asks()
    {
        var opened = await house.Post("/v1/gezinnen", new { area = "GM0150" });

        var own = await house.Get("/v1/gezinnen", atLeast: opened.Position);
        Assert.Contains(opened.Id("family"), own.Body.EnumerateArray().Select(f => f.GetProperty("family").GetGuid()));
        var other = await house.Get("/v1/gezinnen", SignalHouse.Wim, opened.Position);
        Assert.DoesNotContain(opened.Id("family"), other.Body.EnumerateArray().Select(f => f.GetProperty("family").GetGuid()));
    }

    [Fact]
    public async Task Not_now_lies_on_the_worklist_with_the_date_that_was_proposed()
    {
        var (family, mother, _) = await house.Open();
        var talk = await house.Post(
            $"/v1/gezinnen/{family}/gesprekken",
            new { heldOn = SignalHouse.Today, with = new[] { mother }, whyExplained = true, outcome = "niet-nu" });
        Assert.Equal($"{SignalHouse.Today.AddDays(42):yyyy-MM-dd}", talk.Body.GetProperty("comeBackOn").GetString());

        var list = (await house.Get("/v1/gezinnen/werklijst", atLeast: talk.Position)).Body.EnumerateArray();
        var row = Assert.Single(list, r => r.GetProperty("family").GetGuid() == family);
        Assert.False(row.GetProperty("due").GetBoolean());
    }

    [Fact]
    public async Task Authority_ends_only_for_who_read_the_newest_composition()
    {
        var (family, mother, child) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var from = SignalHouse.Birth;
        await house.Post($"{at}/gezag", new { child, holder = mother, kind = "parent", from, proof = "gezagsregister" });
        var read = (await house.Get(at)).ETag;
        var end = new { child, holder = mother, until = SignalHouse.Today, proof = "beschikking" };

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await house.Post($"{at}/gezag/beeindigingen", end)).Status);
        await house.Post(
            $"{at}/signalen", new { member = mother, kind = "klein-netwerk", source = "gezien", observedOn = SignalHouse.Today });
        Assert.Equal(read, (await house.Get(at)).ETag);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{at}/gezag/beeindigingen", end, ifMatch: read)).Status);
        var stale = await house.Post($"{at}/gezag/beeindigingen", end with { until = from.AddDays(1) }, ifMatch: read);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "verouderd"), (stale.Status, stale.Code));
    }

    [Fact]
    public async Task The_closed_lists_are_readable_and_nobody_but_a_professional_comes_in()
    {
        var codes = (await house.Get("/v1/gezinnen/codes")).Body;
        Assert.True(codes.GetProperty("signalKinds").GetProperty("items").GetArrayLength() >= 40);
        Assert.Equal(1, codes.GetProperty("lifeDomains").GetProperty("version").GetInt32());
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get("/v1/gezinnen", SignalHouse.Auditor)).Status);
    }

    private async Task<JsonElement> Find(string question) => (await house.Post("/v1/gezinnen/zoeken", new { question })).Body;

    private static string[] Texts(JsonElement file, string list, string field) =>
        [.. file.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(field).GetString()!)];

    private static string WithoutTrace(JsonElement body) => string.Join(
        '\n', body.EnumerateObject().Where(p => p.Name is not "traceId").Select(p => $"{p.Name}={p.Value.GetRawText()}"));
}
