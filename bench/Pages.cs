using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Bench;

/// <summary>
/// How long a page of the portal takes in the embedded house with many families, all of one organisation: every kind of page that a link
/// leads to, as somebody without script gets it, beside the lightest page there is.
/// </summary>
public static partial class Pages
{
    private const int OfAKind = 2;
    private const int AtOnce = 6;
    private static readonly string[] Colleagues = ["noor", "ruud", "petra", "bea", "sjoerd", "hedda"];

    /// <summary>Fills a house, walks it, and prints a row for each kind of page.</summary>
    public static async Task Run(Workshop workshop, int families, int times, CancellationToken ct)
    {
        await using var house = await EmbeddedHouse.Start(
            workshop.NewFolder(), "http://127.0.0.1:0", ct, log => log.SetMinimumLevel(LogLevel.None), rate: "100000");
        using var http = new HttpClient { BaseAddress = house.Address };
        await new Journey(house, http, TextWriter.Null).Play(ct);
        await Fill(house, http, families, ct);
        Console.WriteLine("| who | page | median | 95 % | kB |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        var all = new List<double>();
        foreach (var name in Colleagues)
        {
            using var visitor = await SignIn(house.Portal, name, ct);
            foreach (var path in await Walk(visitor, ct))
                all.Add(await Row(visitor, name, path, times, ct));
        }

        var middle = Rounds.Quantile([.. all], 0.5);
        Console.WriteLine(Format($"All {all.Count} pages: median of medians {middle:0.0} ms, slowest {all.Max():0.0} ms."));
    }

    private static async Task Fill(EmbeddedHouse house, HttpClient http, int families, CancellationToken ct)
    {
        var (today, begin) = (Amsterdam.DateAt(TimeProvider.System.GetUtcNow()), Stopwatch.GetTimestamp());
        var pace = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForAsync(0, families, pace, async (n, stop) =>
        {
            var noor = Visitor.Sign(house, http, "noor");
            var family = (await noor.Post("/v1/gezinnen", new { area = People.Deventer }, stop)).GetProperty("family").GetGuid();
            var child = new { role = "child", name = $"Bench Kind {n}", birthDate = today.AddDays(-3000 - (n % 2000)) };
            var member = (await noor.Post($"/v1/gezinnen/{family}/leden", child, stop)).GetProperty("member").GetGuid();
            var seen = new { member, kind = "tandarts-gemist", source = "zelf-verteld", observedOn = today, urgency = "gewoon" };
            await noor.Post($"/v1/gezinnen/{family}/signalen", seen, stop);
            if (n % 1000 == 999)
                Console.Error.WriteLine(Format($"{n + 1} families after {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s"));
        });
    }

    private static async Task<HttpClient> SignIn(Uri portal, string name, CancellationToken ct)
    {
        var visitor = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = portal };
        var form = await visitor.GetStringAsync(new Uri("/aanmelden", UriKind.Relative), ct);
        var hidden = Hidden().Matches(form).Select(h => KeyValuePair.Create(h.Groups[1].Value, WebUtility.HtmlDecode(h.Groups[2].Value)))
            .DistinctBy(h => h.Key).Where(h => h.Key is not "terug");
        using var content = new FormUrlEncodedContent([.. hidden, new("persoon", name), new("terug", "/")]);
        using var answer = await visitor.PostAsync(new Uri("/aanmelden/voorbeeld", UriKind.Relative), content, ct);
        answer.EnsureSuccessStatusCode();
        return visitor;
    }

    private static async Task<IReadOnlyList<string>> Walk(HttpClient visitor, CancellationToken ct)
    {
        var (queue, kinds, pages) = (new Queue<string>(["/"]), new Dictionary<string, int>(), new List<string>());
        while (queue.TryDequeue(out var path))
        {
            using var answer = await visitor.GetAsync(new Uri(path, UriKind.Relative), ct);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType is not "text/html")
                continue;

            pages.Add(path);
            foreach (Match link in Link().Matches(await answer.Content.ReadAsStringAsync(ct)))
            {
                var to = WebUtility.HtmlDecode(link.Groups[1].Value);
                var kind = Number().Replace(to, "*");
                if (!to.Contains(".zip", StringComparison.Ordinal) && !queue.Contains(to) && !pages.Contains(to)
                    && kinds.GetValueOrDefault(kind) < OfAKind)
                {
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                    queue.Enqueue(to);
                }
            }
        }

        return pages;
    }

    private static async Task<double> Row(HttpClient visitor, string name, string path, int times, CancellationToken ct)
    {
        var (took, bytes) = (new double[times], 0);
        for (var time = -2; time < times; time++)
        {
            var begin = Stopwatch.GetTimestamp();
            bytes = (await visitor.GetByteArrayAsync(new Uri(path, UriKind.Relative), ct)).Length;
            if (time >= 0)
                took[time] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        var median = Rounds.Quantile(took, 0.5);
        var (kind, slow) = (Number().Replace(path, "*"), Rounds.Quantile(took, 0.95));
        Console.WriteLine(Format($"| {name} | {kind} | {median:0.0} ms | {slow:0.0} ms | {bytes / 1000.0:0} |"));
        return median;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="([^"]*)"[^>]*value="([^"]*)"[^>]*>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("<a[^>]* href=\"(/[^/#\"][^#\"]*|/)\"")]
    private static partial Regex Link();

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-f]{32}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+|(?<=[?&][a-z]+=)[^&]*")]
    private static partial Regex Number();
}
