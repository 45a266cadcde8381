using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Tests.EventStore;

/// <summary>
/// Reads of everything as the real server does them: a read begins with the event at the position, a subscription after it; checkpoints
/// come after so many events that were looked at.
/// </summary>
internal static class EventStoreReads
{
    public static async Task All(EventStoreState state, ReadReq.Types.Options asked, Func<ReadResp?, Task> say, CancellationToken ct)
    {
        var from = asked.All.AtCase is ReadReq.Types.OfAll.AtOneofCase.Position ? asked.All.Position.Commit : 0;
        bool Ours(ReadResp.Types.Recorded one) => asked.Filter is not { } filter
            || filter.Stream.Prefix.Any(prefix => one.Stream.Name.ToStringUtf8().StartsWith(prefix, StringComparison.Ordinal));

        if (asked.ExtentCase is ReadReq.Types.Options.ExtentOneofCase.Subscription)
        {
            await say(new() { Confirmation = new() { Id = Guid.NewGuid().ToString() } });
            await Follow(state, asked, from, Ours, say, ct);
            return;
        }

        var events = state.All().Events.AsEnumerable();
        var chosen = asked.Direction is ReadReq.Types.Direction.Backwards ? events.Reverse() : events.Where(e => e.Commit >= from);
        foreach (var one in chosen.Where(Ours).Take((int)asked.Count))
            await say(new() { Event = new() { Event = one } });
        await say(null);
    }

    private static async Task Follow(
        EventStoreState state, ReadReq.Types.Options asked, ulong after, Func<ReadResp.Types.Recorded, bool> ours,
        Func<ReadResp?, Task> say, CancellationToken ct)
    {
        for (var considered = 0; ;)
        {
            var (events, more) = state.All();
            foreach (var one in events.Where(e => e.Commit > after))
            {
                after = one.Commit;
                if (ours(one))
                    await say(new() { Event = new() { Event = one } });
                if (++considered % (asked.Filter.Max * asked.Filter.CheckpointInterval) == 0)
                    await say(new() { Checkpoint = new() { Commit = one.Commit, Prepare = one.Prepare } });
            }

            await more.WaitAsync(ct);
        }
    }
}
