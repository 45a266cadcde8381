using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Bench;

/// <summary>The facts that the benchmarks store: one kind, 512 bytes of JSON, as large as a consent request with a few rows.</summary>
[JsonDerivedType(typeof(Measured), "measured.v1")]
public abstract record BenchFact;

/// <summary>One measured command.</summary>
public sealed record Measured(Guid Thing, int Number, DateTimeOffset At, string Filler, PayloadRef? Payload) : BenchFact;

/// <summary>What the fold keeps: enough that folding cannot be skipped.</summary>
public sealed record BenchState(int Count, int Highest, Guid Last);

/// <summary>The command: a number below zero is refused.</summary>
public sealed record Measure(Guid Thing, int Number, DateTimeOffset At, PayloadRef? Payload);

/// <summary>
/// The measured command: read and fold about twenty facts, decide, seal a payload of 512 bytes, append one event of 512 bytes, both in one
/// commit.
/// </summary>
public sealed class BenchCommand(string service, IEventLog log, IVault vault, TimeProvider clock)
{
    /// <summary>How many facts stand in a stream before a measured command.</summary>
    public const int Facts = 20;

    private const int Bytes = 512;
    private static readonly Actor Somebody = new("bench", "professional", Guid.Parse("0198f000-0000-7000-8000-000000000101"));
    private static readonly string Alone = Filled(null);
    private static readonly string BesidePayload = Filled(new(Guid.Empty, new('0', 64)));
    private readonly CommandHandler<BenchState, Measure, BenchFact> handler = new(log, clock, KindOf(service));
    private readonly PayloadOwner owner = PayloadOwner.Family(Somebody.Organisation, Somebody.Organisation);
    private readonly byte[] body = new byte[Bytes];

    // Two quotes around it make 512 bytes of JSON.
    private readonly string content = new('p', Bytes - 2);

    /// <summary>The measured kind of stream, in a service's log.</summary>
    public static StreamKind<BenchState, Measure, BenchFact> KindOf(string service) =>
        new(service, "thing", new(0, 0, default), Decide, Evolve);

    /// <summary>Reads and folds a stream.</summary>
    public Task Load(Guid stream, CancellationToken ct) => handler.Load(stream, ct);

    /// <summary>An append of one event that needs nothing read before it.</summary>
    public Append First(Guid stream)
    {
        BenchFact fact = new Measured(stream, 0, clock.Now(), Alone, null);
        return new Loaded<BenchState, Measure, BenchFact>(handler.Kind, handler.Kind.Stream(stream))
            .Next([fact], new(Guid.CreateVersion7(), Somebody), clock.Now());
    }

    /// <summary>Fills new streams, many at once, with facts for commands to fold. Their names are in scrambled order.</summary>
    public async Task<Guid[]> Fill(int streams, CancellationToken ct, int facts = Facts)
    {
        Guid[] ids = [.. Enumerable.Range(0, streams).Select(_ => Guid.NewGuid())];
        await FillMore(ids, facts, ct);
        return ids;
    }

    /// <summary>Adds facts to streams, many at once.</summary>
    public Task FillMore(Guid[] ids, int facts, CancellationToken ct) => Parallel.ForEachAsync(
        ids,
        new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = ct },
        async (id, token) =>
        {
            var loaded = await handler.Load(id, token);
            var from = (int)loaded.Version;
            BenchFact[] said = [.. Enumerable.Range(from, facts).Select(n => new Measured(id, n, clock.Now(), Alone, null))];
            await log.Append(loaded.Next(said, new(Guid.CreateVersion7(), Somebody), clock.Now()), token);
        });

    /// <summary>One whole command.</summary>
    public async Task Say(Guid stream, int number, CancellationToken ct)
    {
        var payload = await vault.Seal(owner, stream, content, ct);
        await Say(stream, number, payload, await vault.Fingerprint(owner, body, ct), Guid.CreateVersion7(), ct);
    }

    /// <summary>One command as a reaction says it: without a payload of its own.</summary>
    public Task Hear(Guid stream, int number, Guid command, CancellationToken ct) => Say(stream, number, null, null, command, ct);

    private async Task Say(Guid stream, int number, SealedPayload? payload, string? fingerprint, Guid id, CancellationToken ct)
    {
        var context = new CommandContext(id, Somebody) { Fingerprint = fingerprint, Payloads = payload is null ? [] : [payload] };
        var answer = await handler.Handle(stream, new(stream, number, clock.Now(), payload?.Ref), context, ct);
        if (answer.Refusal is { } no)
            throw new InvalidOperationException(no.Code);
    }

    private static Decision<BenchFact> Decide(Measure command, BenchState state) => command.Number < 0
        ? Refusals.Missing
        : [new Measured(command.Thing, command.Number, command.At, command.Payload is null ? Alone : BesidePayload, command.Payload)];

    private static BenchState Evolve(BenchState state, BenchFact fact) => fact switch
    {
        Measured measured => new(state.Count + 1, Math.Max(state.Highest, measured.Number), measured.Thing),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };

    private static string Filled(PayloadRef? payload)
    {
        BenchFact bare = new Measured(Guid.Empty, 1000, new(2027, 1, 1, 0, 0, 0, 123, 456, TimeSpan.Zero), "", payload);
        return new('x', Bytes - Platform.Deciding.Facts.Write(bare).Length);
    }
}
