using System.Diagnostics.CodeAnalysis;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>
/// The one writer of a file. Whoever finds it idle commits on his own thread, for himself and for those who came meanwhile: alone nobody
/// waits for another thread, in a crowd one fsync serves all.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MostInOneCommit = 512;

    private readonly Lock gate = new();
    private readonly SqliteLink link;
    private readonly AutoResetEvent wake = new(initialState: false);
    private readonly ManualResetEventSlim idle = new(initialState: true);
    private readonly Thread follower;
    private List<SqliteWork> waiting = [];
    private List<SqliteWork> committing = [];
    private bool busy;
    private volatile bool closed;

    public SqliteWriter(SqliteLink link, string name)
    {
        this.link = link;
        follower = new(Follow) { IsBackground = true, Name = $"writer of {name}" };
        follower.Start();
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

    /// <summary>Reads on the writer's own connection when nobody writes; who comes to write meanwhile waits for its end.</summary>
    public bool TryRead<T>(Func<SqliteLink, T> look, [MaybeNullWhen(false)] out T seen)
    {
        seen = default;
        lock (gate)
        {
            if (busy || closed)
                return false;

            busy = true;
            idle.Reset();
        }

        try
        {
            seen = look(link);
            return true;
        }
        finally
        {
            if (More())
                wake.Set();
        }
    }

    /// <summary>Lets the commits under way end and closes the connection.</summary>
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
        link.Dispose();
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
            link.Sql("begin immediate").Run();
            foreach (var work in batch)
                work.Do(link);

            link.Sql("commit").Run();
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
        link.Rollback();
        return true;
    }
}
