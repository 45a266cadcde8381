using System.Runtime.CompilerServices;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>
/// A service's log in EventStoreDB or KurrentDB, its payloads in PostgreSQL (decision 9). Positions are the server's own, ordered and with
/// gaps; a service reads the streams that carry its name, after <paramref name="space"/> where houses share a cluster.
/// </summary>
public sealed class EventStoreLog(
    EventStoreAddress address, string service, PayloadsApart payloads, TimeProvider clock, string space = "") : IEventLog, IAsyncDisposable
{
    private const int Page = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(15);

    private readonly EventStoreLine line = new(address, clock);
    private readonly NewsBell bell = new(Position.Start);
    private EventStoreAppends? appends;
    private EventStoreNews? news;

    private EventStoreAppends Appends => LazyInitializer.EnsureInitialized(ref appends, () => new(line));

    private EventStoreNews News => LazyInitializer.EnsureInitialized(ref news, () => new(line, bell, Head, Recordings.Of(service, space)));

    /// <summary>Refuses a server that is too old, that nobody can reach, or that may forget what it has answered.</summary>
    public async Task Start(CancellationToken ct)
    {
        Appends.InBatches = await EventStoreStart.Check(line, ct);
        await payloads.Start(ct);
    }

    /// <inheritdoc/>
    public async Task<Appended> Append(Append append, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (append.Refusal() is { } refused)
            throw refused;

        var put = await Put(append);
        var attempt = Guid.NewGuid();
        try
        {
            var proposed = Recordings.Proposed(append, attempt);
            await Persistently(() => Appends.Send(space + append.Stream, append.ExpectedVersion, proposed, CancellationToken.None));
        }
        catch (EventStoreException no) when (no.Trouble is not EventStoreTrouble.Transient)
        {
            await payloads.TakeBack(put, CancellationToken.None);
            throw no.Trouble switch
            {
                EventStoreTrouble.Conflict => new VersionConflictException(
                    append.Stream, append.ExpectedVersion, no.Actual is { } actual ? actual + 1 : await Version(append.Stream)),
                EventStoreTrouble.TooLarge => new EventTooLargeException(append.Bytes),
                _ => no,
            };
        }

        // The server answers a repetition as it answered the first time; who wrote it stands beside the event.
        var last = append.ExpectedVersion + append.Events.Count;
        var (stored, writer) = (await Persistently(() => Events(Requests.OfStream(space + append.Stream, last - 1, 1), default)))[0];
        bell.Ring(stored.Position);
        if (writer == attempt)
            return new(stored.Position, last);

        await payloads.TakeBack(put, CancellationToken.None);
        return new(stored.Position, last) { StoodBefore = true };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> Read(string stream, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var last = after; ; last += Page)
        {
            var page = await Persistently(() => Events(Requests.OfStream(space + stream, last, Page), ct));
            foreach (var (stored, _) in page)
                yield return stored;
            if (page.Count < Page)
                yield break;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var (last, left) = (after, limit); left > 0;)
        {
            // The server begins with the event that stands at the position itself.
            var asked = Math.Min(left, Page);
            var page = await Persistently(
                () => Events(Requests.OfAll(Recordings.Of(service, space), last, asked + (last > Position.Start ? 1 : 0)), ct));
            var begun = last;
            foreach (var (stored, _) in page.Where(one => one.Event.Position > begun).Take(asked))
            {
                yield return stored;
                (last, left) = (stored.Position, left - 1);
            }

            if (page.Count < asked)
                yield break;
        }
    }

    /// <inheritdoc/>
    public async Task<Position> Head(CancellationToken ct) =>
        await Persistently(() => Events(Requests.Newest(Recordings.Of(service, space)), ct)) is [var (newest, _)]
            ? newest.Position
            : Position.Start;

    /// <inheritdoc/>
    public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) => News.Wait(after, atMost, ct);

    /// <summary>Ends what is under way and closes the line; a second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref news, null) is { } listens)
            await listens.DisposeAsync();
        if (Interlocked.Exchange(ref appends, null) is { } writes)
            await writes.DisposeAsync();
        line.Dispose();
    }

    // A payload whose owner was erased is refused, but what stood before, or came too late anyhow, is said first.
    private async Task<IReadOnlyList<Guid>> Put(Append append)
    {
        try
        {
            return await payloads.Put(append, clock.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception refused) when (refused is OwnerErasedException or PayloadTakenException)
        {
            var version = await Version(append.Stream);
            if (version < append.ExpectedVersion)
                throw new VersionConflictException(append.Stream, append.ExpectedVersion, version);
            if (version == append.ExpectedVersion)
                throw;
            return [];
        }
    }

    private async Task<long> Version(string stream) =>
        await Persistently(() => Events(Requests.Last(space + stream), default)) is [var (last, _)] ? last.Version : 0;

    private async Task<List<(StoredEvent Event, Guid Writer)>> Events(ReadReq request, CancellationToken ct) =>
    [
        .. (await line.Ask(Requests.Read, ReadResp.Parser, PageLimit, ct, request))
            .Where(answer => answer.ContentCase is ReadResp.ContentOneofCase.Event)
            .Select(answer => Recordings.Read(answer.Event.Event, space)),
    ];

    private async Task<bool> Persistently(Func<Task> work) => await Persistently(async () =>
    {
        await work();
        return true;
    });

    private async Task<T> Persistently<T>(Func<Task<T>> work)
    {
        for (var since = clock.GetTimestamp(); ;)
        {
            try
            {
                return await work();
            }
            catch (EventStoreException away) when (away.IsTransient && clock.GetElapsedTime(since) < Patience)
            {
                line.Moved(away.Leader);
                await Task.Delay(Breath);
            }
        }
    }
}
