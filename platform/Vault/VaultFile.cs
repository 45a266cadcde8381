using System.Data.Common;
using Microsoft.Data.Sqlite;
using WarmHandover.Platform.EventLog.Sqlite;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// The vault's own SQLite file. A rollback journal and secure delete instead of a write-ahead log: a destroyed key must not stay behind in
/// old pages, writes are rare, and several processes may look into it.
/// </summary>
public sealed class VaultFile(string path) : IVaultDatabase
{
    private const string Schema = """
        create table if not exists owner_keys (
            owner text not null, version integer not null, master_key text, wrapped_key blob, erased_at text,
            primary key (owner, version), check ((wrapped_key is null) = (erased_at is not null)),
            check ((wrapped_key is null) = (master_key is null))) strict, without rowid;
        create trigger if not exists owner_keys_stay_erased before update on owner_keys
            when old.erased_at is not null and new.erased_at is null begin select raise(abort, 'an erased owner stays erased'); end;
        create trigger if not exists owner_keys_stay before delete on owner_keys begin select raise(abort, 'a tombstone stays'); end;
        create table if not exists search_owners (owner text not null primary key, purged integer not null) strict, without rowid;
        create table if not exists search_terms (
            organisation text not null, term blob not null, thing text not null, owner text not null references search_owners,
            primary key (organisation, term, thing, owner)) strict, without rowid;
        create index if not exists search_terms_by_owner on search_terms (owner, thing);
        """;

    private readonly string connectionString =
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    /// <inheritdoc/>
    public async Task Prepare(CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await using var connection = await Open(ct);
        await using (var asked = connection.CreateCommand())
        {
            asked.CommandText = "pragma user_version";
            SqliteVersion.Check(path, (long)(await asked.ExecuteScalarAsync(ct))!);
        }

        await connection.Run(Schema, [], ct);
        await connection.Run(SqliteVersion.Stamp, [], ct);
    }

    /// <inheritdoc/>
    public async Task<DbConnection> Open(CancellationToken ct)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(ct);
        await connection.Run(
            "pragma busy_timeout = 10000; pragma synchronous = extra; pragma secure_delete = on; pragma foreign_keys = on", [], ct);
        return connection;
    }
}
