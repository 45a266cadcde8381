using Npgsql;
using NpgsqlTypes;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>An append that waits for its turn in the next commit.</summary>
internal sealed class WaitingAppend(Append append)
{
    private readonly TaskCompletionSource<Appended> answer = new();
    private Appended appended;
    private Exception? failure;

    public Append Append => append;

    public Task<Appended> Answer => answer.Task;

    public void Settle(Appended result) => appended = result;

    public void Fail(Exception exception) => failure = exception;

    /// <summary>Tells the caller, who goes on where he is told: on this thread when nobody else waits for it.</summary>
    public void Tell()
    {
        if (failure is null)
            answer.SetResult(appended);
        else
            answer.SetException(failure);
    }
}

/// <summary>The one statement that stores a batch, prepared once: one round trip, one commit, an outcome for each append.</summary>
internal sealed class PostgresBatch(NpgsqlConnection connection, string schema) : IAsyncDisposable
{
    private readonly NpgsqlCommand command = new($"select * from {schema}.append({Places(18)})", connection);

    public static async Task<PostgresBatch> Open(NpgsqlDataSource source, string schema, CancellationToken ct)
    {
        var batch = new PostgresBatch(await source.OpenConnectionAsync(ct), schema);
        batch.Takes(NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Integer);
        batch.Takes(NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.Text);
        batch.Takes(NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea);
        batch.Takes(NpgsqlDbType.Integer, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Integer);
        batch.Takes(NpgsqlDbType.Bytea, NpgsqlDbType.Bytea);
        await batch.command.PrepareAsync(ct);
        return batch;
    }

    /// <summary>Stores what can be stored and settles each append; throws when the commit failed or its outcome is unknown.</summary>
    public async Task<Position> Run(IReadOnlyList<WaitingAppend> batch)
    {
        Fill(batch);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (outcomes, heads, places) = (reader.GetFieldValue<int[]>(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<long[]>(2));
        while (await reader.NextResultAsync())
        {
        }

        var newest = Position.Start;
        for (var i = 0; i < batch.Count; i++)
        {
            var (append, place) = (batch[i].Append, new Position((ulong)places[i]));
            if (outcomes[i] is 0 or 4)
                batch[i].Settle(new(place, append.ExpectedVersion + append.Events.Count));
            else
                batch[i].Fail(Refusal(outcomes[i], append, heads[i]));

            newest = place > newest ? place : newest;
        }

        return newest;
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static Exception Refusal(int outcome, Append append, long head) => outcome switch
    {
        1 => new VersionConflictException(append.Stream, append.ExpectedVersion, head),
        2 => new OwnerErasedException(),
        _ => new PayloadTakenException(append.Payloads[0].Id),
    };

    private static string Places(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"${i}"));

    private void Takes(params NpgsqlDbType[] types)
    {
        foreach (var type in types)
            command.Parameters.Add(new() { NpgsqlDbType = type | NpgsqlDbType.Array });
    }

    private void Fill(IReadOnlyList<WaitingAppend> batch)
    {
        var events = new List<(int Command, long Version, NewEvent Event)>(batch.Count);
        var payloads = new List<(int Command, SealedPayload Payload)>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var append = batch[i].Append;
            for (var n = 0; n < append.Events.Count; n++)
                events.Add((i + 1, append.ExpectedVersion + n + 1, append.Events[n]));

            foreach (var payload in append.Payloads)
                payloads.Add((i + 1, payload));
        }

        object[] values =
        [
            Each(batch, w => w.Append.Stream), Each(batch, w => w.Append.ExpectedVersion), Each(batch, w => w.Append.Events.Count),
            Each(events, e => e.Command), Each(events, e => e.Version), Each(events, e => e.Event.Id), Each(events, e => e.Event.Type),
            Each(events, e => e.Event.Header), Each(events, e => e.Event.Data),
            Each(events, e => e.Event.Hash), Each(events, e => e.Event.Beside),
            Each(payloads, p => p.Command), Each(payloads, p => p.Payload.Id), Each(payloads, p => p.Payload.Owner.Name),
            Each(payloads, p => p.Payload.Subject), Each(payloads, p => p.Payload.KeyVersion),
            Each(payloads, p => p.Payload.WrappedKey), Each(payloads, p => p.Payload.Ciphertext),
        ];
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    private static TValue[] Each<T, TValue>(IReadOnlyList<T> items, Func<T, TValue> pick)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = pick(items[i]);

        return values;
    }
}
