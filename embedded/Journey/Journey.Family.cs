using System.Text.Json;

namespace WarmHandover.Embedded.Journey;

/// <summary>The first chapters: the family, what was seen, and what was said.</summary>
public sealed partial class Journey
{
    private Guid debtNeed;
    private Guid yaraNeed;

    private async Task SeeAndTalk(CancellationToken ct)
    {
        tell.Chapter("Het gezin");
        Family = Id(await Noor.Post("/v1/gezinnen", new { area = Sample.People.Deventer }, ct), "family");
        tell.Step("Noor opent een dossier");

        Samira = await Member("parent", "Samira Bouazza", new(1988, 3, 14), "7411 AB", ct);
        Erik = await Member("parent", "Erik Hofstra", new(1985, 7, 2), "7201 CD", ct);
        Yara = await Member("child", "Yara Hofstra", Today.AddYears(-8).AddDays(-40), "7411 AB", ct);
        tell.Step("Zij legt Samira, Erik en hun dochter vast; namen en geboortedata gaan de kluis in");

        foreach (var holder in new[] { Samira, Erik })
        {
            await Noor.Post(
                $"/v1/gezinnen/{Family}/gezag",
                new { child = Yara, holder, kind = "parent", from = Today.AddYears(-8), proof = "gezagsregister" },
                ct);
        }

        tell.Step("Beide ouders hebben het gezag; dat staat in het gezagsregister");

        tell.Chapter("Wat Noor zag, en wat Samira zei");
        var energy = await Signal(Samira, "energie-afgesloten", "zelf-verteld", "binnenkort", ct);
        var dentist = await Signal(Yara, "tandarts-gemist", "gezien", "gewoon", ct);
        await Noor.Post(Path("beschermende-factoren"), new { member = Samira, kind = "ouder-vraagt-hulp" }, ct);
        tell.Step("Energie afgesloten, tandarts gemist; wat goed gaat: Samira vraagt zelf om hulp");

        await Noor.Post(
            Path("gesprekken"),
            new { heldOn = Today, with = new[] { Samira }, whyExplained = true, signals = new[] { energy, dentist }, outcome = "wil-hulp" },
            ct);
        tell.Step("Het gesprek: Noor legt uit waarom zij ernaar vraagt; Samira wil hulp");

        debtNeed = await Need(Noor, Samira, "financien", "Ik wil weer rondkomen.", ct);
        yaraNeed = await Need(Noor, Yara, "gezondheid", "Ik wil geen pijn aan mijn tanden.", ct);
        tell.Step("Twee hulpvragen, in hun eigen woorden");

        var (missing, _) = await Stranger.Try(HttpMethod.Get, $"/v1/gezinnen/{Family}", null, ct);
        Must(missing is System.Net.HttpStatusCode.NotFound, "Een vreemde organisatie zag het dossier.");
        tell.Step("Voor een organisatie die er niets mee te maken heeft, bestaat dit dossier niet");
    }

    private async Task<Guid> Member(string role, string name, DateOnly birthDate, string postcode, CancellationToken ct) =>
        Id(await Noor.Post($"/v1/gezinnen/{Family}/leden", new { role, name, birthDate, postcode }, ct), "member");

    private async Task<Guid> Signal(Guid member, string kind, string source, string urgency, CancellationToken ct) =>
        Id(await Noor.Post(Path("signalen"), new { member, kind, source, observedOn = Today, urgency }, ct), "signal");

    private async Task<Guid> Need(Visitor asker, Guid member, string domain, string words, CancellationToken ct) =>
        Id(await asker.Post(Path("hulpvragen"), new { member, domain, words, area = Sample.People.Deventer }, ct), "need");

    private string Path(string part) => $"/v1/gezinnen/{Family}/{part}";

    private static Guid Id(JsonElement answer, string name) => answer.GetProperty(name).GetGuid();
}
