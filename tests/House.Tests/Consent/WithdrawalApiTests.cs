using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Platform.Web;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Withdrawals, corrections, proofs and the lists of a team, over HTTP.</summary>
public sealed class WithdrawalApiTests : ConsentApi
{
    private static readonly Persona Petra = new("petra", [Roles.FocusOfficer], Cast.Id(0x601), []);
    private static readonly Persona Fatima = new("fatima", [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);

    [Fact]
    public async Task A_team_that_received_rows_confirms_and_the_signatory_reads_its_own_word()
    {
        var request = await Given();
        await Decide(Opens(Gezondheid, Now));
        Assert.Equal(HttpStatusCode.NoContent, (await Own(Cast.Erik, "/intrekkingen", new { })).StatusCode);

        var asker = (await Read(Noor, $"{Family}/intrekkingen")).GetProperty("withdrawals")[0];
        var receiver = (await Read(Wim, $"{Family}/intrekkingen")).GetProperty("withdrawals")[0];
        var withdrawal = asker.GetProperty("withdrawal").GetGuid();
        Assert.Equal(Cast.Erik, asker.GetProperty("signatory").GetGuid());
        Assert.Equal(request, asker.GetProperty("request").GetGuid());
        Assert.False(receiver.TryGetProperty("signatory", out var who) && who.ValueKind != JsonValueKind.Null);
        Assert.DoesNotContain(Cast.Erik.ToString(), receiver.ToString(), StringComparison.Ordinal);
        Assert.Equal(["intrekkingen", "intrekkingen"], await Kinds(Noor, "intrekkingen", Wim));

        var path = $"{Family}/intrekkingen/{withdrawal}/bevestigingen";
        Assert.Equal("wel-geopend", Code((await Post(Wim, path, new { word = "niet-geopend" })).Body));
        Assert.Equal("wet-nodig", Code((await Post(Wim, path, new { word = "in-eigen-dossier" })).Body));
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(Wim, path, new { word = "verkocht", law = "mij" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(Noor, path, new { word = "gesloten" })).Status);
        Assert.Contains("nog niet", (await Certificates(Cast.Erik))[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Wim, path, new { word = "vernietigd" })).Status);

        var certificate = (await Certificates(Cast.Erik))[0].GetProperty("teams")[0];
        Assert.Equal("vernietigd", certificate.GetProperty("word").GetString());
        Assert.Equal("Dit team heeft alles weggegooid.", certificate.GetProperty("sentence").GetString());
        Assert.Empty(await Certificates(Cast.Samira));
        Assert.Empty(await Kinds(Noor, "intrekkingen", Wim));
        Assert.Equal("al-bevestigd", Code((await Post(Wim, path, new { word = "gesloten" })).Body));
    }

    [Fact]
    public async Task A_yes_that_was_recorded_wrongly_is_never_called_a_withdrawal()
    {
        var request = await Given();
        await Decide(Opens(Gezondheid, Now));
        var mistake = new { signatory = Cast.Erik, reason = "verkeerde-persoon" };
        Assert.Equal(HttpStatusCode.Created, (await Post(Noor, $"{Family}/verzoeken/{request}/vergissingen", mistake)).Status);

        Assert.True((await Read(Wim, $"{Family}/intrekkingen")).GetProperty("withdrawals")[0].GetProperty("mistake").GetBoolean());
        foreach (var who in new[] { Noor, Wim })
        {
            var said = (await Read(who, "/v1/toestemmingen/lijst?soort=intrekkingen"))[0].GetProperty("sentence").GetString()!;
            Assert.Contains("een ja was verkeerd vastgelegd", said, StringComparison.Ordinal);
            Assert.DoesNotContain("ingetrokken", said, StringComparison.Ordinal);
        }

        Assert.Empty(await Certificates(Cast.Erik));
    }

    [Fact]
    public async Task Who_received_nothing_and_is_no_party_learns_nothing_of_withdrawals()
    {
        await Given();
        await Own(Cast.Erik, "/intrekkingen", new { });

        var foreign = await Send(Wim, HttpMethod.Get, $"{Family}/intrekkingen");
        var missing = await Send(Wim, HttpMethod.Get, $"/v1/toestemmingen/{Cast.Id(0xbad)}/intrekkingen");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(
            Body(await missing.Content.ReadFromJsonAsync<JsonElement>()), Body(await foreign.Content.ReadFromJsonAsync<JsonElement>()));
    }

    [Fact]
    public async Task The_focus_officer_sees_who_is_late_without_whose_rows_they_are()
    {
        var request = await Given();
        await Decide(new DecideAccess(
            Cast.Id(0x900), new("referral", Cast.Wim, "professional", Cast.WijkteamNoord, Cast.Wijkteam), "openen", Cast.WijkteamNoord,
            Cast.Wijkteam, "gezinshulp", [Gezondheid], Now));
        await Own(Cast.Erik, "/intrekkingen", new { });
        var withdrawal = Fold(await Stored()).Withdrawals[0];
        Assert.Empty(await Kinds(Petra, "intrekkingen"));

        await Decide(new EscalateWithdrawal(withdrawal.Id, withdrawal.EscalatesAt));
        var list = (await Read(Petra, "/v1/toestemmingen/lijst")).EnumerateArray().ToArray();
        var text = Assert.Single(list).ToString();

        Assert.Equal(Cast.WijkteamNoord, list[0].GetProperty("team").GetGuid());
        foreach (var trace in new[] { Cast.Family, request, withdrawal.Id, Cast.Erik, Cast.Yara })
            Assert.DoesNotContain(trace.ToString(), text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Later_becomes_a_task_until_there_is_an_answer_and_an_ending_consent_is_listed_in_time()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid) with { Until = Today.AddDays(20) });
        await Says(request, Cast.Samira, "ja");
        Assert.Equal(HttpStatusCode.NoContent, (await Post(
            Noor, $"{Family}/verzoeken/{request}/antwoorden",
            new { signatory = Cast.Erik, answer = "later", askAgainOn = Today.AddDays(7), channel = "telefoon" })).Status);

