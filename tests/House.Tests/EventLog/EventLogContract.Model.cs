using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.EventLog;

public abstract partial class EventLogContract
{
    /// <summary>How many sequences of at most forty steps an engine goes through beside the model.</summary>
    protected virtual int Sequences => 60;

    [Fact]
    public async Task Whatever_is_done_the_log_says_what_a_list_in_memory_says()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_SEED"), out var given) ? given : Environment.TickCount;
        var chance = new Random(seed);
        var model = new Model();
        var kinds = new HashSet<string>();
        for (var (sequence, place) = (0, 0); sequence < Sequences; sequence++)
        {
            for (var steps = chance.Next(1, 41); steps > 0; steps--, place++)
            {
                var owner = PayloadOwner.Staff($"s{sequence}-{chance.Next(2)}");
                if (chance.Next(20) == 0)
                {
                    await Rig.Payloads.DestroyOwner(owner, Never);
                    model.Erased.Add(owner);
                    continue;
                }

                var append = model.Something(chance, sequence, owner);
                var expected = model.Answer(append);
                kinds.Add(expected.Kind);
                var found = await Outcome(chance.Next(2) == 0 ? Rig.Log : Rig.Other, append);
                Assert.True(expected == found, $"Seed {seed}, step {place}: the model says {expected}, the engine {found}.");
            }
        }

        Assert.True(
            model.Order.Select(e => e.Id).SequenceEqual((await Everything(Rig.Other)).Select(e => e.Id)), $"Seed {seed}: another order.");
        Assert.Equal(["conflict", "erased", "stored"], kinds.Order());
    }

    private static async Task<(string Kind, long Version)> Outcome(IEventLog log, Append append)
    {
        try
        {
            return ("stored", (await log.Append(append, Never)).Version);
        }
        catch (VersionConflictException)
        {
            return ("conflict", 0);
        }
        catch (OwnerErasedException)
        {
            return ("erased", 0);
        }
    }

    private sealed class Model
    {
        private readonly Dictionary<string, List<NewEvent>> streams = [];
        private readonly List<Append> before = [];

        public List<NewEvent> Order { get; } = [];

        public HashSet<PayloadOwner> Erased { get; } = [];

        // New, stale, too far ahead, said before, or half of what was said before under the ids of the first time.
        public Append Something(Random chance, int sequence, PayloadOwner owner)
        {
            var stream = Written.Stream((sequence * 4) + chance.Next(4));
            var version = streams.GetValueOrDefault(stream, []).Count;
            var earlier = before is [] ? null : before[chance.Next(before.Count)];
            var append = (chance.Next(10), earlier) switch
            {
                (0, _) => Written.Facts(stream, Math.Max(0, version - 1)),
                (1, _) => Written.Facts(stream, version + 1),
                (2 or 3, { } said) => said,
                (4, { } said) => said with { Events = [said.Events[^1]] },
                (5, { } said) => said with { Events = [.. said.Events, .. Written.Facts(said.Stream, 0).Events] },
                _ => Written.Facts(stream, version, chance.Next(1, 4), "{}", chance.Next(3) == 0 ? [Written.Payload(owner)] : []),
            };
            before.Add(append);
            return append;
        }

        public (string Kind, long Version) Answer(Append append)
        {
            if (!streams.TryGetValue(append.Stream, out var stands))
                streams[append.Stream] = stands = [];

            var after = stands.Skip((int)append.ExpectedVersion).Take(append.Events.Count).Select(e => e.Id);
            if (stands.Count != append.ExpectedVersion)
                return Same(after, append) ? ("stored", append.ExpectedVersion + append.Events.Count) : ("conflict", 0);
            if (append.Payloads.Any(p => Erased.Contains(p.Owner)))
                return ("erased", 0);

            stands.AddRange(append.Events);
            Order.AddRange(append.Events);
            return ("stored", stands.Count);
        }

        private static bool Same(IEnumerable<Guid> ids, Append append) => ids.SequenceEqual(append.Events.Select(e => e.Id));
    }
}
