using MassTransit.Mediator;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging.InProcess;

/// <summary>
/// Where the services of one process find each other. The host puts the same object in each builder before <c>AddHouse</c>; a service joins
/// when it starts and leaves, with everybody who was reading its log, before it stops.
/// </summary>
public sealed class InProcessBus
{
    private readonly Lock gate = new();
    private readonly List<Participant> participants = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody joins or leaves after this was read.</summary>
    internal Task Changed
    {
        get
        {
            lock (gate)
                return changed.Task;
        }
    }

    internal IReadOnlyList<Participant> Present
    {
        get
        {
            lock (gate)
                return [.. participants];
        }
    }

    internal void Join(Participant participant)
    {
        lock (gate)
            participants.Add(participant);
        Ring();
    }

    internal async Task Leave(Participant participant)
    {
        lock (gate)
            participants.Remove(participant);
        Ring();
        await participant.Leave();
    }

    /// <summary>The one who answers a question, when it is here.</summary>
    internal Participant? WhoAnswers(Type question) => Present.FirstOrDefault(one => one.Answers.Contains(question));

    private void Ring()
    {
        TaskCompletionSource was;
        lock (gate)
            (was, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        was.SetResult();
    }
}

/// <summary>One service in the process: its log and voices for those who listen, its mediator for what it hears and answers.</summary>
internal sealed record Participant(
    string Service, IEventLog Log, Voices Voices, IMediator Mediator, IReadOnlySet<Type> Hears, IReadOnlySet<Type> Answers,
    ICheckpoints Checkpoints, IParking Parking) : IDisposable
{
    private readonly CancellationTokenSource left = new();
    private readonly List<Task> readers = [];

    /// <summary>Cancelled when this service leaves: its log may not be read any more.</summary>
    public CancellationToken Left => left.Token;

    /// <summary>Runs a reader of this service's log; leaving waits until it has stopped.</summary>
    public Task Read(Func<CancellationToken, Task> reader, CancellationToken ct)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(left.Token, ct);
        var task = Task.Run(async () =>
        {
            using (stop)
                await reader(stop.Token);
        }, CancellationToken.None);
        lock (readers)
            readers.Add(task);
        return task;
    }

    public async Task Leave()
    {
        await left.CancelAsync();
        Task[] reading;
        lock (readers)
            reading = [.. readers];
        await Task.WhenAll(reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => left.Dispose();
}
