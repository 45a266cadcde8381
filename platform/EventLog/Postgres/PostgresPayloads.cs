using Npgsql;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>The sealed payloads of one schema, wherever its log stands.</summary>
internal sealed class PostgresPayloads(NpgsqlDataSource source, string schema) : IPayloads
{
    public async Task<SealedPayload?> Find(Guid id, CancellationToken ct)
    {
        await using var command = Command(
            $"select owner, subject, key_version, wrapped_key, ciphertext from {schema}.payloads "
            + "where id = $1 and ciphertext is not null",
            id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(id, new(row.GetString(0)), row.GetGuid(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4))
            : null;
    }

    public async Task Destroy(Guid id, CancellationToken ct)
    {
        await using var command = Command($"update {schema}.payloads set wrapped_key = null, ciphertext = null where id = $1", id);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task DestroyOwner(PayloadOwner owner, CancellationToken ct)
    {
        await using var command = Command($"select {schema}.destroy_owner($1)", owner.Name);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task DestroySubject(PayloadOwner owner, Guid subject, CancellationToken ct)
    {
        await using var command = Command($"select {schema}.destroy_subject($1, $2)", owner.Name, subject);
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
