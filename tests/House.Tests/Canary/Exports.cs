using System.IO.Compression;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Canary;

/// <summary>
/// Everything that can be taken out of the house as a file: replays, bundles and lists, in every form. Zips are opened, so that what is
/// deflated is searched too.
/// </summary>
internal static class Exports
{
    private static readonly string[] Bundles = ["toestemmingen", "gezinnen", "verwijzingen", "meldingen"];

    private static readonly string[] Forms = ["csv", "json", "html", "tekst"];

    /// <summary>
    /// Takes them all out; what each is called, and its bytes. In a house whose clock is ahead its day is given, and since when the
    /// auditor looks.
    /// </summary>
    public static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> All(
        EmbeddedHouse house, HttpClient http, Guid family, DateOnly? day = null, DateOnly? since = null)
    {
        var today = day ?? Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        await Assignment.Make(who => Visitor.Sign(house, http, who), today, default, since);
        var replay = $"/v1/terugkijken/gezinnen/{family}";
        var period = $"van={since ?? today.AddDays(-1):yyyy-MM-dd}";
        string[] auditor =
        [
            .. Forms.Select(form => $"{replay}/export?vorm={form}"),
            $"{replay}/delingen", $"{replay}/stand", $"{replay}/regels-van-nu",
            .. Bundles.Select(of => of == "toestemmingen"
                ? $"/v1/toestemmingen/{family}/bewijs.zip?logboek=ja"
                : $"/v1/bewijs/{of}/{family}/bewijs.zip?logboek=ja"),
            .. Bundles.Select(of => of == "toestemmingen"
                ? $"/v1/toestemmingen/bewijs.zip?{period}"
                : $"/v1/bewijs/{of}/bewijs.zip?{period}"),
        ];
        var found = new List<(string, byte[])>();
        foreach (var path in auditor)
            await Take("sjoerd", path);
        foreach (var path in (string[])["/v1/voorzieningen/export", "/v1/voorzieningen/export.zip"])
            await Take("petra", path);
        await Take("hedda", $"/v1/logboek/signal?dag={today:yyyy-MM-dd}");
        await Take("hedda", $"/v1/logboek/consent?dag={today:yyyy-MM-dd}");
        return found;

        async Task Take(string person, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            var persona = People.All.Single(p => p.Name == person);
            request.Headers.Authorization = new("Bearer", house.Token(persona, null, null));
            using var answer = await http.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{path} answers {(int)answer.StatusCode}");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            found.Add((path, bytes));
            if (path.Contains(".zip", StringComparison.Ordinal))
                found.AddRange(Opened(path, bytes));
        }
    }

    /// <summary>The parts of a zip, and of zips in it.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Opened(string name, byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var part in archive.Entries)
        {
            using var from = part.Open();
            using var to = new MemoryStream();
            from.CopyTo(to);
            yield return ($"{name} {part.FullName}", to.ToArray());
            if (part.FullName.EndsWith(".zip", StringComparison.Ordinal))
            {
                foreach (var inside in Opened(part.FullName, to.ToArray()))
                    yield return inside;
            }
        }
    }
}
