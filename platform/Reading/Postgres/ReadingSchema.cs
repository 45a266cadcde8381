using Npgsql;
using WarmHandover.Platform.EventLog.Postgres;

namespace WarmHandover.Platform.Reading.Postgres;

/// <summary>The connections with which a replica reads and folds, in the service's own schema. A frozen replica loses its locks.</summary>
internal sealed class ReadingSchema(string connection, string service) : IAsyncDisposable, IDisposable
{
    private const string Sessions = "-c lock_timeout=20s -c statement_timeout=30s -c idle_in_transaction_session_timeout=20s "
        + "-c enable_seqscan=off -c jit=off";

    public NpgsqlDataSource Source { get; } = Open(PostgresPools.Of(connection, PostgresPools.Views, $"\"{service}\""), service);

    public NpgsqlCommand Say(string sql, params object?[] values) => Filled(Source.CreateCommand(sql), values);

    public async Task<List<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct, params object?[] values)
    {
        await using var command = Say(sql, values);
        return await Rows(command, row, ct);
    }

    public async Task<int> Run(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = Say(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static NpgsqlCommand Filled(NpgsqlCommand command, params object?[] values)
    {
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });

        return command;
    }

    public static async Task<List<T>> Rows<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(row(reader));

        return rows;
    }

    private static NpgsqlDataSource Open(NpgsqlConnectionStringBuilder given, string service)
    {
        (given.Options, given.ApplicationName, given.MaxAutoPrepare, given.AutoPrepareMinUsages) = (Sessions, $"{service} views", 30, 2);
        return NpgsqlDataSource.Create(given);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    public void Dispose() => Source.Dispose();
}