        var task = Assert.Single((await Read(Noor, "/v1/toestemmingen/lijst?soort=later")).EnumerateArray());
        Assert.Equal(Cast.Erik, task.GetProperty("signatory").GetGuid());
        Assert.Equal(Today.AddDays(7).ToString("yyyy-MM-dd"), task.GetProperty("on").GetString());
        Assert.Empty(await Kinds(Noor, "verlopend"));
        Assert.Empty(await Kinds(Wim, "later"));

        await Says(request, Cast.Erik, "ja");
        Assert.Empty(await Kinds(Noor, "later"));
        Assert.Equal(["verlopend"], await Kinds(Noor, "verlopend"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(Noor, HttpMethod.Get, "/v1/toestemmingen/lijst?soort=alles")).StatusCode);
    }

    [Fact]
    public async Task A_mistake_is_reviewed_by_another_person_and_everything_is_shown_as_proof()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        var shown = new
        {
            signatory = Cast.Samira,
            answer = "ja",
            channel = "papier",
            proof = new { kind = "handtekening", reference = "map Kanarie, blad 3" },
        };
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Noor, $"{Family}/verzoeken/{request}/antwoorden", shown)).Status);
        await Says(request, Cast.Erik, "ja");
        var (made, mistake) = await Post(
            Noor, $"{Family}/verzoeken/{request}/vergissingen", new { signatory = Cast.Erik, reason = "verkeerde-persoon" });
        Assert.Equal(HttpStatusCode.Created, made);
        Assert.Equal(["incomplete"], Standings(await Read(Noor, Family)));
        Assert.Equal(["nakijken"], await Kinds(Noor, "nakijken"));

        var path = $"{Family}/verzoeken/{request}/vergissingen/{mistake.GetProperty("invalidation").GetGuid()}/beoordeling";
        Assert.Equal("zelfde-persoon", Code((await Post(Noor, path, new { upheld = true })).Body));
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(Fatima, path, new { })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Fatima, path, new { upheld = true })).Status);
        Assert.Empty(await Kinds(Noor, "nakijken"));

        var proof = await Read(Noor, $"{Family}/verzoeken/{request}/bewijs");
        var first = proof.GetProperty("answers")[0];
        Assert.Equal(("handtekening", "map Kanarie, blad 3", Cast.Noor), (
            first.GetProperty("proof").GetString(), first.GetProperty("reference").GetString(),
            first.GetProperty("recordedBy").GetString()));
        Assert.Equal("b1-1", proof.GetProperty("explanations")[0].GetProperty("version").GetString());
        Assert.Equal("fatima", proof.GetProperty("mistakes")[0].GetProperty("reviewedBy").GetString());
        var audited = (await Read(Sjoerd, $"{Family}/verzoeken/{request}/bewijs")).ToString();
        Assert.DoesNotContain("Kanarie", audited, StringComparison.Ordinal);
        Assert.Contains("handtekening", audited, StringComparison.Ordinal);
        Assert.DoesNotContain("Kanarie", JsonSerializer.Serialize(await Stored()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Wim, HttpMethod.Get, $"{Family}/verzoeken/{request}/bewijs")).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_with_a_proof_or_a_mistake_is_told_at_once()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        var answer = new { signatory = Guid.Empty, answer = "ja", channel = "duif", proof = new { kind = "duif", reference = "" } };
        var errors = (await Post(Noor, $"{Family}/verzoeken/{request}/antwoorden", answer)).Body.GetProperty("errors");
        foreach (var field in new[] { "signatory", "channel", "proof.kind", "proof.reference" })
            Assert.True(errors.TryGetProperty(field, out _), $"{field} is not named");

        var mistake = (await Post(Noor, $"{Family}/verzoeken/{request}/vergissingen", new { reason = "zomaar" })).Body;
        Assert.True(mistake.GetProperty("errors").TryGetProperty("reason", out _));
        Assert.True(mistake.GetProperty("errors").TryGetProperty("signatory", out _));
        var nothing = new { signatory = Cast.Erik, reason = "dubbel" };
        Assert.Equal("niets-te-herstellen", Code((await Post(Noor, $"{Family}/verzoeken/{request}/vergissingen", nothing)).Body));
    }

    private async Task<Guid> Given()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(request, Cast.Samira, "ja");
        await Says(request, Cast.Erik, "ja");
        return request;
    }

    private async Task<JsonElement[]> Certificates(Guid member)
    {
        var answer = await Send(Parent, HttpMethod.Get, "/v1/mijn-toestemming/intrekkingen", member: member);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()];
    }

    private async Task<string[]> Kinds(Persona who, string kind, params Persona[] others)
    {
        var kinds = new List<string>();
        foreach (var one in others.Prepend(who))
        {
            kinds.AddRange((await Read(one, $"/v1/toestemmingen/lijst?soort={kind}")).EnumerateArray()
                .Select(i => i.GetProperty("kind").GetString()!));
        }

        return [.. kinds];
    }
}
