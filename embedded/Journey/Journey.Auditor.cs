using System.Net;
using System.Text.Json;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Embedded.Journey;

/// <summary>The chapter of the auditor: how he is let in, what he replays, and what nobody did.</summary>
public sealed partial class Journey
{
    private async Task ReplayAsTheAuditor(CancellationToken ct)
    {
        tell.Chapter("De auditor speelt de geschiedenis af");
        await LetTheAuditorIn(ct);

        var history = await Sjoerd.Get($"/v1/terugkijken/gezinnen/{Family}", ct);
        var steps = history.GetProperty("steps").EnumerateArray().ToArray();
        var withdrawn = steps.Single(s => s.GetProperty("type").GetString() == "consent-withdrawn.v1");
        foreach (var step in steps)
        {
            var rows = string.Join(", ", step.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("category").GetString()));
            tell.Detail($"{step.GetProperty("version").GetInt64(),3}  {step.GetProperty("recordedAt").GetString()![..19]}  "
                + $"{step.GetProperty("type").GetString(),-22} {rows,-60} {step.GetProperty("hash").GetString()![..12]}");
        }

        tell.Step($"Stap voor stap: {steps.Length} stappen, elk met zijn schakel in de keten");

        var before = await Sjoerd.Get(
            $"/v1/terugkijken/gezinnen/{Family}/stand?stap={withdrawn.GetProperty("version").GetInt64() - 1}", ct);
        var now = await Sjoerd.Get($"/v1/terugkijken/gezinnen/{Family}/stand", ct);
        var (allowed, denied) = (StandingOf(before, Yara), StandingOf(now, Yara));
        Must(allowed != denied, "De stand van voor en na de intrekking is gelijk.");
        tell.Step($"Yara's rij voor de intrekking: {allowed}; nu: {denied}");

        await WhoCouldAndWhoDid(ct);
    }

    private async Task LetTheAuditorIn(CancellationToken ct)
    {
        var (locked, _) = await Sjoerd.Try(HttpMethod.Get, $"/v1/terugkijken/gezinnen/{Family}", null, ct);
        Must(locked is HttpStatusCode.NotFound, "De auditor zag iets zonder opdracht.");
        await Assignment.Make(who => Sign(who), Today, ct);
        await Sjoerd.Until($"/v1/terugkijken/gezinnen/{Family}", _ => true, ct);
        tell.Step("Bea stelt een opdracht op; Hedda en Hassan stemmen in, elk voor de eigen organisatie. Eerder bestond er niets voor hem");
    }

    private async Task WhoCouldAndWhoDid(CancellationToken ct)
    {
        var back = $"/v1/terugkijken/gezinnen/{Family}";
        var could = await Sjoerd.Get($"{back}/wie-kon?categorie=geldzorgen&op={Today:yyyy-MM-dd}", ct);
        var team = could.GetProperty("could").EnumerateArray().Single(c => c.GetProperty("team").GetGuid() == People.SchuldhulpTeam);
        Must(team.GetProperty("looked").GetBoolean(), "Schuldhulp opende de brief; dat staat er niet.");
        tell.Step("Wie kon vandaag de geldzorgen zien, en is er gekeken? Schuldhulp kon het, en keek");

        var disclosures = (await Sjoerd.Get($"{back}/delingen", ct)).GetProperty("disclosures").EnumerateArray().ToArray();
        Must(disclosures.All(d => d.GetProperty("rows").EnumerateArray().All(r => r.GetProperty("restsOn").GetString() == "toestemming")),
            "Er is iets gedeeld dat nergens op rustte.");
        tell.Step($"{disclosures.Length} keer verzonden of geopend, elk met de toestemming waarop het rust, en of het nu nog zou mogen");

        var absent = await Sjoerd.Get(
            $"{back}/afwezigheid?organisatie={People.Jgz}&van={Today.AddDays(-1):yyyy-MM-dd}&tot={Today.AddDays(-1):yyyy-MM-dd}", ct);
        Must(absent.GetProperty("absent").GetBoolean(), "Gisteren bestond dit gezin hier nog niet.");
        tell.Step(absent.GetProperty("statement").GetString()!);
    }

    private static string? StandingOf(JsonElement standing, Guid subject) => standing.GetProperty("recipients").EnumerateArray()
        .SelectMany(r => r.GetProperty("rows").EnumerateArray())
        .Select(r => r.GetProperty("row"))
        .First(r => r.GetProperty("row").GetProperty("subject").GetGuid() == subject)
        .GetProperty("standing").GetString();
}
