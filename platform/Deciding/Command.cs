using System.Text.Json.Serialization;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Deciding;

/// <summary>
/// What surrounds a command: its id (the Idempotency-Key, or derived from the heard message), who acts, the version the reader had
/// (only where a person edits what he read), the fingerprint of the body, and the payloads that were sealed for it, once, before the first
/// try.
/// </summary>
public sealed record CommandContext(Guid Id, Actor Actor)
{
    /// <summary>
    /// HMAC of the request body under the owner's key; the same id with another fingerprint is refused. Null for reactions.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>The resource's version the person had read (<c>If-Match</c>); null where none is asked.</summary>
    public ResourceVersion? IfMatch { get; init; }

    /// <summary>Sealed payloads that the facts will refer to; stored in the same transaction as the facts.</summary>
    public IReadOnlyList<SealedPayload> Payloads { get; init; } = [];
}

/// <summary>
/// The version of the last fact that changed one resource inside a stream (decision 19). The empty key is the whole stream.
/// </summary>
public readonly record struct ResourceVersion(string Resource, long Version);

/// <summary>Who acts: a pseudonym (never a name), one role, and the organisation he acts for.</summary>
public sealed record Actor(string Pseudonym, string Role, Guid Organisation)
{
    /// <summary>The house itself: reactions and clocks.</summary>
    public static Actor House(string service) => new(service, HouseRole, Guid.Empty);

    /// <summary>Whether it is the house itself.</summary>
    [JsonIgnore]
    public bool IsHouse => Role == HouseRole;

    private const string HouseRole = "huis";
}

/// <summary>
/// What the road answers: the facts that follow from the command (also when it was said before), the state after them, and where the log
/// stands.
/// </summary>
public sealed record Answered<TState, TFact>(Decision<TFact> Decision, TState State, long Version, Position Position, bool Repeated)
{
    /// <summary>The no, when a rule said no.</summary>
    public Refusal? Refusal => Decision.Refusal;

    /// <summary>The first fact of a kind that this command wrote (now or the first time it was said).</summary>
    public TOne? Fact<TOne>() where TOne : class, TFact => Decision.OfType<TOne>().FirstOrDefault();
}
