using Google.Protobuf;
using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Tests.EventStore;

/// <summary>What a server remembers: one order of everything, revisions per stream, and the rules by which it takes an append.</summary>
internal sealed class EventStoreState
{
    private readonly Lock gate = new();
    private readonly List<ReadResp.Types.Recorded> all = [];
    private readonly Dictionary<string, List<ReadResp.Types.Recorded>> streams = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong place = 100;

    public EventStoreState() => Housekeep();

    /// <summary>The largest append, data and what stands beside it, as an operator sets it.</summary>
    public int MaxAppendSize { get; set; } = 1024 * 1024;

    /// <summary>How many events were stored, its own included.</summary>
    public int Stored
    {
        get
        {
            lock (gate)
                return all.Count;
        }
    }

    /// <summary>Streams that were deleted for good.</summary>
    public HashSet<string> Deleted { get; } = [];

    /// <summary>Stores all or nothing. The same ids at the same place again are the first answer again.</summary>
    public (string? No, long Last, ulong Place) Append(string stream, long expected, IReadOnlyList<Proposed> events)
    {
        lock (gate)
        {
            if (Deleted.Contains(stream))
                return ("StreamDeleted", -1, 0);
            if (events.Sum(e => e.Data.Length + e.CustomMetadata.Length) > MaxAppendSize)
                return ("MaximumAppendSizeExceeded", -1, 0);

            var known = streams.GetValueOrDefault(stream) ?? (streams[stream] = []);
            var last = known.Count - 1;
            if (expected > last)
                return ("WrongExpectedVersion", last, 0);
            if (expected < last)
            {
                var there = known.Skip((int)expected + 1).Take(events.Count).ToList();
                return there.Count == events.Count && there.Zip(events).All(pair => pair.First.Id.Text == pair.Second.Id.Text)
                    ? (null, expected + events.Count, there[^1].Commit)
                    : ("WrongExpectedVersion", last, 0);
            }

            foreach (var one in events)
                Store(known, stream, one);
            if (all.Count % 7 == 0)
                Housekeep();
            more.SetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return (null, known.Count - 1, known[^1].Commit);
        }
    }

    /// <summary>One stream; null when there is none.</summary>
    public IReadOnlyList<ReadResp.Types.Recorded>? Stream(string stream)
    {
        lock (gate)
            return streams.TryGetValue(stream, out var known) && known.Count > 0 ? [.. known] : null;
    }

    /// <summary>Everything so far, and what ends when there is more.</summary>
    public (ReadResp.Types.Recorded[] Events, Task More) All()
    {
        lock (gate)
            return ([.. all], more.Task);
    }

    // The server writes about itself in between: what does not carry the service's name must never come out.
    private void Housekeep() => Store(
        streams.TryGetValue("$stats-127.0.0.1:2113", out var own) ? own : streams["$stats-127.0.0.1:2113"] = [], "$stats-127.0.0.1:2113",
        new() { Id = new() { Text = Guid.NewGuid().ToString() }, Metadata = { ["type"] = "$statsCollected" } });

    private void Store(List<ReadResp.Types.Recorded> known, string stream, Proposed one)
    {
        place += 37 + (ulong)one.Data.Length;
        var stored = new ReadResp.Types.Recorded
        {
            Id = one.Id,
            Stream = new() { Name = ByteString.CopyFromUtf8(stream) },
            Revision = (ulong)known.Count,
            Prepare = place,
            Commit = place,
            Metadata = { one.Metadata },
            CustomMetadata = one.CustomMetadata,
            Data = one.Data,
        };
        known.Add(stored);
        all.Add(stored);
    }
}
