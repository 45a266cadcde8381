using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using WarmHandover.Platform.Web;

namespace WarmHandover.Bench;

/// <summary>
/// F27: a sociale kaart of many services. They are imported over HTTP, searched by word and municipality, and exported again; the same
/// words are asked of the engine's own text index in the same round.
/// </summary>
public static class Kaart
{
    /// <summary>The issue's bound on the median of one search, in milliseconds.</summary>
    private const double Bound = 50;

    private const int Small = 10;
    private static readonly Persona Petra = new("petra", [Roles.FocusOfficer], Guid.CreateVersion7(), []);

    /// <summary>On SQLite: search beside the bound, beside FTS5, and the import's memory beside that of a tenth.</summary>
    public static async Task<Outcome[]> Sqlite(Workshop workshop, CancellationToken ct)
    {
        using var raw = new SqliteConnection($"Data Source={Path.Combine(workshop.NewFolder(), "raw.db")};Pooling=False");
        raw.Open();
        Execute("create virtual table raw using fts5(body, area)");
        Execute("begin");
        foreach (var (n, words) in KaartFile.Texts(workshop.Services))
            Execute("insert into raw (rowid, body, area) values ($n, $words, $area)", n, words);
        Execute("commit");
        return await Measure(workshop, () => Task.FromResult(workshop.Sqlite()), (word, area, _) =>
        {
            using var find = raw.CreateCommand();
            find.CommandText = "select rowid from raw where raw match $words order by rank limit 100";
            find.Parameters.AddWithValue("$words", $"body:{word} AND area:{area}");
            using var reader = find.ExecuteReader();
            while (reader.Read())
            {
            }

            return Task.CompletedTask;
        }, ct);

        void Execute(string sql, int n = 0, string? words = null)
        {
            using var command = raw.CreateCommand();
            command.CommandText = sql;
            if (words is not null)
            {
                command.Parameters.AddWithValue("$n", n + 1);
                command.Parameters.AddWithValue("$words", words);
                command.Parameters.AddWithValue("$area", KaartFile.Area(n));
            }

            command.ExecuteNonQuery();
        }
    }

    /// <summary>On PostgreSQL: the same beside a Dutch tsvector with a GIN index.</summary>
    public static async Task<Outcome[]> Postgres(Workshop workshop, CancellationToken ct)
    {
        var database = await workshop.Database();
        await using var raw = NpgsqlDataSource.Create(database.Migrator);
        await using (var make = raw.CreateCommand(
            "create table raw (id int primary key, area text not null, words tsvector not null); create index on raw using gin (words)"))
        {
            await make.ExecuteNonQueryAsync(ct);
        }

        await using (var fill = raw.CreateCommand(
            "insert into raw select i, a, to_tsvector('dutch', w) from unnest($1, $2, $3) t(i, a, w)"))
        {
            var texts = KaartFile.Texts(workshop.Services).ToArray();
            fill.Parameters.Add(new() { Value = texts.Select(t => t.N).ToArray() });
            fill.Parameters.Add(new() { Value = texts.Select(t => KaartFile.Area(t.N)).ToArray() });
            fill.Parameters.Add(new() { Value = texts.Select(t => t.Words).ToArray() });
            await fill.ExecuteNonQueryAsync(ct);
        }

        return await Measure(workshop, workshop.Postgres, async (word, area, stop) =>
        {
            await using var find = raw.CreateCommand(
                "select id from raw where words @@ to_tsquery('dutch', $1) and area = $2 limit 100");
            find.Parameters.Add(new() { Value = word });
            find.Parameters.Add(new() { Value = area });
            await using var reader = await find.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
            }
        }, ct);
    }

    private static async Task<Outcome[]> Measure(
        Workshop workshop, Func<Task<IReadOnlyList<(string, string)>>> settings, Func<string, string, CancellationToken, Task> raw,
        CancellationToken ct)
    {
        var few = await Imported(await settings(), workshop.Services / Small, ct);
        await few.Child.DisposeAsync();
        var all = await Imported(await settings(), workshop.Services, ct);
        await using var service = all.Child;
        using var http = new HttpClient { BaseAddress = service.Address };
        var product = Median((word, area, stop) => Search(http, word, area, stop));
        var beside = await Rounds.Alternate(workshop.Pace, product, Median(raw), ct);
        var times = new double[workshop.Pace.Rounds];
        for (var round = 0; round < times.Length; round++)
            times[round] = await product(workshop.Pace.Slice, ct);
        return
        [
            Outcome.Of(times, [.. times.Select(_ => Bound)]), beside,
            Outcome.Of([all.Peak], [few.Peak]),
        ];
    }

    // Starts a service, lets it take in the file while its memory is watched, and asks everything back.
    private static async Task<(Child Child, double Peak)> Imported(
        IReadOnlyList<(string Name, string Value)> settings, int services, CancellationToken ct)
    {
        var child = await Child.Start("referral", settings, ct);
        var folder = settings.Single(s => s.Name == "WO_DATA").Value;
        var tokens = new DevTokens(folder, "urn:warme-overdracht:development", TimeProvider.System);
        using var http = new HttpClient { BaseAddress = child.Address, Timeout = TimeSpan.FromHours(1) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.Issue(Petra));

        using var file = new StringContent(KaartFile.Of(services), Encoding.UTF8);
        file.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/voorzieningen/import") { Content = file };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        var (importing, peak) = (http.SendAsync(request, ct), 0d);
        while (!importing.IsCompleted)
        {
            peak = Math.Max(peak, child.Mebibytes);
            await Task.WhenAny(importing, Task.Delay(50, ct));
        }

        using var answer = await importing;
        var report = JsonDocument.Parse((await answer.Content.ReadAsStringAsync(ct)).Trim().Split('\n')[^1]).RootElement;
        Same("listed", services, report.GetProperty("listed").GetInt32());

        // A view may still be on its way: everything must come out again as it went in.
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.Issue(Petra));
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var back = await Exported(http, ct);
            if (back.Count == services || Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(3))
            {
                Same("exported", services, back.Count);
                foreach (var (n, words) in KaartFile.Texts(services))
                    Same("description", words, back[$"Dienst {n}"]);
                return (child, peak);
            }

            await Task.Delay(500, ct);
        }
    }

    private static async Task<Dictionary<string, string>> Exported(HttpClient http, CancellationToken ct)
    {
        await using var stream = await http.GetStreamAsync(new Uri("/v1/voorzieningen/export", UriKind.Relative), ct);
        using var all = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
        return all.RootElement.EnumerateArray().ToDictionary(
            s => s.GetProperty("name").GetString()!, s => s.GetProperty("description").GetString()!);
    }

    private static async Task Search(HttpClient http, string word, string area, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri($"/v1/sociale-kaart?zoek={word}&gebied={area}", UriKind.Relative), ct);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(ct);
    }

    private static Slice Median(Func<string, string, CancellationToken, Task> ask) => async (time, ct) =>
    {
        var (times, start, n) = (new List<double>(), Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(start) < time; n++)
        {
            var from = Stopwatch.GetTimestamp();
            await ask(KaartFile.Words[n % KaartFile.Words.Count], KaartFile.Area(n * 7), ct);
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return Rounds.Median(times);
    };

    private static void Same<T>(string what, T expected, T found)
    {
        if (!Equals(expected, found))
            throw new InvalidOperationException($"{what}: {expected} went in and {found} came out.");
    }
}
