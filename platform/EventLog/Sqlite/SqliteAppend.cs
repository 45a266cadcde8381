using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>One append inside a commit: all checks first, so that a refusal leaves nothing and the commit goes on for the others.</summary>
internal static class SqliteAppend
{
    public static Appended Run(SqliteLink db, Append append)
    {
        var actual = Version(db, append.Stream);
        if (actual != append.ExpectedVersion)
            return Before(db, append) ?? throw new VersionConflictException(append.Stream, append.ExpectedVersion, actual);

        var absent = append.Payloads is [] ? [] : append.Payloads.Where(p => IsAbsent(db, p)).DistinctBy(p => p.Id).ToList();
        foreach (var payload in absent)
            Insert(db, payload);

        var version = append.ExpectedVersion;
        foreach (var e in append.Events)
            Insert(db, append.Stream, ++version, e);

        return new(new((ulong)db.LastRowId), version);
    }

    private static long Version(SqliteLink db, string stream)
    {
        var newest = db.Sql("select version from events where stream = ?1 order by version desc limit 1").Bind(1, stream);
        if (!newest.Step())
            return 0;

        var version = newest.Long(0);
        newest.Reset();
        return version;
    }

    // The answer to the same ids at the same version, whatever came after: how an unknown commit is settled (decision 2).
    private static Appended? Before(SqliteLink db, Append append)
    {
        var standing = db.Sql("select id, position from events where stream = ?1 and version > ?2 order by version")
            .Bind(1, append.Stream).Bind(2, append.ExpectedVersion);
        var position = 0L;
        foreach (var e in append.Events)
        {
            if (!standing.Step())
                return null;

            position = standing.Long(1);
            if (standing.Guid(0) == e.Id)
                continue;

            standing.Reset();
            return null;
        }

        standing.Reset();
        return new(new((ulong)position), append.ExpectedVersion + append.Events.Count) { StoodBefore = true };
    }

    private static bool IsAbsent(SqliteLink db, SealedPayload payload)
    {
        var tombstone = db.Sql("select 1 from tombstones where owner in (?1, ?2)")
            .Bind(1, payload.Owner.Name).Bind(2, payload.Owner.GraveOf(payload.Subject));
        var erased = tombstone.Step();
        tombstone.Reset();
        if (erased)
            throw new OwnerErasedException();

        var standing = db.Sql("select ciphertext from payloads where id = ?1").Bind(1, payload.Id);
        if (!standing.Step())
            return true;

        var (destroyed, same) = (standing.IsNull(0), standing.Bytes(0).AsSpan().SequenceEqual(payload.Ciphertext));
        standing.Reset();
        if (destroyed)
            throw new OwnerErasedException();

        return same ? false : throw new PayloadTakenException(payload.Id);
    }

    private static void Insert(SqliteLink db, SealedPayload payload) => db
        .Sql("insert into payloads (id, owner, subject, key_version, wrapped_key, ciphertext) values (?1, ?2, ?3, ?4, ?5, ?6)")
        .Bind(1, payload.Id).Bind(2, payload.Owner.Name).Bind(3, payload.Subject).Bind(4, payload.KeyVersion)
        .Bind(5, payload.WrappedKey).Bind(6, payload.Ciphertext).Run();

    // The position is SQLite's row id: the newest plus one, since rows are never removed; a rolled back one is given out again.
    private static void Insert(SqliteLink db, string stream, long version, NewEvent e) => db
        .Sql("insert into events (stream, version, id, type, header, data, hash, beside) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .Bind(1, stream).Bind(2, version).Bind(3, e.Id).Bind(4, e.Type)
        .Bind(5, e.Header).Bind(6, e.Data).Bind(7, e.Hash).Bind(8, e.Beside).Run();
}
