using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Tests.Journey;

/// <summary>An event as it lies in a store, read past all code of the services.</summary>
internal sealed record Kept(
    string Service, long Position, string Stream, long Version, Guid Id, string Type, byte[] Header, byte[] Data, byte[] Hash)
{
    /// <summary>The command that wrote it.</summary>
    public Guid Cause { get; } = EventHeader.Read(Header).Cause;

    /// <summary>The fact as JSON.</summary>
    public JsonElement Fact { get; } = JsonDocument.Parse(Data).RootElement;

    /// <summary>The id of the thing whose stream it is.</summary>
    public Guid Thing => Guid.ParseExact(Stream[^32..], "N");

    public override string ToString() => $"{Stream}@{Version} {Type}";
}

/// <summary>How far one walker or view came, and how far its log goes.</summary>
internal sealed record Walked(string What, long Position, long Head);

/// <summary>What lies in the stores of the house.</summary>
internal interface IStores
{
    /// <summary>Every event of the four logs, each log in its own order.</summary>
    Task<IReadOnlyList<Kept>> Events();

    /// <summary>The places of everything that walks a log.</summary>
    Task<IReadOnlyList<Walked>> Places();
}

/// <summary>The files of a house in one folder.</summary>
internal sealed class SqliteStores(string folder) : IStores
{
    public Task<IReadOnlyList<Kept>> Events() => Task.FromResult<IReadOnlyList<Kept>>([.. Stores.Services.SelectMany(Of)]);

    public Task<IReadOnlyList<Walked>> Places()
    {
        var heads = Stores.Services.ToDictionary(service => service, service => Of(service).Select(e => e.Position).LastOrDefault());
        return Task.FromResult<IReadOnlyList<Walked>>(
            [.. Stores.Services.SelectMany(service => Rows(service, "views", Stores.Walkers, row =>
                new Walked($"{service}: {row.GetString(0)}", row.GetInt64(1), heads[SpeakerOf(row.GetString(0)) ?? service])))]);
    }

    private IEnumerable<Kept> Of(string service) => Rows(service, "log", Stores.EventsOf(""), row => new Kept(
        service, row.GetInt64(0), row.GetString(1), row.GetInt64(2), new Guid(row.GetFieldValue<byte[]>(3), bigEndian: true),
        row.GetString(4), row.GetFieldValue<byte[]>(5), row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7)));

    // In one process a listener keeps its own place in the speaker's log.
    private static string? SpeakerOf(string walker) =>
        walker.IndexOf("-hears-", StringComparison.Ordinal) is > 0 and var at ? walker[(at + "-hears-".Length)..] : null;

    private List<T> Rows<T>(string service, string kind, string sql, Func<SqliteDataReader, T> read)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(folder, $"{service}.{kind}.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }
}

/// <summary>The schemas of a house in one database.</summary>
internal sealed class PostgresStores(string connection) : IStores
{
    public async Task<IReadOnlyList<Kept>> Events() => [.. (await Task.WhenAll(Stores.Services.Select(Of))).SelectMany(log => log)];

    public async Task<IReadOnlyList<Walked>> Places()
    {
        var all = new List<Walked>();
        foreach (var service in Stores.Services)
        {
            var head = (await Rows($"select coalesce(max(position), 0) from {service}.events", row => row.GetInt64(0))).Single();
            all.AddRange(await Rows(
                Stores.Walkers.Replace(" from ", $" from {service}.", StringComparison.Ordinal),
                row => new Walked($"{service}: {row.GetString(0)}", row.GetInt64(1), head)));
        }

        return all;
    }

    private Task<List<Kept>> Of(string service) => Rows(Stores.EventsOf($"{service}."), row => new Kept(
        service, row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetGuid(3), row.GetString(4), row.GetFieldValue<byte[]>(5),
        row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7)));

    private async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
            all.Add(read(rows));
        return all;
    }
}

/// <summary>What both kinds of store have in common.</summary>
internal static class Stores
{
    public static readonly string[] Services = ["signal", "consent", "referral", "notification"];

    public const string Walkers = "select name, position from checkpoints union all select view, position from views where live";

    public static string EventsOf(string schema) =>
        $"select position, stream, version, id, type, header, data, hash from {schema}events order by position";

    /// <summary>
    /// Waits until everything walked to the end of its log, every effect is there, and nothing moved any more for a while; then what lies
    /// there. What is still wrong at the limit is the test's failure.
    /// </summary>
    public static async Task<IReadOnlyList<Kept>> Settled(this IStores stores, TimeSpan limit)
    {
        var until = DateTime.UtcNow + limit;
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var (seen, calm) = (-1, 0);
        while (true)
        {
            var events = await stores.Events();
            var late = (await stores.Places()).Where(walker => walker.Position != walker.Head).Select(w => w.ToString()).ToArray();
            calm = late is [] && events.Count == seen && Audit.Of(events) is [] ? calm + 1 : 0;
            seen = events.Count;
            if (calm == 2)
                return events;

            Assert.True(DateTime.UtcNow < until, $"Not settled: {string.Join("; ", late.Concat(Audit.Of(events)))}");
            await beat.WaitForNextTickAsync();
        }
    }
}
