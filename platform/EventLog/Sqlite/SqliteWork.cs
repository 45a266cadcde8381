namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>A piece of writing that waits for its turn in the next commit.</summary>
internal abstract class SqliteWork
{
    public abstract void Do(SqliteLink db);

    public abstract void Committed();

    public abstract void Failed(Exception failure);
}

/// <summary>Writing with an answer. It refuses before it writes anything, so a refusal is its own and the commit goes on.</summary>
internal sealed class SqliteWork<T>(Func<SqliteLink, T> work, Action<T>? committed) : SqliteWork
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? refusal;

    public Task<T> Answer => answer.Task;

    public override void Do(SqliteLink db)
    {
        try
        {
            refusal = null;
            result = work(db);
        }
        catch (Exception no) when (no is VersionConflictException or OwnerErasedException or PayloadTakenException)
        {
            refusal = no;
        }
    }

    public override void Committed()
    {
        if (refusal is not null)
        {
            answer.SetException(refusal);
            return;
        }

        committed?.Invoke(result!);
        answer.SetResult(result!);
    }

    public override void Failed(Exception failure) => answer.SetException(refusal ?? failure);
}
