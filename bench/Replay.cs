using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Bench;

/// <summary>F8: catch-up over a whole log, typed, beside a raw scan that deserializes the same bytes with generated code.</summary>
public static partial class Replay
{
    private const int Streams = 2_000;

    /// <summary>Runs the figure on SQLite.</summary>
    public static async Task<Outcome> Sqlite(Workshop workshop, CancellationToken ct)
    {
        var settings = workshop.Sqlite();
        await using var store = await Store.Open("bench", settings);
        await store.Command.Fill(Streams, ct);
        await using var raw = new SqliteConnection(
            $"Data Source={Path.Combine(settings.Single(s => s.Item1 == "WO_DATA").Item2, "bench.log.db")};Mode=ReadOnly;Pooling=False");
        await raw.OpenAsync(ct);

        return await Rounds.Alternate(
            workshop.Pace,
            async (time, token) => await Product(store.Log, time, token),
            (time, _) => Task.FromResult(Yardstick(raw, time)),
            ct);
    }

    private static async Task<double> Product(IEventLog log, TimeSpan time, CancellationToken ct)
    {
        var (count, sum, start) = (0L, 0L, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await foreach (var stored in log.ReadAll(Position.Start, int.MaxValue, ct))
            {
                sum += ((Measured)Facts.Read<BenchFact>(stored.Type, stored.Data)).Number;
                count++;
            }
        }

        return Rate(count, sum, start);
    }

    private static double Yardstick(SqliteConnection raw, TimeSpan time)
    {
        var (count, sum, start) = (0L, 0L, Stopwatch.GetTimestamp());
        using var scan = raw.CreateCommand();
        scan.CommandText = "select data from events order by position";
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            using var rows = scan.ExecuteReader();
            while (rows.Read())
            {
                sum += JsonSerializer.Deserialize(rows.GetFieldValue<byte[]>(0), Generated.Default.Measured)!.Number;
                count++;
            }
        }

        return Rate(count, sum, start);
    }

    private static double Rate(long count, long sum, long start) => sum > 0
        ? count / Stopwatch.GetElapsedTime(start).TotalSeconds
        : throw new InvalidOperationException("Nothing was read.");

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Measured))]
    private sealed partial class Generated : JsonSerializerContext;
}
