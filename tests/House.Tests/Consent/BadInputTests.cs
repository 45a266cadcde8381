using System.Net;
using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>What people do wrong at consent's door: each has its code and its sentence, and changes nothing.</summary>
public sealed class BadInputTests : ConsentApi
{
    [Fact]
    public async Task A_yes_by_somebody_who_is_no_signatory_changes_nothing()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Geldzorgen));
        foreach (var who in new[] { Cast.Erik, Cast.Yara, Cast.Id(0xdead) })
        {
            await Refused(
                $"{Family}/verzoeken/{request}/antwoorden", new { signatory = who, answer = "ja", channel = "gesprek" },
                HttpStatusCode.Conflict, "geen-ondertekenaar", "Deze persoon beslist niet over deze gegevens. Er is niets veranderd.");
        }
    }

    [Fact]
    public async Task An_end_before_the_start_and_a_hundred_years_are_refused_and_no_end_becomes_a_default_one()
    {
        var ask = Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Geldzorgen);
        await Wrong(With(ask, Today.AddDays(9), Today.AddDays(8)), "until");
        await Wrong(ask with { Until = Today.AddYears(100) }, "until");
        await Wrong(ask with { Until = Today.AddDays(-1) }, "until");
        Assert.DoesNotContain(await Stored(), f => f is ConsentRequested);

        var (status, _) = await Post(Noor, $"{Family}/verzoeken", With(ask, Today, null));
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.InRange((await Stored()).OfType<ConsentRequested>().Single().Until, Today, Today.AddYears(1));
    }

    [Fact]
    public async Task An_unknown_category_an_unknown_purpose_and_a_wrong_kind_are_told_together()
    {
        var ask = Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, new Row(Cast.Samira, "sterrenbeeld"));
        var fields = await Wrong(ask with { Purpose = "nieuwsgierigheid", Kind = "avg-grondslag" }, "rows", "purpose", "kind");

        Assert.Contains(fields["rows"], text => text.Contains("uit de lijst", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recipient_that_no_longer_exists_is_not_asked_for()
    {
        await Hear(new TeamHeard(Cast.WijkteamNoord, 1, Cast.Wijkteam, "wijkteam", ["GM0150"], false, Open: false, Now));

        await NotListed(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Geldzorgen));
    }

    /// <summary>Never heard of, of another organisation, or a whole organisation without a team: all the same no.</summary>
    [Fact]
    public async Task A_recipient_that_the_directory_does_not_know_is_not_asked_for()
    {
        var nobody = Cast.Id(0xbad);
        await NotListed(Ask("gezinshulp", nobody, Cast.Wijkteam, Geldzorgen));
        await NotListed(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Schuldhulp, Geldzorgen));
        var ask = Ask("gezinshulp", nobody, nobody, Geldzorgen);
        await NotListed(Without(ask, recipientOrganisation: nobody));
        await NotListed(Without(ask, recipientKind: "gi", recipientArea: "GM0150"));

        await Hear(new TeamHeard(nobody, 1, Cast.Wijkteam, "wijkteam", ["GM0150"], false, Open: true, Now));
        Assert.Equal(
            HttpStatusCode.Created,
            (await Post(Noor, $"{Family}/verzoeken", Ask("gezinshulp", nobody, Cast.Wijkteam, Geldzorgen))).Status);
    }

    private Task NotListed(object body) => Refused(
        $"{Family}/verzoeken", body, HttpStatusCode.Conflict, "ontvanger-bestaat-niet",
        "Dit team of deze soort organisatie staat niet (meer) op de lijst. Kies een andere ontvanger.");

    private static object Without(
        RequestShape ask, Guid? recipientOrganisation = null, string? recipientKind = null, string? recipientArea = null) =>
        new
        {
            ask.Rows,
            RecipientOrganisation = recipientOrganisation,
            RecipientKind = recipientKind,
            RecipientArea = recipientArea,
            ask.Purpose,
            ask.Until,
            ask.Kind,
            ask.TextVersion,
            ask.Language,
            ask.ToldBack,
            ask.Channel,
        };

    [Fact]
    public void An_answer_to_a_lapsed_request_is_refused_and_asked_again_instead()
    {
        var facts = Facts(new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Geldzorgen) with { Until = Cast.Today.AddDays(7) });
        var late = Cast.Monday.AddDays(8);
        foreach (var answer in new ConsentCommand[] { Yes(Health, Cast.Samira, late), No(Health, Cast.Samira, late) })
        {
            var refusal = ConsentDecider.Decide(answer, Fold(facts)).Refusal;
            Assert.Equal("verzoek-verlopen", refusal?.Code);
            Assert.Equal("De termijn van dit verzoek is voorbij. Vraag het opnieuw.", refusal?.Reason);
        }

        Assert.Null(ConsentDecider.Decide(Yes(Health, Cast.Samira, late.AddDays(-1)), Fold(facts)).Refusal);
    }

    [Fact]
    public async Task A_second_answer_under_the_same_id_with_another_body_is_refused_and_with_the_same_body_repeated()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Geldzorgen));
        var (key, path) = (Guid.CreateVersion7(), $"{Family}/verzoeken/{request}/antwoorden");
        var yes = new { signatory = Cast.Samira, answer = "ja", channel = "gesprek" };

        Assert.Equal(HttpStatusCode.NoContent, (await Post(Noor, path, yes, key)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Noor, path, yes, key)).Status);
        var (status, problem) = await Post(Noor, path, new { signatory = Cast.Samira, answer = "nee", channel = "gesprek" }, key);

        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-reused"), (status, Code(problem)));
        Assert.Single((await Stored()).OfType<AnswerGiven>());
        Assert.DoesNotContain(await Stored(), f => f is AnswerRefused);
    }

    [Fact]
    public async Task An_answer_longer_than_asked_and_a_later_without_a_day_are_refused()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Geldzorgen));
        var path = $"{Family}/verzoeken/{request}/antwoorden";
        await Refused(
            path, new { signatory = Cast.Samira, answer = "ja", channel = "gesprek", until = Today.AddYears(2) }, HttpStatusCode.Conflict,
            "geldigheid-antwoord", "Een antwoord geldt vanaf vandaag en hoogstens zo lang als is gevraagd.");
        var (status, problem) = await Post(Noor, path, new { signatory = Cast.Samira, answer = "later", channel = "duif" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["askAgainOn", "channel"], Fields(problem).Keys.Order());
    }

    private static object With(RequestShape ask, DateOnly from, DateOnly? until) => new
    {
        ask.Rows,
        ask.RecipientTeam,
        ask.RecipientOrganisation,
        ask.Purpose,
        From = from,
        Until = until,
        ask.Kind,
        ask.TextVersion,
        ask.Language,
        ask.ToldBack,
        ask.Channel,
    };

    private async Task Refused(string path, object body, HttpStatusCode expected, string code, string sentence)
    {
        var before = (await Stored()).Count;
        var (status, problem) = await Post(Noor, path, body);

        Assert.Equal((expected, code, sentence), (status, Code(problem), problem.GetProperty("detail").GetString()));
        Assert.Equal(before, (await Stored()).Count);
    }

    private async Task<Dictionary<string, string[]>> Wrong(object body, params string[] fields)
    {
        var (status, problem) = await Post(Noor, $"{Family}/verzoeken", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var said = Fields(problem);
        Assert.Equal(fields.Order(), said.Keys.Order());
        Assert.All(said.Values.SelectMany(texts => texts), text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        return said;
    }

    private static Dictionary<string, string[]> Fields(JsonElement problem) => problem.GetProperty("errors").EnumerateObject()
        .ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(t => t.GetString()!).ToArray());
}
