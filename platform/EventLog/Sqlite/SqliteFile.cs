using System.Collections.Concurrent;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>
/// One file with one writer and as many readers as are needed (decision 8). Whoever finds the writer idle commits on his own thread, for
/// himself and for those who came meanwhile: alone nobody waits for another thread, in a crowd one fsync serves all.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private const int MostInOneCommit = 512;
    private const int ReadersKept = 8;

    private readonly Lock gate = new();
    private readonly FileStream claim;
    private readonly SqliteLink writer;
    private readonly ConcurrentBag<SqliteLink> readers = [];
    private readonly AutoResetEvent wake = new(initialState: false);
    private readonly ManualResetEventSlim idle = new(initialState: true);
    private readonly Thread follower;
    private readonly string file;
    private List<SqliteWork> waiting = [];
    private List<SqliteWork> committing = [];
    private bool busy;
    private volatile bool closed;

    private SqliteFile(string file, FileStream claim, string schema)
    {
        (this.file, this.claim) = (file, claim);
        writer = SqliteLink.Writer(file);
        writer.Run(schema);
        follower = new(Follow) { IsBackground = true, Name = $"writer of {Path.GetFileName(file)}" };
        follower.Start();
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
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Writes in the next commit; answered when that is on disk. <paramref name="committed"/> is told first.</summary>
    public Task<T> Write<T>(Func<SqliteLink, T> work, Action<T>? committed = null)
    {
        var mine = new SqliteWork<T>(work, committed);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.Add(mine);
            if (busy)
                return mine.Answer;

            busy = true;
            idle.Reset();
        }

        Commit();
        if (More())
            wake.Set();

        return mine.Answer;
    }

    /// <summary>Reads with a connection that is this reader's alone for as long as it looks.</summary>
    public T Read<T>(Func<SqliteLink, T> look)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        var reader = readers.TryTake(out var pooled) ? pooled : SqliteLink.Reader(file);
        var kept = false;
        try
        {
            var seen = look(reader);
            if (kept = !closed && readers.Count < ReadersKept)
                readers.Add(reader);

            return seen;
        }
        finally
        {
            if (!kept)
                reader.Dispose();
        }
    }

    /// <summary>Lets the commits under way end, then closes readers first and the writer last, which folds the WAL into the file.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
                return;

            closed = true;
        }

        idle.Wait();
        wake.Set();
        follower.Join();
        while (readers.TryTake(out var reader))
            reader.Dispose();

        writer.Dispose();
        claim.Dispose();
        wake.Dispose();
        idle.Dispose();
    }

    private void Follow()
    {
        while (true)
        {
            wake.WaitOne();
            if (closed && idle.IsSet)
                return;

            do
            {
                Commit();
            }
            while (More());
        }
    }

    private bool More()
    {
        lock (gate)
        {
            if (waiting.Count > 0)
                return true;

            busy = false;
            idle.Set();
            return false;
        }
    }

    private void Commit()
    {
        lock (gate)
        {
            if (waiting.Count <= MostInOneCommit)
            {
                (committing, waiting) = (waiting, committing);
            }
            else
            {
                committing.AddRange(waiting[..MostInOneCommit]);
                waiting.RemoveRange(0, MostInOneCommit);
            }
        }

        // A commit that fails as a whole is tried piece by piece, so that one that can never be written does not take the others with it.
        if (Try(committing) is { } failure)
        {
            foreach (var work in committing)
            {
                if ((committing.Count > 1 ? Try([work]) : failure) is { } own)
                    work.Failed(own);
            }
        }

        committing.Clear();
    }

    private Exception? Try(List<SqliteWork> batch)
    {
        try
        {
            writer.Sql("begin immediate").Run();
            foreach (var work in batch)
                work.Do(writer);

            writer.Sql("commit").Run();
        }
        catch (Exception failure) when (RolledBack())
        {
            return failure;
        }

        foreach (var work in batch)
            work.Committed();

        return null;
    }

    private bool RolledBack()
    {
        if (writer.InTransaction)
            writer.Sql("rollback").Run();

        return true;
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
