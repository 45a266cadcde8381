using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// What was said and not yet confirmed: at most so many, and never two of one stream. Knows the last place before the oldest
/// unconfirmed one, which is as far as a checkpoint may go (decision 13).
/// </summary>
internal sealed class Window(int size, Func<Spoken, CancellationToken, Task> say, CancellationToken ct) : IDisposable
{
    private readonly SemaphoreSlim room = new(size);
    private readonly Queue<Waiting> waiting = [];
    private readonly Dictionary<string, Task> tails = [];
    private volatile Exception? broken;
    private Waiting? newest;

    /// <summary>The last place before the oldest unconfirmed announcement; null when nothing was confirmed yet.</summary>
    public Checkpoint? Confirmed { get; private set; }

    /// <summary>When the oldest unconfirmed fact was recorded; null when everything is said.</summary>
    public DateTimeOffset? OldestRecordedAt => waiting.TryPeek(out var oldest) ? HeaderSkim.RecordedAt(oldest.Header) : null;

    /// <summary>Completes, also by failing, when the oldest announcement is confirmed.</summary>
    public Task Oldest => waiting.TryPeek(out var oldest) ? oldest.Said : Task.CompletedTask;

    public bool IsEmpty => waiting.Count == 0;

    /// <summary>Starts to say an event's announcements, as soon as there is room. Throws when an earlier one failed.</summary>
    public async Task Add(StoredEvent stored, IReadOnlyCollection<Spoken> announcements)
    {
        Advance();
        var place = new Checkpoint(stored.Position, stored.Id);
        if (announcements.Count == 0)
        {
            if (newest is { } last && waiting.Count > 0)
                last.Place = place;
            else
                Confirmed = place;
            return;
        }

        foreach (var spoken in announcements)
        {
            await room.WaitAsync(ct);
            if (broken is { } fault)
                throw new AnnouncingFailedException(fault);

            tails[stored.Stream] = Say(tails.GetValueOrDefault(stored.Stream, Task.CompletedTask), spoken);
        }

        waiting.Enqueue(newest = new(place, stored.Stream, stored.Header, tails[stored.Stream]));
    }

    /// <summary>Takes out what is confirmed, from the oldest on. Throws when the oldest one failed.</summary>
    public void Advance()
    {
        while (waiting.TryPeek(out var oldest) && oldest.Said.IsCompletedSuccessfully)
        {
            waiting.Dequeue();
            Confirmed = oldest.Place;
            if (tails.GetValueOrDefault(oldest.Stream) == oldest.Said)
                tails.Remove(oldest.Stream);
        }

        if (broken is { } fault)
            throw new AnnouncingFailedException(fault);
    }

    /// <summary>Waits until each announcement is confirmed or has failed, and keeps what was confirmed before the first failure.</summary>
    public async Task Settle()
    {
        await Task.WhenAll([.. waiting.Select(one => one.Said), .. tails.Values]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (waiting.TryPeek(out var oldest) && oldest.Said.IsCompletedSuccessfully)
            Confirmed = waiting.Dequeue().Place;
    }

    public void Dispose() => room.Dispose();

    private async Task Say(Task before, Spoken spoken)
    {
        try
        {
            await before;
            await say(spoken, ct);
        }
        catch (Exception fault)
        {
            broken ??= fault;
            throw;
        }
        finally
        {
            room.Release();
        }
    }

    private sealed class Waiting(Checkpoint place, string stream, byte[] header, Task said)
    {
        /// <summary>Its own place, or that of the last silent event behind it: what says nothing is passed with what it follows.</summary>
        public Checkpoint Place { get; set; } = place;

        public string Stream => stream;

        public byte[] Header => header;

        public Task Said => said;
    }
}

/// <summary>An announcement was not confirmed; what came after it is said again from the checkpoint.</summary>
internal sealed class AnnouncingFailedException(Exception fault) : Exception(fault.GetType().Name, fault);
