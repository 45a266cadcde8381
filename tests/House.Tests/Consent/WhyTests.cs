using System.Net;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Every refusal that a professional meets says why: by which rule, with which facts, and nothing that he may not know.</summary>
public sealed class WhyTests : ConsentApi
{
    private static string Question(Guid team) => $"{Family}/waarom?team={team}&doel=gezinshulp&persoon={Cast.Yara}";

    [Fact]
    public async Task A_refusal_says_its_rule_the_law_and_what_can_be_done_and_a_role_that_is_missing_is_named()
    {
        var missing = await Problem(Wim, Family);
        Assert.Equal("niet-gevonden", Code(missing));
        Assert.Contains("antwoordt hetzelfde", missing.GetProperty("why").GetProperty("rule").GetString());
        Assert.Empty(missing.GetProperty("why").GetProperty("facts").EnumerateObject());
        Assert.Equal(Body(missing), Body(await Problem(Noor, $"/v1/toestemmingen/{Guid.CreateVersion7()}")));

        var role = (await Problem(Noor, "/v1/logboek/consent?dag=2027-03-01")).GetProperty("why").GetProperty("facts");
        Assert.Equal(("privacyfunctionaris", "professional"), (Text(role, "nodig"), Text(role, "uwRollen")));

        var (status, term) = await Post(Noor, $"{Family}/verzoeken", Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, Woorden));
        Assert.Equal((HttpStatusCode.Conflict, "buiten-doel"), (status, Code(term)));
        Assert.Equal("AVG 5(1)(c)", term.GetProperty("why").GetProperty("law").GetString());
    }

    [Fact]
    public async Task A_family_reads_one_sentence_and_no_rules_and_who_is_not_signed_in_neither()
    {
        var own = JsonDocument.Parse(await (await Send(Parent, HttpMethod.Get, Family)).Content.ReadAsStringAsync()).RootElement;
        Assert.False(own.TryGetProperty("why", out _));
    }

    [Fact]
    public async Task The_asker_reads_who_is_missing_and_the_receiver_reads_the_code_the_rule_and_no_name_of_who_took_it_back()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        var before = Assert.Single((await Read(Noor, Question(Cast.WijkteamNoord))).EnumerateArray());
        Assert.Equal(("geen-toestemming", false), (Code(before), before.GetProperty("open").GetBoolean()));
        Assert.Equal(2, before.GetProperty("standing").GetProperty("missing").GetArrayLength());
        Assert.Equal(request, before.GetProperty("restsOn").GetGuid());
        Assert.NotNull(before.GetProperty("ruleSet").GetString());

        await Says(request, Cast.Samira, "ja");
        await Says(request, Cast.Erik, "ja");
        Assert.Equal("open", Code(Assert.Single((await Read(Noor, Question(Cast.WijkteamNoord))).EnumerateArray())));
        await Decide(Opens(Gezondheid, Now));
        await Withdrawal(Cast.Erik);

        var seen = Assert.Single((await Read(Wim, Question(Cast.WijkteamNoord))).EnumerateArray());
        Assert.Equal("ingetrokken", Code(seen));
        Assert.Equal($"{Today:yyyy-MM-dd}", Text(seen.GetProperty("why").GetProperty("facts"), "ingetrokkenOp"));
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("standing").ValueKind);
        Assert.DoesNotContain($"{Cast.Erik}", seen.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain($"{Cast.Samira}", seen.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_organisation_asked_for_another_team_does_not_exist_and_a_wrong_question_is_told()
    {
        await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Hear(Bouazza(Now, Today.AddYears(-8)) with { Parties = [Cast.Jgz, Cast.Schuldhulp], SignalVersion = 99 });
        var ruud = new Persona("ruud", [Roles.Professional], Cast.Schuldhulp, [Cast.SchuldhulpTeam]);
        Assert.Empty((await Read(ruud, Question(Cast.WijkteamNoord))).EnumerateArray());
        Assert.Empty((await Read(ruud, $"{Question(Cast.WijkteamNoord)}&categorie=gezondheid-kind")).EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Wim, HttpMethod.Get, Question(Cast.WijkteamNoord))).StatusCode);

        var wrong = (await Problem(Noor, $"{Family}/waarom?categorie=zomaar")).GetProperty("errors");
        Assert.Equal(["categorie", "doel", "persoon", "team"], wrong.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_step_that_cannot_be_taken_says_how_it_stands_and_which_steps_can()
    {
        var (_, no) = Transitions.Table.Pass(ReferralStatus.Sent, ReferralStatus.Completed, [Side.Receiver], "doel-bereikt");
        Assert.Equal(ReferralRefusals.NotFromHere, no);
        Assert.Equal(("sent", "completed", "receiver"), (no!.Facts!["stand"], no.Facts["stap"], no.Facts["uwKant"]));

        var (_, theirs) = Transitions.Table.Pass(ReferralStatus.Received, ReferralStatus.Accepted, [Side.Sender], null);
        Assert.Equal("niet-aan-u", theirs!.Code);
        Assert.Equal("ja", theirs.Facts!["vanDeAndereKant"]);
        Assert.Contains("recalled", theirs.Facts["kanWel"]);

        var (_, reason) = Transitions.Table.Pass(ReferralStatus.Received, ReferralStatus.Declined, [Side.Receiver], "zomaar");
        Assert.NotEmpty(reason!.Facts!["redenen"]);
    }

    [Fact]
    public void Every_code_that_closes_a_row_a_letter_or_a_step_has_a_rule_of_its_own()
    {
        string[] codes =
        [
            "geen-toestemming", "ingetrokken", "verlopen", "gesloten", "ontvanger-nooit", "ander-doel", "vernietigd", "geen-rol",
            "niet-gevonden", "toestemming-niet-bereikbaar", "nog-niet-geaccepteerd", "brief-gesloten", "reden-nodig-collega",
            .. new Refusal[]
            {
                ReferralRefusals.NotFromHere, ReferralRefusals.NotYours, ReferralRefusals.ReasonUnknown, ReferralRefusals.NotCovered,
                ReferralRefusals.Circle, ReferralRefusals.TermRuns, ReferralRefusals.FirstConversationOwed,
            }.Select(r => r.Code),
        ];
        Assert.DoesNotContain(codes, c => !Whys.Known.ContainsKey(c));
        Assert.All(Whys.Known.Values, w => Assert.True(w.Rule.EndsWith('.') && w.Rule.Length > 30));
    }

    private async Task<JsonElement> Problem(Persona who, string path)
    {
        var answer = await Send(who, HttpMethod.Get, path);
        Assert.False(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
