namespace WarmHandover.Platform.EventLog;

/// <summary>Wakes whoever waits for something new in a log: the announcer and the views stand beside the writer and need no poll.</summary>
internal sealed class NewsBell(Position head)
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong newest = head.Value;

    public Position Head => new(Volatile.Read(ref newest));

    public void Ring(Position position)
    {
        TaskCompletionSource rung;
        lock (gate)
        {
            if (position.Value <= newest)
                return;

            Volatile.Write(ref newest, position.Value);
            (rung, next) = (next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        rung.SetResult();
    }

    public async Task Wait(Position after, TimeSpan atMost, CancellationToken ct)
    {
        Task ringing;
        lock (gate)
        {
            if (newest > after.Value)
                return;

            ringing = next.Task;
        }

        await ringing.WaitAsync(atMost, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }
}
