using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using WarmHandover.Platform.Reading.Postgres;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Proof;

/// <summary>The database in which a log's proof stands.</summary>
internal interface IProofDatabase
{
    /// <summary>The isolation in which several questions see one moment.</summary>
    IsolationLevel Snapshot { get; }

    /// <summary>Makes the tables where this process may.</summary>
    Task Prepare(CancellationToken ct);

    /// <summary>An open connection; the caller disposes it.</summary>
    Task<DbConnection> Open(CancellationToken ct);

    /// <summary>Waits until no other transaction of the same kind is under way, and holds the others up until this one ends.</summary>
    Task Alone(DbConnection connection, DbTransaction together, CancellationToken ct);
}

/// <summary>A file beside the log. Checkpoints cannot be made again, so a commit waits for the disk.</summary>
internal sealed class ProofFile(string path) : IProofDatabase
{
    private const string Schema = """
        create table if not exists proof_tiles (
            level integer not null, tile integer not null, first_position integer, hashes blob not null, positions blob,
            primary key (level, tile)) strict, without rowid;
        create index if not exists proof_tiles_by_position on proof_tiles (first_position) where first_position is not null;
        create table if not exists proof_streams (
            key blob not null primary key, version integer not null, hash blob not null) strict, without rowid;
        create table if not exists proof_checkpoints (
            size integer not null primary key, before integer not null unique, position integer not null, event_id text not null,
            at integer not null, note text not null, check (before < size)) strict;
        create table if not exists proof_turns (
            number integer not null primary key, after integer not null, key text not null, at integer not null) strict;
        create trigger if not exists proof_checkpoints_stay before update on proof_checkpoints
            begin select raise(abort, 'a checkpoint stays'); end;
        create trigger if not exists proof_checkpoints_stay_there before delete on proof_checkpoints
            begin select raise(abort, 'a checkpoint stays'); end;
        """;

    private readonly string connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    public IsolationLevel Snapshot => IsolationLevel.Serializable;

    public async Task Prepare(CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await using var connection = await Open(ct);
        await connection.Run("pragma journal_mode = wal", [], ct);
        await connection.Run(Schema, [], ct);
    }

    public async Task<DbConnection> Open(CancellationToken ct)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(ct);
        await connection.Run("pragma busy_timeout = 10000; pragma synchronous = full", [], ct);
        return connection;
    }

    // A file has one writer at a time, from the first statement of its transaction on.
    public Task Alone(DbConnection connection, DbTransaction together, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>The service's own schema; its tables come with the other migrations.</summary>
internal sealed class ProofSchema(ReadingSchema schema) : IProofDatabase
{
    public IsolationLevel Snapshot => IsolationLevel.RepeatableRead;

    public Task Prepare(CancellationToken ct) => Task.CompletedTask;

    public async Task<DbConnection> Open(CancellationToken ct) => await schema.Source.OpenConnectionAsync(ct);

    public async Task Alone(DbConnection connection, DbTransaction together, CancellationToken ct)
    {
        await using var command = connection.Say("select pg_advisory_xact_lock(hashtext(current_schema() || '/proof'))");
        command.Transaction = together;
        await command.ExecuteNonQueryAsync(ct);
    }
}
