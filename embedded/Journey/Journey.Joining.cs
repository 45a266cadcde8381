using System.Net;
using System.Text.Json;

namespace WarmHandover.Embedded.Journey;

/// <summary>The chapters of two files about one child, and of where the parents see their own rows go.</summary>
public sealed partial class Journey
{
    private async Task JoinTheSecondFile(CancellationToken ct)
    {
        tell.Chapter("Een tweede dossier");
        var second = Id(await Noor.Post("/v1/gezinnen", new { area = Sample.People.Deventer }, ct), "family");
        var mother = Id(
            await Noor.Post($"/v1/gezinnen/{second}/leden", Person("parent", "Samira Bouazza", new(1988, 3, 14)), ct), "member");
        var child = Id(
            await Noor.Post($"/v1/gezinnen/{second}/leden", Person("child", "Yara Hofstra", Today.AddYears(-8).AddDays(-40)), ct),
            "member");
        var seen = Id(
            await Noor.Post(
                $"/v1/gezinnen/{second}/signalen",
                new { member = child, kind = "geen-zwemles", source = "gezien", observedOn = Today, urgency = "gewoon" },
                ct),
            "signal");
        tell.Step("Op school opent Noor per ongeluk een tweede dossier over Yara, met een eigen signaal");

        var path = $"/v1/gezinnen/{second}/samenvoegen";
        var preview = await Noor.Post($"{path}/vooruitblik", new { with = Family }, ct);
        Must(preview.GetProperty("survives").GetGuid() == Family, "Niet het oudste dossier bleef.");
        var same = preview.GetProperty("same").EnumerateArray()
            .Select(s => new { here = s.GetProperty("here").GetGuid(), there = s.GetProperty("there").GetGuid() }).ToArray();
        Must(same.Any(s => (s.here, s.there) == (child, Yara)) && same.Any(s => (s.here, s.there) == (mother, Samira)),
            "De vooruitblik herkende Samira en Yara niet.");
        tell.Step("De vooruitblik herkent Samira en Yara: " + preview.GetProperty("consequences")[0].GetString());

        var joining = new { with = Family, same, reason = "dubbel-geopend", check = preview.GetProperty("check").GetString() };
        await Noor.Post(path, joining, ct);
        var file = await Noor.Get($"/v1/gezinnen/{Family}", ct);
        var signal = file.GetProperty("signals").EnumerateArray().Single(s => s.GetProperty("signal").GetGuid() == seen);
        Must(signal.GetProperty("member").GetGuid() == Yara, "Het signaal hangt niet aan Yara.");
        var (late, problem) = await Noor.Try(HttpMethod.Post, $"/v1/gezinnen/{second}/beschermende-factoren", Factor(mother), ct);
        Must(late is HttpStatusCode.Conflict && problem.GetProperty("code").GetString() == "dossier-samengevoegd",
            "Het samengevoegde dossier nam nog iets aan.");
        tell.Step("Samengevoegd: het signaal staat bij Yara, en het andere dossier zegt waar het gebleven is");

        Must(Opened(await Wim.Get($"/v1/verwijzingen/{yaraReferral}/brief", ct)) == 1, "Wat Wim had, ging dicht door het samenvoegen.");
        tell.Step("Voor Wim verandert er niets: de rij waarvoor ja is gezegd, blijft open");
    }

    private async Task SeeWhereItWent(CancellationToken ct)
    {
        tell.Chapter("De ouders kijken waar het heen ging");
        var hers = await Mother.Until("/v1/mijn-verwijzingen", mine => mine.GetArrayLength() == 2, ct);
        tell.Step("Samira ziet beide verwijzingen, met wat er daarna gebeurde: " + LastStep(hers, debtReferral));
        var his = await Father.Until("/v1/mijn-verwijzingen", mine => mine.GetArrayLength() == 1, ct);
        Must(his[0].GetProperty("referral").GetGuid() == yaraReferral, "Erik ziet een andere verwijzing dan die over Yara.");
        var (hidden, _) = await Father.Try(HttpMethod.Get, $"/v1/mijn-verwijzingen/{debtReferral}", null, ct);
        Must(hidden is HttpStatusCode.NotFound, "Erik vond Samira's verwijzing.");
        foreach (var trace in (string[])["schuld", "geld", Samira.ToString(), debtReferral.ToString()])
            Must(!his.GetRawText().Contains(trace, StringComparison.OrdinalIgnoreCase), $"Eriks lijst verraadt iets ({trace}).");
        tell.Step("Erik ziet alleen die over Yara; die van Samira bestaat niet voor hem");
    }

    private static object Person(string role, string name, DateOnly birthDate) => new { role, name, birthDate, postcode = "7411 AB" };

    private static object Factor(Guid member) => new { member, kind = "ouder-vraagt-hulp" };

    private static string LastStep(JsonElement mine, Guid referral) => mine.EnumerateArray()
        .Single(r => r.GetProperty("referral").GetGuid() == referral)
        .GetProperty("steps").EnumerateArray().Last().GetProperty("text").GetString()!;
}
