using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>
/// Appends, many in flight on one call that stays open; what is large, or what an older server cannot take that way, goes by a call of its
/// own. When the call breaks, everything that waited for an answer is told that the outcome is unknown.
/// </summary>
internal sealed class EventStoreAppends(EventStoreLine line) : IAsyncDisposable
{
    /// <summary>How long the server may take over one append, and how long it is asked to try.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const string BatchMethod = "event_store.client.streams.Streams/BatchAppend";
    private const string SingleMethod = "event_store.client.streams.Streams/Append";
    private const int InFlight = 256;
    private const int Large = 512 * 1024;

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();
    private readonly SemaphoreSlim room = new(InFlight);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private (ChannelWriter<IMessage> Requests, Task Ended)? open;

    /// <summary>Whether the server takes many on one call; asked once, at the start.</summary>
    public bool InBatches { get; set; } = true;

    /// <summary>Returns when it is stored; throws what the server says, or that nobody knows.</summary>
    public async Task Send(string stream, long expectedVersion, IReadOnlyList<Proposed> events, CancellationToken ct)
    {
        var name = new StreamName { Name = ByteString.CopyFromUtf8(stream) };
        if (!InBatches || events.Sum(e => e.CalculateSize()) > Large)
        {
            await Single(name, expectedVersion, events, ct);
            return;
        }

        var options = new BatchAppendReq.Types.Options { Stream = name, Deadline = Duration.FromTimeSpan(Limit), NoStream = new() };
        if (expectedVersion > 0)
            options.Revision = (ulong)expectedVersion - 1;
        await room.WaitAsync(ct);
        var number = Guid.NewGuid();
        var answered = waiting[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var request = new BatchAppendReq { Correlation = new() { Text = number.ToString() }, Options = options, IsFinal = true };
            request.Proposed.AddRange(events);
            if (!Requests().TryWrite(request))
                throw new EventStoreException(EventStoreTrouble.Transient, "the call ended");
            await answered.Task.WaitAsync(Limit * 2, ct);
        }
        catch (TimeoutException late)
        {
            throw new EventStoreException(EventStoreTrouble.Transient, "no answer in time", late);
        }
        finally
        {
            room.Release();
            waiting.TryRemove(number, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Task? last;
        lock (gate)
            last = open?.Ended;
        await (last ?? Task.CompletedTask);
        room.Dispose();
        stop.Dispose();
    }

    private async Task Single(StreamName stream, long expectedVersion, IReadOnlyList<Proposed> events, CancellationToken ct)
    {
        var options = new AppendReq.Types.Options { Stream = stream, NoStream = new() };
        if (expectedVersion > 0)
            options.Revision = (ulong)expectedVersion - 1;
        IMessage[] frames = [new AppendReq { Options = options }, .. events.Select(one => new AppendReq { Proposed = one })];
        if ((await line.One(SingleMethod, AppendResp.Parser, Limit * 2, ct, frames)).Wrong is { } wrong)
        {
            throw new EventStoreException(EventStoreTrouble.Conflict, "wrong expected version")
            {
                Actual = wrong.ActualCase is AppendResp.Types.Wrong.ActualOneofCase.Current ? (long)wrong.Current : -1,
            };
        }
    }

    private ChannelWriter<IMessage> Requests()
    {
        lock (gate)
        {
            if (open is { Ended.IsCompleted: false } still)
                return still.Requests;

            var requests = Channel.CreateBounded<IMessage>(InFlight);
            open = (requests, Task.Run(() => Run(requests)));
            return requests;
        }
    }

    // One call that stays open, from its first request to its break.
    private async Task Run(Channel<IMessage> requests)
    {
        Exception end = new EventStoreException(EventStoreTrouble.Transient, "the call ended");
        try
        {
            await foreach (var answer in line.Stream(BatchMethod, BatchAppendResp.Parser, requests.Reader.ReadAllAsync(), stop.Token))
            {
                if (!waiting.TryGetValue(Uuids.Of(answer.Correlation), out var one))
                    continue;
                if (answer.ResultCase is BatchAppendResp.ResultOneofCase.Success)
                    one.TrySetResult();
                else
                    one.TrySetException(EventStoreException.OfBatch(answer.Error ?? new()));
            }
        }
        catch (EventStoreException broken)
        {
            end = broken;
            line.Moved(broken.Leader);
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }

        requests.Writer.TryComplete();
        foreach (var one in waiting.Values)
            one.TrySetException(end);
    }
}

/// <summary>The protocol's two ways to write a number.</summary>
internal static class Uuids
{
    public static Uuid Of(Guid id) => new() { Text = id.ToString() };

    public static Guid Of(Uuid id)
    {
        if (id.ValueCase is Uuid.ValueOneofCase.Text)
            return Guid.Parse(id.Text);

        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, id.Structured.High);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), id.Structured.Low);
        return new(bytes, bigEndian: true);
    }
}
