using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>
/// A service's log and its sealed payloads in one SQLite file: one commit holds both. For one process; nothing to install, nothing to run.
/// </summary>
public sealed class SqliteEventLog : IEventLog, IPayloads, IDisposable
{

    private const string Schema = """
        create table if not exists events (
            position integer primary key, stream text not null, version integer not null, id blob not null, type text not null,
            header blob not null, data blob not null, hash blob not null, beside blob not null, unique (stream, version)) strict;
        create table if not exists payloads (
            id blob not null primary key, owner text not null, subject blob not null, key_version integer not null,
            wrapped_key blob, ciphertext blob) strict, without rowid;
        create index if not exists payloads_by_owner on payloads (owner);
        create table if not exists tombstones (owner text not null primary key) strict, without rowid;
        """;

    // Near the end only, so that a start stays quick; verify reads everything.
    private const string Hole =
        "select count(*) > 0 and max(position) - min(position) + 1 <> count(*) from "
        + "(select position from events order by position desc limit 1000)";

    private const string Columns = "select position, stream, version, id, type, header, data, hash, beside from events ";
    private readonly SqliteFile file;
    private readonly NewsBell bell;

    /// <summary>Opens the log in a file, made when absent. A file that another process holds stops the start.</summary>
    public SqliteEventLog(string path)
    {
        file = SqliteFile.Open(path, Schema);
        if (file.Read(db => One(db.Sql(Hole), row => row.Long(0))) != 0)
        {
            file.Dispose();
            throw new StartRefusedException(
                $"In het logboek {Path.GetFileName(path)} ontbreken gebeurtenissen. Voer verify uit en zet een kopie terug. "
                + "(The log has a hole.)");
        }

        bell = new(file.Read(db => One(db.Sql("select coalesce(max(position), 0) from events"), row => new Position((ulong)row.Long(0)))));
    }

    /// <inheritdoc/>
    public Task<Appended> Append(Append append, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return Task.FromCanceled<Appended>(ct);

        return append.Refusal() is { } no
            ? Task.FromException<Appended>(no)
            : file.Write(db => SqliteAppend.Run(db, append), appended => bell.Ring(appended.Position));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> Read(string stream, long after, CancellationToken ct) => new SqlitePages(
        file,
        after,
        int.MaxValue,
        (db, last, count) => db.Sql(Columns + "where stream = ?1 and version > ?2 order by version limit ?3")
            .Bind(1, stream).Bind(2, last).Bind(3, count),
        stored => stored.Version,
        ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct) => new SqlitePages(
        file,
        (long)after.Value,
        limit,
        (db, last, count) => db.Sql(Columns + "where position > ?1 order by position limit ?2").Bind(1, last).Bind(2, count),
        stored => (long)stored.Position.Value,
        ct);

    /// <inheritdoc/>
    public Task<Position> Head(CancellationToken ct) => Task.FromResult(bell.Head);

    /// <inheritdoc/>
    public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) => bell.Wait(after, atMost, ct);

    /// <inheritdoc/>
    public Task<SealedPayload?> Find(Guid id, CancellationToken ct) => Task.FromResult(file.Read(db => One(
        db.Sql("select owner, subject, key_version, wrapped_key, ciphertext from payloads where id = ?1 and ciphertext is not null")
            .Bind(1, id),
        row => new SealedPayload(id, new(row.Text(0)), row.Guid(1), (int)row.Long(2), row.Bytes(3), row.Bytes(4)))));

    /// <inheritdoc/>
    public Task Destroy(Guid id, CancellationToken ct) => file.Write(db =>
    {
        db.Sql("update payloads set wrapped_key = null, ciphertext = null where id = ?1").Bind(1, id).Run();
        return true;
    });

    /// <inheritdoc/>
    public async Task DestroyOwner(PayloadOwner owner, CancellationToken ct)
    {
        await file.Write(db =>
        {
            db.Sql("insert or ignore into tombstones (owner) values (?1)").Bind(1, owner.Name).Run();
            db.Sql("update payloads set wrapped_key = null, ciphertext = null where owner = ?1").Bind(1, owner.Name).Run();
            return true;
        });
        file.Purge();
    }

    /// <inheritdoc/>
    public async Task DestroySubject(PayloadOwner owner, Guid subject, CancellationToken ct)
    {
        await file.Write(db =>
        {
            db.Sql("insert or ignore into tombstones (owner) values (?1)").Bind(1, owner.GraveOf(subject)).Run();
            db.Sql("update payloads set wrapped_key = null, ciphertext = null where owner = ?1 and subject = ?2")
                .Bind(1, owner.Name).Bind(2, subject).Run();
            return true;
        });
        file.Purge();
    }

    /// <summary>Ends the commits under way and closes the file.</summary>
    public void Dispose() => file.Dispose();

    private static T? One<T>(SqliteStatement rows, Func<SqliteStatement, T> read)
    {
        if (!rows.Step())
            return default;

        var found = read(rows);
        rows.Reset();
        return found;
    }
}
