using System.Collections.Concurrent;
using System.Globalization;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>One file of one process, with one writer and as many readers as are needed (decision 8).</summary>
internal sealed class SqliteFile : IDisposable
{
    private const int ReadersKept = 32;

    private readonly FileStream claim;
    private readonly SqliteWriter writer;
    private readonly ConcurrentStack<SqliteLink> readers = [];
    private readonly string file;
    private int kept;
    private volatile bool closed;

    private SqliteFile(string file, FileStream claim, string schema)
    {
        (this.file, this.claim) = (file, claim);
        var link = SqliteLink.Writer(file);
        try
        {
            SqliteVersion.Check(file, long.Parse(link.Answer("pragma user_version"), CultureInfo.InvariantCulture));
        }
        catch (StartRefusedException)
        {
            link.Dispose();
            throw;
        }

        link.Run(schema);
        link.Run(SqliteVersion.Stamp);
        writer = new(link, Path.GetFileName(file));
    }

    /// <summary>Opens a file for this process alone; a second process is refused with a sentence that says why.</summary>
    public static SqliteFile Open(string file, string schema)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var claim = Claim(file);
        try
        {
            return new(file, claim, schema);
        }
        catch (Exception refused) when (refused is Microsoft.Data.Sqlite.SqliteException or StartRefusedException)
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Writes in the next commit; answered when that is on disk. <paramref name="committed"/> is told first.</summary>
    public Task<T> Write<T>(Func<SqliteLink, T> work, Action<T>? committed = null) => writer.Write(work, committed);

    /// <summary>
    /// Reads with a connection that is this reader's alone for as long as it looks: the writer's while that has nothing to do, since every
    /// commit empties the caches of all others.
    /// </summary>
    public T Read<T>(Func<SqliteLink, T> look)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (writer.TryRead(look, out var seen))
            return seen;

        var reader = Take();
        try
        {
            seen = look(reader);
            Keep(reader);
            return seen;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Folds the WAL into the file and empties it, so that what was destroyed stands in no older page either. Not while somebody writes or
    /// reads: then the next one does it, or the end of the process.
    /// </summary>
    public void Purge() => writer.TryRead(
        db =>
        {
            db.Run("pragma wal_checkpoint(truncate)");
            return true;
        },
        out _);

    /// <summary>Readers first and the writer last, which folds the WAL into the file.</summary>
    public void Dispose()
    {
        closed = true;
        while (readers.TryPop(out var reader))
            reader.Dispose();

        writer.Dispose();
        claim.Dispose();
    }

    private SqliteLink Take()
    {
        if (!readers.TryPop(out var reader))
            return SqliteLink.Reader(file);

        Interlocked.Decrement(ref kept);
        return reader;
    }

    private void Keep(SqliteLink reader)
    {
        if (closed || Interlocked.Increment(ref kept) > ReadersKept)
        {
            Interlocked.Decrement(ref kept);
            reader.Dispose();
            return;
        }

        readers.Push(reader);
    }

    private static FileStream Claim(string file)
    {
        try
        {
            return new(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"Een ander proces gebruikt {file} al. Stop dat proces, of kies met WO_DATA een andere map. "
                + "(Another process already uses this file; stop it, or choose another folder with WO_DATA.)");
        }
    }
}
