using System.Text.Json.Serialization;
using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Tests.Messaging;

[JsonDerivedType(typeof(PartyCame), "party-came.v1")]
public abstract record PartyFact;

public sealed record PartyCame(Guid Party) : PartyFact;

/// <summary>A small speaker: a family to which parties come; each one is announced with the whole list.</summary>
public static class Speaking
{
    public static readonly StreamKind<IReadOnlyList<Guid>, Guid, PartyFact> Kind = new(
        "signal", "family", [],
        (party, parties) => parties.Contains(party) ? [] : [new PartyCame(party)],
        (parties, fact) => [.. parties, ((PartyCame)fact).Party]);

    public static IEnumerable<FamilyComposed> Announce(Told<IReadOnlyList<Guid>, PartyFact> told) =>
        [new(told.Stream, told.Version, Guid.ParseExact(told.Stream.AsSpan("signal.family-".Length), "N"), told.After, [], [])];
}

[JsonDerivedType(typeof(PartiesHeard), "parties-heard.v1")]
public abstract record HeardFact;

public sealed record PartiesHeard(long Version, int Parties) : HeardFact;

/// <summary>A small listener: it keeps the newest version it heard of a family; an older or repeated one changes nothing.</summary>
public static class Listening
{
    public static readonly StreamKind<long, PartiesHeard, HeardFact> Kind = new(
        "consent", "family", 0,
        (heard, newest) => heard.Version <= newest ? [] : [heard],
        (_, fact) => ((PartiesHeard)fact).Version);
}

/// <summary>What the listener met, for tests to wait on; and the families it cannot handle.</summary>
public sealed class Ears
{
    private readonly List<FamilyComposed> heard = [];

    public HashSet<Guid> Poison { get; } = [];

    public List<string?> Traces { get; } = [];

    public IReadOnlyList<FamilyComposed> Heard
    {
        get
        {
            lock (heard)
                return [.. heard];
        }
    }

    public void Hear(FamilyComposed message)
    {
        lock (heard)
        {
            heard.Add(message);
            Traces.Add(System.Diagnostics.Activity.Current?.TraceId.ToString());
        }

        if (Poison.Contains(message.Family))
            throw new InvalidOperationException("poison");
    }
}

public sealed class WhenAFamilyIsComposed(CommandHandler<long, PartiesHeard, HeardFact> families, Ears ears) : IConsumer<FamilyComposed>
{
    public async Task Consume(ConsumeContext<FamilyComposed> context)
    {
        ears.Hear(context.Message);
        await families.Handle(
            context.Message.Family, new(context.Message.Version, context.Message.Parties.Count),
            context.Command("consent", "family-composed"), context.CancellationToken);
    }
}

/// <summary>Answers each question as it is told to: at once, never, or with a fault.</summary>
public sealed class AnswersQuestions(Answering how) : IConsumer<MayBeSeen>
{
    public async Task Consume(ConsumeContext<MayBeSeen> context)
    {
        how.Asked++;
        if (how.Fault)
            throw new InvalidOperationException("no answer today");
        if (how.Silent)
            await Task.Delay(Timeout.Infinite, how.Stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await context.RespondAsync(new SeenAnswer(context.Message.Question, []));
    }
}

public sealed class Answering : IDisposable
{
    public bool Fault { get; set; }

    public bool Silent { get; set; }

    public int Asked { get; set; }

    public CancellationTokenSource Stop { get; } = new();

    public void Dispose()
    {
        Stop.Cancel();
        Stop.Dispose();
    }
}

/// <summary>Waits for a condition with a deadline, so that no test sleeps.</summary>
public static class Until
{
    public static async Task True(Func<Task<bool>> condition, int seconds = 90, string? what = null)
    {
        var limit = DateTime.UtcNow.AddSeconds(seconds);
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < limit, $"Not within {seconds} s: {what}");
            await Task.Delay(10);
        }
    }

    public static Task True(Func<bool> condition, int seconds = 90, string? what = null) =>
        True(() => Task.FromResult(condition()), seconds, what);

    /// <summary>Waits until a log holds so many facts, and sees that it does not hold more.</summary>
    public static async Task Written(IEventLog log, int facts, int seconds = 90)
    {
        var limit = DateTime.UtcNow.AddSeconds(seconds);
        int there;
        while ((there = await Count(log)) < facts)
        {
            Assert.True(DateTime.UtcNow < limit, $"{there} of {facts} facts within {seconds} s");
            await Task.Delay(20);
        }

        Assert.Equal(facts, there);
    }

    public static async Task<int> Count(IEventLog log)
    {
        var (count, position) = (0, Position.Start);
        while (await log.ReadAll(position, 1000, default).ToListAsync() is { Count: > 0 } batch)
            (count, position) = (count + batch.Count, batch[^1].Position);
        return count;
    }
}
