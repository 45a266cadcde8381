using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Notifications.Webhooks;

// Facts, stored for good.

/// <summary>What partner systems may hear of one referral or family.</summary>
[JsonDerivedType(typeof(EventNoted), "event-noted.v1")]
public abstract record OutwardEvent(DateTimeOffset At);

/// <summary>
/// Something a partner may hear: its Dutch type, for which organisations and teams, and its data: ids, codes and times only.
/// </summary>
public sealed record EventNoted(
    string Type, IReadOnlyList<Guid> Organisations, IReadOnlyList<Guid> Teams, OutwardData Data, Heard Heard, DateTimeOffset At)
    : OutwardEvent(At);

/// <summary>The data of an event: what of it applies.</summary>
public sealed record OutwardData(
    Guid? Referral, string? Number, string? Status, string? Urgency, Guid? Request, string? Term, DateOnly? EndsOn, DateTimeOffset? At)
{
    /// <summary>A signed checkpoint of a log: hashes, numbers and a time.</summary>
    public string? Checkpoint { get; init; }
}

/// <summary>Note it, when it is newer than what was heard.</summary>
public sealed record NoteEvents(IReadOnlyList<EventNoted> Events);

/// <summary>What was noted of one source.</summary>
public sealed record Outward
{
    /// <summary>How its stream is named, decided and folded.</summary>
    public static readonly StreamKind<Outward, NoteEvents, OutwardEvent> Kind =
        new("notification", "outward", new(), (wish, state) => Decision.Accept<OutwardEvent>([.. wish.Events.Where(state.IsNews)]), Evolve);

    /// <summary>The newest version noted of each voice.</summary>
    public ImmutableDictionary<string, long> Sources { get; init; } = [];

    /// <summary>The state after a fact.</summary>
    public static Outward Evolve(Outward state, OutwardEvent fact) => fact switch
    {
        EventNoted noted => state with { Sources = state.Sources.SetItem(noted.Heard.Source, noted.Heard.Version) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not noted"),
    };

    private bool IsNews(EventNoted noted) => Sources.GetValueOrDefault(noted.Heard.Source) < noted.Heard.Version;
}

/// <summary>The road of commands to what partners may hear.</summary>
public sealed class OutwardHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Outward, NoteEvents, OutwardEvent>(log, clock, Outward.Kind);
