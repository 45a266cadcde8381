using Npgsql;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog.Apart;

/// <summary>
/// Sealed payloads in PostgreSQL for a log that stands elsewhere (decision 5): put before their events, and taken back when these were
/// never stored.
/// </summary>
public sealed class PayloadsApart : IPayloads, IAsyncDisposable
{
    private readonly string schema;
    private readonly NpgsqlDataSource source;
    private readonly PostgresPayloads payloads;

    /// <summary>The payloads of a service; the role in the connection string is the one that runs, not the one that migrates.</summary>
    public PayloadsApart(string connection, string service)
    {
        schema = PostgresMigrations.Quoted(service);
        var given = PostgresPools.Of(connection, PostgresPools.Log);
        (given.Options, given.MaxAutoPrepare, given.ApplicationName) = (PostgresEventLog.Sessions, 20, $"{service} payloads");
        source = NpgsqlDataSource.Create(given);
        payloads = new(source, schema);
    }

    /// <inheritdoc/>
    public Task<SealedPayload?> Find(Guid id, CancellationToken ct) => payloads.Find(id, ct);

    /// <inheritdoc/>
    public Task Destroy(Guid id, CancellationToken ct) => payloads.Destroy(id, ct);

    /// <inheritdoc/>
    public Task DestroyOwner(PayloadOwner owner, CancellationToken ct) => payloads.DestroyOwner(owner, ct);

    /// <inheritdoc/>
    public Task DestroySubject(PayloadOwner owner, Guid subject, CancellationToken ct) => payloads.DestroySubject(owner, subject, ct);

    /// <summary>Refuses a database that may forget what it has answered, and one without our tables.</summary>
    public async Task Start(CancellationToken ct)
    {
        await PostgresStart.Keeps(source, ct);
        await Unsettled(DateTimeOffset.MinValue, ct);
    }

    /// <summary>
    /// Puts what an append refers to; answers the ids that were not there before. Throws <see cref="OwnerErasedException"/> and
    /// <see cref="PayloadTakenException"/>, and then nothing was put.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> Put(Append append, DateTimeOffset at, CancellationToken ct)
    {
        var wanted = append.Payloads;
        if (wanted is [])
            return [];

        await using var command = source.CreateCommand(
            $"select outcome, added from {schema}.put_apart($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        object[] values =
        [
            append.Stream, append.ExpectedVersion, at.UtcDateTime, wanted.Select(p => p.Id).ToArray(),
            wanted.Select(p => p.Owner.Name).ToArray(), wanted.Select(p => p.Subject).ToArray(),
            wanted.Select(p => p.KeyVersion).ToArray(), wanted.Select(p => p.WrappedKey).ToArray(),
            wanted.Select(p => p.Ciphertext).ToArray(),
        ];
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return row.GetInt32(0) switch
        {
            0 => row.GetFieldValue<Guid[]>(1),
            2 => throw new OwnerErasedException(),
            _ => throw new PayloadTakenException(wanted[0].Id),
        };
    }

    /// <summary>Takes away what no event refers to.</summary>
    public Task TakeBack(IReadOnlyList<Guid> ids, CancellationToken ct) => Say("take_back", ids, ct);

    /// <summary>What an event refers to is looked after no more.</summary>
    public Task Settle(IReadOnlyList<Guid> ids, CancellationToken ct) => Say("settle", ids, ct);

    /// <summary>
    /// What was put before an instant and nobody has looked after: the payload, its stream and the version it would follow.
    /// </summary>
    public async Task<IReadOnlyList<(Guid Id, string Stream, long After)>> Unsettled(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"select id, stream, version from {schema}.payloads where stream is not null and put_at < $1 order by put_at limit 500");
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<(Guid, string, long)>();
        while (await rows.ReadAsync(ct))
            found.Add((rows.GetGuid(0), rows.GetString(1), rows.GetInt64(2)));
        return found;
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task Say(string function, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        if (ids is [])
            return;

        await using var command = source.CreateCommand($"select {schema}.{function}($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }
}
