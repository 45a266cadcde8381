using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Entry;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>What was heard of who of a family may not be approached.</summary>
[JsonDerivedType(typeof(FamilySilenceHeard), "family-silence-heard.v1")]
public abstract record SilenceEvent(DateTimeOffset At);

/// <summary>
/// Who may not be informed or contacted, or is gone, and whether the family lost somebody: then nobody asks whether help helped.
/// </summary>
public sealed record FamilySilenceHeard(IReadOnlyList<Guid> Silent, bool Loss, Heard Heard, DateTimeOffset At) : SilenceEvent(At);

/// <summary>Signal said how a family stands.</summary>
public sealed record HearSilence(FamilySilenceHeard Said);

/// <summary>The silence around one family as its facts tell it. Flags of safety are stronger than what anybody asks for.</summary>
public sealed record FamilySilence
{
    /// <summary>How its stream is named, decided and folded; its id is the family's.</summary>
    public static readonly StreamKind<FamilySilence, HearSilence, SilenceEvent> Kind = new(
        "notification", "family", new(),
        (hear, state) => hear.Said.Heard.Version > state.Version ? [hear.Said] : [],
        (_, fact) => fact is FamilySilenceHeard said
            ? new() { Silent = [.. said.Silent], Loss = said.Loss, Version = said.Heard.Version }
            : throw new UnreachableException($"{fact.GetType().Name} is not a fact of a silence"));

    /// <summary>Whom nothing is brought.</summary>
    public ImmutableHashSet<Guid> Silent { get; init; } = [];

    /// <summary>Somebody of the family is gone.</summary>
    public bool Loss { get; init; }

    /// <summary>The newest version heard.</summary>
    public long Version { get; init; }

    /// <summary>Whether nothing may be brought for this way in.</summary>
    public bool Covers(WayInOpened way) => Silent.Contains(way.Person) || (Loss && way.Purpose == WaysIn.Purposes.CheckBack);
}

/// <summary>The road of commands to the silence around families.</summary>
public sealed class FamilySilenceHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<FamilySilence, HearSilence, SilenceEvent>(log, clock, FamilySilence.Kind);
