using System.Globalization;
using System.Net;
using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Tests.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Replay;

/// <summary>Every sending, opening and telling with what it rested on; who could and who did; and the proof that nobody did.</summary>
public sealed class DisclosureReplayTests : ConsentApi
{
    private static readonly ListedRecipient Help = new(Cast.WijkteamNoord, Cast.Wijkteam);

    private static string Back => $"/v1/terugkijken/gezinnen/{Cast.Family}";

    private string Day => Today.ToString("O", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_disclosure_names_the_consent_it_rested_on_and_whether_it_would_be_allowed_now()
    {
        var request = await Agreed();
        await Decide(Access(ConsentDecider.Send, Cast.Noor, Cast.JgzTeam, Cast.Jgz, 0x901));
        await Decide(Access(ConsentDecider.Open, Cast.Wim, Cast.WijkteamNoord, Cast.Wijkteam, 0x902));

        var before = (await Read(Sjoerd, $"{Back}/delingen")).GetProperty("disclosures").EnumerateArray().ToArray();
        Assert.Equal(["Er is verzonden.", "Er is geopend."], before.Select(d => d.GetProperty("what").GetString()));
        var row = before[1].GetProperty("rows")[0];
        Assert.Equal(("toestemming", request, 2), (
            row.GetProperty("restsOn").GetString(), row.GetProperty("id").GetGuid(), row.GetProperty("version").GetInt32()));
        Assert.Equal(("unie.v1", "b1-1"), (row.GetProperty("rule").GetString(), row.GetProperty("textVersion").GetString()));
        Assert.True(row.GetProperty("allowedNow").GetBoolean());
        Assert.Equal("noor", before[0].GetProperty("by").GetProperty("person").GetString());
        Assert.Equal(JsonValueKind.Null, before[1].GetProperty("by").GetProperty("person").ValueKind);
        Assert.Equal(Cast.WijkteamNoord, before[1].GetProperty("byTeam").GetGuid());

        await Own(Cast.Erik, "/intrekkingen", new { });
        await Decide(Access(ConsentDecider.Open, Cast.Wim, Cast.WijkteamNoord, Cast.Wijkteam, 0x903));
        var after = (await Read(Sjoerd, $"{Back}/delingen")).GetProperty("disclosures").EnumerateArray().ToArray();
        Assert.Equal(2, after.Length);
        Assert.All(after, d => Assert.False(d.GetProperty("rows")[0].GetProperty("allowedNow").GetBoolean()));
        Assert.Equal("conflict", after[0].GetProperty("rows")[0].GetProperty("standsNow").GetString());
        var refused = (await Read(Sjoerd, $"{Back}/delingen?geweigerd=ja")).GetProperty("disclosures").EnumerateArray().ToArray();
        Assert.Equal("ingetrokken", refused[2].GetProperty("withheld")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_was_told_by_phone_stands_in_it_as_such_also_when_it_rested_on_nothing()
    {
        await Told(Now.AddDays(-2));
        var told = (await Read(Sjoerd, $"{Back}/delingen")).GetProperty("disclosures")[0];

        Assert.False(told.GetProperty("throughThisSoftware").GetBoolean());
        Assert.Contains("telefoon", told.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Equal("niets", told.GetProperty("rows")[0].GetProperty("restsOn").GetString());
        Assert.True(told.GetProperty("at").GetDateTimeOffset() < told.GetProperty("recordedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Who_could_see_it_that_day_and_did_they_is_one_question()
    {
        var nobody = await Read(Sjoerd, $"{Back}/wie-kon?categorie=gezondheid-kind&op={Day}");
        Assert.Empty(nobody.GetProperty("could").EnumerateArray());

        var request = await Agreed();
        var could = await Read(Sjoerd, $"{Back}/wie-kon?categorie=gezondheid-kind&op={Day}");
        var team = could.GetProperty("could")[0];
        Assert.Equal((Cast.WijkteamNoord, false), (team.GetProperty("team").GetGuid(), team.GetProperty("looked").GetBoolean()));
        Assert.Equal(request, team.GetProperty("stretches")[0].GetProperty("restsOn").GetGuid());

        await Decide(Access(ConsentDecider.Open, Cast.Wim, Cast.WijkteamNoord, Cast.Wijkteam, 0x902));
        await Own(Cast.Erik, "/intrekkingen", new { });
        var did = await Read(Sjoerd, $"{Back}/wie-kon?categorie=gezondheid-kind&op={Day}");
        var stretch = Assert.Single(did.GetProperty("could")[0].GetProperty("stretches").EnumerateArray());
        var withdrawn = (await Read(Sjoerd, $"{Back}?soort=intrekking")).GetProperty("steps")[0];
        Assert.Equal(withdrawn.GetProperty("recordedAt").GetDateTimeOffset(), stretch.GetProperty("until").GetDateTimeOffset());
        Assert.True(did.GetProperty("could")[0].GetProperty("looked").GetBoolean());
        Assert.Single(did.GetProperty("did").EnumerateArray());
        Assert.Empty((await Read(Sjoerd, $"{Back}/wie-kon?categorie=schulden&op={Day}")).GetProperty("could").EnumerateArray());

        // What is known now and what was known then are two answers: now nobody would be let in any more at that moment.
        var since = Uri.EscapeDataString(withdrawn.GetProperty("recordedAt").GetDateTimeOffset().AddTicks(-10).ToString("O"));
        Assert.Single((await Read(Sjoerd, $"{Back}/wie-kon?categorie=gezondheid-kind&op={since}")).GetProperty("could").EnumerateArray());
        var longAgo = $"van={Today.AddDays(-40):O}&tot={Day}";
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Send(Sjoerd, HttpMethod.Get, $"{Back}/wie-kon?categorie=schulden&{longAgo}")).StatusCode);
    }

    [Fact]
    public async Task Nobody_outside_received_anything_is_said_with_what_was_searched_until_somebody_did()
    {
        await Agreed();
        var period = $"van={Today.AddDays(-30):O}&tot={Day}";
        var absent = await Read(Sjoerd, $"{Back}/afwezigheid?{period}");
        Assert.True(absent.GetProperty("absent").GetBoolean());
        Assert.Contains(
            "door dit systeem en voor zover daarin is vastgelegd", absent.GetProperty("statement").GetString(), StringComparison.Ordinal);
        var steps = (await Read(Sjoerd, Back)).GetProperty("steps").EnumerateArray().ToArray();
        var proof = absent.GetProperty("proof");
        Assert.Equal(steps.Length, proof.GetProperty("steps").GetInt32());
        Assert.Equal(steps[^1].GetProperty("hash").GetString(), proof.GetProperty("lastHash").GetString());
        Assert.Equal(16, proof.GetProperty("logPosition").GetString()!.Length);
        var note = proof.GetProperty("checkpoint").GetString()!.Split('\n');
        Assert.Equal("warme-overdracht.example/consent", note[0]);
        Assert.True(long.Parse(note[1], provider: null) >= steps.Length);
        var shown = await Send(Sjoerd, HttpMethod.Get, $"/v1/bewijs/toestemmingen/controlepunten/{note[1]}");
        Assert.Equal(proof.GetProperty("checkpoint").GetString(), await shown.Content.ReadAsStringAsync());

        await Decide(Access(ConsentDecider.Send, Cast.Noor, Cast.JgzTeam, Cast.Jgz, 0x901));
        var present = await Read(Sjoerd, $"{Back}/afwezigheid?{period}");
        Assert.False(present.GetProperty("absent").GetBoolean());
        Assert.Equal(1, present.GetProperty("found").GetInt32());
        Assert.Single(present.GetProperty("foundHere").EnumerateArray());
        Assert.True((await Read(
            Sjoerd, $"{Back}/afwezigheid?van={Today.AddDays(-30):O}&tot={Today.AddDays(-1):O}")).GetProperty("absent").GetBoolean());
    }

    [Fact]
    public async Task A_family_with_another_number_says_so_where_nothing_was_found()
    {
        await Agreed();
        string[] asked = [Back, $"{Back}/wie-kon?categorie=schulden&op={Day}", $"{Back}/afwezigheid?van={Today.AddDays(-3):O}&tot={Day}"];
        foreach (var question in asked)
            Assert.Empty((await Read(Sjoerd, question)).GetProperty("alsoUnder").EnumerateArray());

        await Decide(new JoinFiles(Cast.Id(0x777), Survives: true, [], Now));
        foreach (var question in asked)
            Assert.Equal(Cast.Id(0x777), Assert.Single((await Read(Sjoerd, question)).GetProperty("alsoUnder").EnumerateArray()).GetGuid());
        var absence = await Read(Sjoerd, asked[2]);
        Assert.True(absence.GetProperty("absent").GetBoolean());
        Assert.Contains("stel de vraag ook daarover", absence.GetProperty("statement").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_told_in_the_period_and_recorded_later_breaks_the_absence_and_what_an_auditor_may_not_see_is_counted()
    {
        await Told(Now.AddDays(-2));
        var period = $"van={Today.AddDays(-3):O}&tot={Today.AddDays(-1):O}";
        Assert.False((await Read(Sjoerd, $"{Back}/afwezigheid?{period}")).GetProperty("absent").GetBoolean());

        await Hear(Bouazza(Now, Today.AddYears(-8), version: 6) with { Parties = [Cast.Jgz, Cast.Schuldhulp] });
        await Assign("tessel", Cast.Schuldhulp);
        var other = await Read(Sjoerd with { Name = "tessel" }, $"{Back}/afwezigheid?{period}");
        Assert.Equal(1, other.GetProperty("found").GetInt32());
        Assert.Empty(other.GetProperty("foundHere").EnumerateArray());
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Send(Sjoerd, HttpMethod.Get, $"{Back}/afwezigheid?{period}&organisatie={Cast.Wijkteam}")).StatusCode);
    }

    private async Task<Guid> Agreed()
    {
        var health = await Asked(Ask("gezinshulp", Help.Team, Help.Organisation, Gezondheid));
        await Says(health, Cast.Samira, "ja");
        Assert.Equal(HttpStatusCode.NoContent, (await Own(Cast.Erik, "/antwoorden", new { request = health, answer = "ja" })).StatusCode);
        return health;
    }

    private async Task Told(DateTimeOffset when)
    {
        var (status, body) = await Post(Noor, $"{Family}/delingen", new
        {
            form = "telefoon",
            purpose = "gezinshulp",
            happenedAt = when,
            to = new[] { Help },
            rows = new[] { Gezondheid },
        });
        Assert.True(status == HttpStatusCode.Created, body.ToString());
    }

    private static DecideAccess Access(string action, string who, Guid team, Guid organisation, int question) => new(
        Cast.Id(question), new("referral", who, "professional", team, organisation), action, Help.Team, Help.Organisation, "gezinshulp",
        [new Row(Cast.Yara, "gezondheid-kind")], TimeProvider.System.GetUtcNow());
}
