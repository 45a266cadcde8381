using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalLists;

/// <summary>
/// The journeys of the seeds at the door of the service. Two more stand elsewhere: 'iets voor kleren' by the light route in
/// <see cref="TalksApiTests"/>, and the energy supplier's signal that a debt counsellor links to a nurse's referral in
/// <see cref="SignalDebts.DebtApiTests"/>.
/// </summary>
public sealed class JourneyTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    private static readonly Persona Colleague = new("collega", [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);

    [Fact]
    public async Task A_pregnant_woman_with_money_worries_is_seen_by_a_midwife_and_nothing_of_it_stands_readable_in_the_log()
    {
        var family = (await house.Post("/v1/gezinnen", new { area = "GM0150" })).Id("family");
        var at = $"/v1/gezinnen/{family}";
        var nadia = await Add(at, new { role = "parent", name = "Nadia Kwartelmans", birthDate = "1996-08-30", postcode = "7581 ZX" });
        var child = await Add(at, new { role = "unborn-child" });
        var filled = await house.Post($"{at}/instrumenten", new
        {
            member = nadia,
            instrument = "checklist-kraamzorg",
            version = 1,
            filledOn = SignalHouse.Today,
            answers = new { uitzet = "nee", kosten = "ja", verwarming = "ja" },
        });
        var kinds = filled.Body.GetProperty("pointsTo").EnumerateArray().Select(p => p.GetProperty("kind").GetString()).ToArray();
        Assert.Equal(["geen-babyuitzet", "zwanger-met-geldzorgen"], kinds.Order());
        var signals = new List<Guid>();
        foreach (var kind in kinds)
            signals.Add(await Signal(at, nadia, kind!, "checklist-kraamzorg", "Ze slaapt er slecht van, zegt Tjirpje."));
        await Talk(at, nadia, "wil-hulp", signals);
        (await house.Post($"{at}/hulpvragen", new
        {
            member = nadia,
            domain = "financien",
            words = "Ik wil spullen voor de baby, zonder Zwaluwschulden.",
            ownSteps = "Ik koop al tweedehands.",
        })).Id("need");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/leden/{child}/geboorte", new { birthDate = SignalHouse.Today, name = "Sami Kwartelmans" })).Status);

        var file = (await house.Get(at)).Body;
        Assert.Equal(0, file.GetProperty("authorities").GetArrayLength());
        Assert.All(file.GetProperty("signals").EnumerateArray(), s => Assert.True(s.GetProperty("discussed").GetBoolean()));
        Assert.Contains("zonder Zwaluwschulden", await house.Text($"{at}/samenvatting"), StringComparison.Ordinal);

        string[] planted = ["Kwartelmans", "Tjirpje", "Zwaluwschulden", "tweedehands", "1996-08-30", "7581 ZX", "7581ZX"];
        var log = house.Services.GetRequiredService<IEventLog>();
        await foreach (var stored in log.ReadAll(Position.Start, int.MaxValue, default))
        {
            var text = Encoding.UTF8.GetString([.. stored.Header, .. stored.Data, .. stored.Beside]) + stored.Stream;
            Assert.All(planted, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_school_notices_a_child_without_lunch_and_the_mother_does_not_recognise_it()
    {
        var (family, mother, child) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var filled = await house.Post($"{at}/instrumenten", new
        {
            member = child,
            instrument = "signaallijst-school",
            version = 1,
            filledOn = SignalHouse.Today,
            answers = new { ontbijt = "ja", kleding = "nee" },
        });
        Assert.Equal("zonder-ontbijt", Assert.Single(filled.Body.GetProperty("pointsTo").EnumerateArray()).GetProperty("kind").GetString());
        var seen = await Signal(at, child, "zonder-ontbijt", "signaallijst-school", null);
        (await house.Post($"{at}/beschermende-factoren", new { member = child, kind = "goed-contact-met-school" })).Id("factor");
        await Talk(at, mother, "niet-herkend", [seen]);

        var picture = (await house.Get($"{at}/beeld")).Body;
        var risk = Assert.Single(picture.GetProperty("domains").EnumerateArray()
            .Single(d => d.GetProperty("domain").GetString() == "gezondheid").GetProperty("risks").EnumerateArray());
        Assert.Equal(("gezien", "niet-herkend"), (risk.GetProperty("source").GetString(), risk.GetProperty("saidOfIt").GetString()));
        Assert.True(picture.GetProperty("talkedConsentNotAsked").GetBoolean());
    }

    [Fact]
    public async Task A_nurse_hears_not_now_twice_and_her_team_is_reminded_though_she_is_ill()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var first = await Talk(at, mother, "niet-nu", []);
        Assert.Equal($"{SignalHouse.Today.AddDays(42):yyyy-MM-dd}", first.Body.GetProperty("comeBackOn").GetString());
        Assert.Equal("kom-terug", Assert.Single(await Tasks(family, Colleague, first.Position)).GetProperty("task").GetString());

        var second = await Talk(at, mother, "niet-nu", [], Colleague);
        Assert.Equal(JsonValueKind.Null, second.Body.GetProperty("comeBackOn").ValueKind);
        var task = Assert.Single(await Tasks(family, SignalHouse.Noor, second.Position));
        Assert.Equal(("kom-terug", false), (task.GetProperty("task").GetString(), task.GetProperty("due").GetBoolean()));
        Assert.True((await house.Get(at)).Body.GetProperty("talkedConsentNotAsked").GetBoolean());

        var yes = await Talk(at, mother, "wil-hulp", [], Colleague);
        Assert.Equal(
            "toestemming-niet-gevraagd",
            Assert.Single(await Tasks(family, SignalHouse.Noor, yes.Position)).GetProperty("task").GetString());
    }

    private async Task<Guid> Add(string at, object member) => (await house.Post($"{at}/leden", member)).Id("member");

    private async Task<Guid> Signal(string at, Guid member, string kind, string instrument, string? note) =>
        (await house.Post($"{at}/signalen", new
        {
            member,
            kind,
            source = "gezien",
            observedOn = SignalHouse.Today,
            instrument,
            instrumentVersion = "1",
            note,
        })).Id("signal");

    private Task<SignalHouse.Reply> Talk(string at, Guid with, string outcome, IReadOnlyList<Guid> signals, Persona? who = null) =>
        house.Post(
            $"{at}/gesprekken", new { heldOn = SignalHouse.Today, with = (Guid[])[with], whyExplained = true, signals, outcome }, who);

    private async Task<JsonElement[]> Tasks(Guid family, Persona who, string? atLeast) =>
        [.. (await house.Get("/v1/gezinnen/taken", who, atLeast)).Body.EnumerateArray()
            .Where(t => t.GetProperty("family").GetGuid() == family)];
}
