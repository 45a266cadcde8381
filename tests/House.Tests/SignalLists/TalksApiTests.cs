using System.Net;
using System.Text.Json;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalLists;

/// <summary>Instruments, own kinds, planned talks, goals and the light route at the door of the service.</summary>
public sealed class TalksApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    private static readonly Persona Keeper = new("petra", [Roles.FocusOfficer], Cast.Jgz, []);

    [Fact]
    public async Task Answers_to_the_money_screen_point_to_signals_and_record_none()
    {
        var (family, mother, _) = await house.Open();
        var filled = await house.Post($"/v1/gezinnen/{family}/instrumenten", new
        {
            member = mother,
            instrument = "korte-geldvragen",
            version = 1,
            filledOn = SignalHouse.Today,
            answers = new { rondkomen = "nee", post = "weet-niet" },
        });

        filled.Id("filling");
        var points = Assert.Single(filled.Body.GetProperty("pointsTo").EnumerateArray());
        Assert.Equal("geen-onverwachte-uitgaven", points.GetProperty("kind").GetString());
        Assert.Equal(0, (await house.Get($"/v1/gezinnen/{family}")).Body.GetProperty("signals").GetArrayLength());
    }

    [Fact]
    public async Task An_unknown_instrument_version_and_an_answer_outside_its_type_are_refused()
    {
        var (family, mother, _) = await house.Open();
        var path = $"/v1/gezinnen/{family}/instrumenten";

        Assert.Equal(["answers", "filledOn", "instrument", "member"], (await house.Post(path, new { instrument = "tarot" })).Errors);
        var (on, answers) = (SignalHouse.Today, new { rondkomen = "misschien", horoscoop = "ja" });
        Assert.Equal(["version"], (await house.Post(
            path, new { member = mother, instrument = "korte-geldvragen", version = 9, filledOn = on, answers })).Errors);
        Assert.Equal(["answers.horoscoop", "answers.rondkomen"], (await house.Post(
            path, new { member = mother, instrument = "korte-geldvragen", version = 1, filledOn = on, answers })).Errors);
        Assert.Equal(["instrumentVersion"], (await house.Post($"/v1/gezinnen/{family}/signalen", new
        {
            member = mother,
            kind = "klein-netwerk",
            source = "gezien",
            observedOn = on,
            instrument = "korte-geldvragen",
            instrumentVersion = "9",
        })).Errors);
    }

    [Fact]
    public async Task A_code_of_another_list_is_kept_as_it_came()
    {
        var (family, mother, _) = await house.Open();
        var path = $"/v1/gezinnen/{family}/signalen";
        (await house.Post(path, Signal("gravity", "utility-insecurity"))).Id("signal");
        (await house.Post(path, Signal("gravity", "veteran-status"))).Id("signal");

        var signals = (await house.Get($"/v1/gezinnen/{family}")).Body.GetProperty("signals").EnumerateArray().ToArray();
        Assert.Equal(["energie-afgesloten", "buiten-de-lijst"], signals.Select(s => s.GetProperty("kind").GetString()));
        Assert.Equal(["utility-insecurity", "veteran-status"], signals.Select(s => s.GetProperty("code").GetString()));
        Assert.Equal(["code", "codeSystem"], (await house.Post(path, Signal("roddel", "twee woorden"))).Errors);

        object Signal(string codeSystem, string code) =>
            new { member = mother, source = "uit-administratie", observedOn = SignalHouse.Today, codeSystem, code };
    }

    [Fact]
    public async Task A_municipality_adds_its_own_kind_and_question_and_a_nurse_uses_them()
    {
        var kind = new
        {
            area = "GM0150",
            code = "mist-regenkleding",
            label = "Heeft geen regenkleding",
            subject = "child",
            domain = "gezondheid",
            phase = "ondersteunen",
            category = "gezondheid-kind",
        };
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post("/v1/signaallijsten/soorten", kind, Keeper)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post("/v1/signaallijsten/soorten", kind)).Status);
        var question = new
        {
            area = "GM0150",
            code = "regen",
            text = "Heeft uw kind een regenjas?",
            why = "Er is een kledingpakket.",
            domain = "gezondheid",
            pointsTo = "GM0150.mist-regenkleding",
        };
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post("/v1/signaallijsten/vragen", question, Keeper)).Status);
        Assert.Equal(
            ["area", "category", "code", "domain", "label", "phase", "subject"],
            (await house.Post("/v1/signaallijsten/soorten", new { code = "Twee Woorden" }, Keeper)).Errors);
        Assert.Equal(["gemeente"], (await house.Get("/v1/signaallijsten/Deventer")).Errors);

        var (family, _, child) = await house.Open();
        (await house.Post($"/v1/gezinnen/{family}/signalen", new
        {
            member = child,
            kind = "GM0150.mist-regenkleding",
            source = "gezien",
            observedOn = SignalHouse.Today,
        })).Id("signal");
        (await house.Post($"/v1/gezinnen/{family}/instrumenten", new
        {
            member = child,
            instrument = "eigen-GM0150",
            version = 1,
            filledOn = SignalHouse.Today,
            answers = new { regen = "ja" },
        })).Id("filling");
        Assert.Equal(1, (await house.Get("/v1/signaallijsten/GM0150")).Body.GetProperty("kinds").GetArrayLength());
    }

    [Fact]
    public async Task Something_for_clothes_takes_three_steps_and_is_asked_after()
    {
        var family = (await house.Post("/v1/gezinnen", new { area = "GM0150" })).Id("family");
        var at = $"/v1/gezinnen/{family}";
        var child = (await house.Post($"{at}/leden", new { role = "child", name = "Fenna", birthDate = SignalHouse.Birth })).Id("member");
        var pointed = await house.Post($"{at}/voorzieningen", new { member = child, domain = "participatie", note = "Iets voor kleren" });

        var task = Assert.Single(await Tasks(family, pointed.Position));
        Assert.Equal("voorziening-nagaan", task.GetProperty("task").GetString());
        Assert.False(task.GetProperty("due").GetBoolean());
        var check = await house.Post(
            $"{at}/voorzieningen/{pointed.Id("pointing")}/nagevraagd", new { result = "vastgelopen", stuckOn = "digitaal" });
        Assert.Equal(HttpStatusCode.NoContent, check.Status);
        Assert.Empty(await Tasks(family, check.Position));
        Assert.Equal(["result", "stuckOn"], (await house.Post(
            $"{at}/voorzieningen/{pointed.Id("pointing")}/nagevraagd", new { result = "best", stuckOn = "pech" })).Errors);
    }

    [Fact]
    public async Task A_planned_talk_an_attempt_and_a_goal_are_recorded_and_a_talk_that_was_not_planned_is_refused()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var with = new[] { mother };
        var planned = (await house.Post(
            $"{at}/gesprekken/gepland", new { plannedOn = SignalHouse.Today.AddDays(9), with, where = "thuis" })).Id("conversation");
        var held = new { heldOn = SignalHouse.Today, with, whyExplained = true, outcome = "herkend", planned, where = "thuis" };
        (await house.Post($"{at}/gesprekken", held)).Id("conversation");
        Assert.Equal("gesprek-niet-gepland", (await house.Post($"{at}/gesprekken", held)).Code);
        (await house.Post($"{at}/contactpogingen", new
        {
            member = mother,
            kind = "huisbezoek",
            reached = false,
            on = SignalHouse.Today,
            dayPart = "avond",
        })).Id("attempt");
        var goal = (await house.Post(
            $"{at}/doelen", new { member = mother, domain = "financien", words = "De post openen.", ownSteps = "Ik leg ze klaar." }))
            .Id("goal");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{at}/doelen/{goal}/einde", new { result = "gehaald" })).Status);
        Assert.Equal(["plannedOn", "where", "with"], (await house.Post($"{at}/gesprekken/gepland", new { })).Errors);
        Assert.Equal(["dayPart", "kind", "member", "on", "reached"], (await house.Post($"{at}/contactpogingen", new { })).Errors);
        Assert.Equal(["domain", "member", "words"], (await house.Post($"{at}/doelen", new { })).Errors);
    }

    [Fact]
    public async Task After_a_death_nobody_comes_back_on_the_talk_with_him()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var with = new[] { mother };
        var talk = await house.Post(
            $"{at}/gesprekken", new { heldOn = SignalHouse.Today, with, whyExplained = true, outcome = "niet-nu" });
        Assert.Single(await NotNow(talk.Position));
        var died = await house.Post($"{at}/leden/{mother}/overlijden", new { happenedOn = SignalHouse.Today });
        Assert.Empty(await NotNow(died.Position));

        async Task<JsonElement[]> NotNow(string? atLeast) =>
            [.. (await house.Get("/v1/gezinnen/werklijst", atLeast: atLeast)).Body.EnumerateArray()
                .Where(t => t.GetProperty("family").GetGuid() == family)];
    }

    private async Task<JsonElement[]> Tasks(Guid family, string? atLeast) =>
        [.. (await house.Get("/v1/gezinnen/taken", atLeast: atLeast)).Body.EnumerateArray()
            .Where(t => t.GetProperty("family").GetGuid() == family)];
}
