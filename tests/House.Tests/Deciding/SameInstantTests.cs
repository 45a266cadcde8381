using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Tests.Reading;

namespace WarmHandover.Tests.Deciding;

/// <summary>One command id that arrives twice in the same instant: both have read the stream before either has written.</summary>
public sealed class SameInstantTests : IDisposable
{
    private static readonly StreamKind<string, LampFact, LampFact> Street =
        new("street", "lamp", "", (command, _) => [command], (_, fact) => fact is LampLit lit ? lit.Street : "");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-instant-");
    private readonly SqliteEventLog log;
    private readonly CommandHandler<string, LampFact, LampFact> lamps;

    public SameInstantTests()
    {
        log = new(Path.Combine(folder.FullName, "street.log.db"));
        lamps = new(new Together(log), TimeProvider.System, Street);
    }

    [Fact]
    public async Task Both_are_answered_with_what_is_stored()
    {
        // As at the door: an id made per attempt enters the command, and only one of the two is ever stored.
        var (one, other) = (Light("made by one", "noor", "same body"), Light("made by the other", "noor", "same body"));
        var answers = await Task.WhenAll(one, other);

        var stored = Assert.Single(await Stored());
        Assert.All(answers, a => Assert.Equal(stored.Street, a.Fact<LampLit>()!.Street));
        Assert.All(answers, a => Assert.Equal((stored.Street, 1), (a.State, a.Version)));
    }

    [Theory]
    [InlineData("noor", "another body")]
    [InlineData("wim", "same body")]
    public async Task Another_body_or_another_person_is_refused_and_never_told_it_was_stored(string who, string body)
    {
        var answers = await Task.WhenAll(Light("hers", "noor", "same body"), Light("his", who, body));

        Assert.Single(await Stored());
        var refused = Assert.Single(answers, a => a.Refusal is not null);
        Assert.Equal("idempotency-key-reused", refused.Refusal!.Code);
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

    private Task<Answered<string, LampFact>> Light(string street, string who, string body) => lamps.Handle(
        Cast.Id(1), new LampLit(street), new(Cast.Id(2), new(who, "professional", Cast.Jgz)) { Fingerprint = body }, default);

    private async Task<List<LampLit>> Stored()
    {
        var stored = new List<LampLit>();
        await foreach (var e in log.ReadAll(Position.Start, 10, default))
            stored.Add((LampLit)Facts.Read<LampFact>(e.Type, e.Data));

        return stored;
    }

    /// <summary>Holds the first two appends until both are there.</summary>
    private sealed class Together(IEventLog inner) : IEventLog
    {
        private readonly TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int there;

        public async Task<Appended> Append(Append append, CancellationToken ct)
        {
            if (Interlocked.Increment(ref there) == 2)
                both.SetResult();

            await both.Task.WaitAsync(TimeSpan.FromSeconds(10), ct);
            return await inner.Append(append, ct);
        }

        public IAsyncEnumerable<StoredEvent> Read(string stream, long after, CancellationToken ct) => inner.Read(stream, after, ct);

        public IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct) => inner.ReadAll(after, limit, ct);

        public Task<Position> Head(CancellationToken ct) => inner.Head(ct);

        public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) => inner.WaitForMore(after, atMost, ct);
    }
}
