namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>An append that waits for its turn in the next commit.</summary>
internal sealed class WaitingAppend(Append append)
{
    private readonly TaskCompletionSource<Appended> answer = new();
    private Appended appended;
    private Exception? failure;

    public Append Append => append;

    public Task<Appended> Answer => answer.Task;

    /// <summary>Takes the outcome as the database said it (see <c>0002-append.sql</c>); gives the place where it stands, if so.</summary>
    public Position Settle(int outcome, long head, long place)
    {
        var position = new Position((ulong)place);
        appended = new(position, append.ExpectedVersion + append.Events.Count) { StoodBefore = outcome == 4 };
        failure = outcome switch
        {
            0 or 4 => null,
            1 => new VersionConflictException(append.Stream, append.ExpectedVersion, head),
            2 => new OwnerErasedException(),
            _ => new PayloadTakenException(append.Payloads[0].Id),
        };
        return failure is null ? position : Position.Start;
    }

    public void Fail(Exception exception) => failure = exception;

    /// <summary>Tells the caller, who goes on where he is told: on this thread when nobody else waits for it.</summary>
    public void Tell()
    {
        if (failure is null)
            answer.SetResult(appended);
        else
            answer.SetException(failure);
    }
}
