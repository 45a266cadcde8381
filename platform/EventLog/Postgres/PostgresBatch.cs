using Npgsql;
using NpgsqlTypes;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>The statements that store appends, prepared once: one round trip, one commit, an outcome for each append.</summary>
internal sealed class PostgresBatch(NpgsqlConnection connection, string schema) : IAsyncDisposable
{
    private static readonly NpgsqlDbType[] Events =
    [
        NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea,
    ];

    private static readonly NpgsqlDbType[] Payloads =
    [
        NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Integer, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea,
    ];

    private readonly NpgsqlCommand one = Call(
        connection, $"{schema}.append_one", [NpgsqlDbType.Text, NpgsqlDbType.Bigint, .. Arrays(Events), .. Arrays(Payloads)]);

    private readonly NpgsqlCommand many = Call(
        connection,
        $"{schema}.append",
        [
            .. Arrays(NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Integer),
            .. Arrays([NpgsqlDbType.Integer, NpgsqlDbType.Bigint, .. Events]),
            .. Arrays([NpgsqlDbType.Integer, .. Payloads]),
        ]);

    public static async Task<PostgresBatch> Open(NpgsqlDataSource source, string schema, CancellationToken ct)
    {
        var batch = new PostgresBatch(await source.OpenConnectionAsync(ct), schema);
        await batch.one.PrepareAsync(ct);
        await batch.many.PrepareAsync(ct);
        return batch;
    }

    /// <summary>Stores what can be stored and settles each append; throws when the commit failed or its outcome is unknown.</summary>
    public Task<Position> Run(IReadOnlyList<WaitingAppend> batch) => batch is [var alone] ? One(alone) : Many(batch);

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await many.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<Position> One(WaitingAppend alone)
    {
        var append = alone.Append;
        Set(one, [append.Stream, append.ExpectedVersion, .. Columns(append.Events, e => e), .. Columns(append.Payloads, p => p)]);
        await using var reader = await one.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (outcome, head, place) = (reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
        await End(reader);
        return alone.Settle(outcome, head, place);
    }

    private async Task<Position> Many(IReadOnlyList<WaitingAppend> batch)
    {
        var events = batch.Index().SelectMany(
            w => w.Item.Append.Events, (w, e) => (Command: w.Index + 1, Event: e)).ToList();
        var versions = batch.SelectMany(w => w.Append.Events.Select((_, n) => w.Append.ExpectedVersion + n + 1));
        var payloads = batch.Index().SelectMany(
            w => w.Item.Append.Payloads, (w, p) => (Command: w.Index + 1, Payload: p)).ToList();
        Set(
            many,
            [
                Each(batch, w => w.Append.Stream), Each(batch, w => w.Append.ExpectedVersion), Each(batch, w => w.Append.Events.Count),
                Each(events, e => e.Command), versions.ToArray(), .. Columns(events, e => e.Event),
                Each(payloads, p => p.Command), .. Columns(payloads, p => p.Payload),
            ]);
        await using var reader = await many.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (outcomes, heads, places) = (reader.GetFieldValue<int[]>(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<long[]>(2));
        await End(reader);
        return batch.Index().Select(w => w.Item.Settle(outcomes[w.Index], heads[w.Index], places[w.Index])).ToArray().Max();
    }

    // A commit that fails says so only after the rows: an answer is not one before the reader is at its end.
    private static async Task End(NpgsqlDataReader reader)
    {
        while (await reader.NextResultAsync())
        {
        }
    }

    private static object[] Columns<T>(IReadOnlyList<T> items, Func<T, NewEvent> of) =>
    [
        Each(items, i => of(i).Id), Each(items, i => of(i).Type), Each(items, i => of(i).Header), Each(items, i => of(i).Data),
        Each(items, i => of(i).Hash), Each(items, i => of(i).Beside),
    ];

    private static object[] Columns<T>(IReadOnlyList<T> items, Func<T, SealedPayload> of) =>
    [
        Each(items, i => of(i).Id), Each(items, i => of(i).Owner.Name), Each(items, i => of(i).Subject), Each(items, i => of(i).KeyVersion),
        Each(items, i => of(i).WrappedKey), Each(items, i => of(i).Ciphertext),
    ];

    private static TValue[] Each<T, TValue>(IReadOnlyList<T> items, Func<T, TValue> pick)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = pick(items[i]);

        return values;
    }

    private static NpgsqlDbType[] Arrays(params NpgsqlDbType[] types) => [.. types.Select(type => type | NpgsqlDbType.Array)];

    private static NpgsqlCommand Call(NpgsqlConnection connection, string function, NpgsqlDbType[] types)
    {
        var places = string.Join(", ", types.Index().Select(t => $"${t.Index + 1}"));
        var command = new NpgsqlCommand($"select * from {function}({places})", connection);
        foreach (var type in types)
            command.Parameters.Add(new() { NpgsqlDbType = type });

        return command;
    }

    private static void Set(NpgsqlCommand command, object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }
}
