using System.Runtime.CompilerServices;
using Npgsql;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>
/// A service's log and its sealed payloads in one PostgreSQL schema (decision 7): one commit holds both, several replicas write, and the
/// order of positions is the order of commits, without a hole.
/// </summary>
public sealed class PostgresEventLog : IEventLog, IPayloads, IAsyncDisposable
{
    // Every look goes by an index; a plan made while the tables were empty must not become a scan of a full one.
    internal const string Sessions = "-c lock_timeout=5s -c statement_timeout=15s -c idle_in_transaction_session_timeout=10s "
        + "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

    private const int Page = 500;
    private const string Columns = "select position, stream, version, id, type, header, data, hash, beside from";
    private readonly string schema;
    private readonly TimeProvider clock;
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource commits;
    private readonly NewsBell bell = new(Position.Start);
    private readonly PostgresPayloads payloads;
    private readonly PostgresNews news;
    private readonly PostgresCommitter committer;
    private bool ended;

    /// <summary>The log of a service; the role in the connection string is the one that runs, not the one that migrates.</summary>
    public PostgresEventLog(string connection, string service, TimeProvider clock)
    {
        schema = PostgresMigrations.Quoted(service);
        this.clock = clock;
        var given = PostgresPools.Of(connection, PostgresPools.Log - PostgresPools.Commits);
        (given.Options, given.MaxAutoPrepare, given.ApplicationName) = (Sessions, 20, $"{service} log");
        source = NpgsqlDataSource.Create(given);
        (given.MinPoolSize, given.MaxPoolSize) = (0, PostgresPools.Commits);
        commits = NpgsqlDataSource.Create(given);
        payloads = new(source, schema);
        news = new(source, service, bell);
        committer = new(commits, schema, clock, news.Committed);
    }

    /// <summary>Refuses a server that may forget what it has answered, and one without our tables.</summary>
    public async Task Start(CancellationToken ct)
    {
        await PostgresStart.Keeps(source, ct);
        await PostgresStart.Whole(source, schema, ct);
        await Head(ct);
    }

    /// <inheritdoc/>
    public Task<Appended> Append(Append append, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return Task.FromCanceled<Appended>(ct);

        return append.Refusal() is { } no ? Task.FromException<Appended>(no) : committer.Append(append);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> Read(string stream, long after, CancellationToken ct) => Pages(
        after,
        int.MaxValue,
        (last, count) => Command(
            $"{Columns} {schema}.events where stream = $1 and version > $2 order by version limit $3", stream, last, count),
        stored => stored.Version,
        ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct) => Pages(
        (long)after.Value,
        limit,
        (last, count) => Command($"{Columns} {schema}.events where position > $1 order by position limit $2", last, count),
        stored => (long)stored.Position.Value,
        ct);

    /// <inheritdoc/>
    public async Task<Position> Head(CancellationToken ct)
    {
        await using var command = Command($"select position from {schema}.counter");
        return new((ulong)(long)(await command.ExecuteScalarAsync(ct))!);
    }

    /// <inheritdoc/>
    public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) =>
        news.Wait(after, atMost, () => Head(ct), clock, ct);

    /// <inheritdoc/>
    public Task<SealedPayload?> Find(Guid id, CancellationToken ct) => payloads.Find(id, ct);

    /// <inheritdoc/>
    public Task Destroy(Guid id, CancellationToken ct) => payloads.Destroy(id, ct);

    /// <inheritdoc/>
    public Task DestroyOwner(PayloadOwner owner, CancellationToken ct) => payloads.DestroyOwner(owner, ct);

    /// <inheritdoc/>
    public Task DestroySubject(PayloadOwner owner, Guid subject, CancellationToken ct) => payloads.DestroySubject(owner, subject, ct);

    /// <summary>Ends the commits under way and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        // A container that hands this out under several names disposes it once for each.
        if (Interlocked.Exchange(ref ended, true))
            return;

        await committer.DisposeAsync();
        await news.DisposeAsync();
        await commits.DisposeAsync();
        await source.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });

        return command;
    }

    // A page is read whole and the connection let go before the caller sees it: a slow caller holds nothing in the database.
    private static async IAsyncEnumerable<StoredEvent> Pages(
        long last,
        int limit,
        Func<long, int, NpgsqlCommand> query,
        Func<StoredEvent, long> key,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var page = new List<StoredEvent>();
        for (var left = limit; left > 0; left -= Page)
        {
            var asked = Math.Min(left, Page);
            page.Clear();
            await using (var command = query(last, asked))
            await using (var rows = await command.ExecuteReaderAsync(ct))
            {
                while (await rows.ReadAsync(ct))
                    page.Add(Event(rows));
            }

            foreach (var stored in page)
                yield return stored;

            if (page.Count < asked)
                yield break;

            last = key(page[^1]);
        }
    }

    private static StoredEvent Event(NpgsqlDataReader row) => new(
        new((ulong)row.GetInt64(0)),
        row.GetString(1),
        row.GetInt64(2),
        row.GetGuid(3),
        row.GetString(4),
        row.GetFieldValue<byte[]>(5),
        row.GetFieldValue<byte[]>(6),
        row.GetFieldValue<byte[]>(7),
        row.GetFieldValue<byte[]>(8));
}
