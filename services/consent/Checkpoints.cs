using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one checkpoint of this log.</summary>
[JsonDerivedType(typeof(CheckpointSigned), "checkpoint-signed.v1")]
public abstract record CheckpointFact(DateTimeOffset At);

/// <summary>It was signed: of which log, over how many entries, and the signed note itself.</summary>
public sealed record CheckpointSigned(string Origin, long Size, string Checkpoint, DateTimeOffset At) : CheckpointFact(At);

/// <summary>Tell it on.</summary>
public sealed record TellCheckpoint(CheckpointSigned Fact);

/// <summary>A checkpoint, as partners are told of it: one stream each, with one fact.</summary>
public sealed record ToldCheckpoint(CheckpointSigned? Fact)
{
    /// <summary>How its stream is named, decided and folded.</summary>
    public static readonly StreamKind<ToldCheckpoint, TellCheckpoint, CheckpointFact> Streams = new(
        "consent", "checkpoint", new(Fact: null), (tell, state) => state.Fact is null ? [tell.Fact] : [], (_, fact) => fact switch
        {
            CheckpointSigned signed => new(signed),
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        });

    /// <summary>What partners hear.</summary>
    public static IEnumerable<IAnnouncement> Choose(Told<ToldCheckpoint, CheckpointFact> told) => told.Fact is CheckpointSigned signed
        ? [new CheckpointStands(told.Stream, told.Version, signed.Origin, signed.Size, signed.Checkpoint, signed.At)]
        : [];
}

/// <summary>Each checkpoint that is signed becomes a fact, once, and so goes to partners on the road that everything goes.</summary>
internal sealed class CheckpointTeller(IEventLog log, TimeProvider clock)
    : CommandHandler<ToldCheckpoint, TellCheckpoint, CheckpointFact>(log, clock, ToldCheckpoint.Streams), IHearsCheckpoints
{
    private static readonly Guid Root = new("7f0d1c52-3c5e-8a41-9d07-5b7a4f2e6c10");

    public async Task Hear(SignedCheckpoint checkpoint, CancellationToken ct)
    {
        var id = DerivedIds.Of(Root, $"checkpoint|{checkpoint.Size}");
        await Handle(
            id, new(new(checkpoint.Note.Split('\n')[0], checkpoint.Size, checkpoint.Note, checkpoint.At)),
            new(DerivedIds.Of(id, "told"), Actor.House("consent")), ct);
    }
}
