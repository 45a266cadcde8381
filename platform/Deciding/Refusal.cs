namespace WarmHandover.Platform.Deciding;

/// <summary>
/// A rule said no. The code is stable and public (Dutch kebab case); the reason is one plain Dutch sentence for the person who asked.
/// </summary>
public sealed record Refusal(string Code, string Reason, RefusalKind Kind = RefusalKind.Rule)
{
    /// <summary>What was the case this one time, by name, for who asks why: only what he may know.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }

    /// <summary>The same no, whatever was the case.</summary>
    public bool Equals(Refusal? other) => other is not null && (Code, Reason, Kind) == (other.Code, other.Reason, other.Kind);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Reason, Kind);
}

/// <summary>How a refusal is answered over HTTP.</summary>
public enum RefusalKind
{
    /// <summary>409: the rule's no.</summary>
    Rule,

    /// <summary>404: missing, or foreign, which must look the same.</summary>
    Missing,

    /// <summary>412: the reader's version is no longer the newest.</summary>
    Stale,

    /// <summary>410: the data were erased and never come back.</summary>
    Erased,

    /// <summary>503 with Retry-After: nobody could decide now; nothing was shown or stored.</summary>
    Unanswered,
}

/// <summary>Refusals that every part of the house may give.</summary>
public static class Refusals
{
    /// <summary>Missing and foreign objects answer alike.</summary>
    public static readonly Refusal Missing = new("niet-gevonden", "Dit bestaat niet, of u hebt er geen toegang toe.", RefusalKind.Missing);

    /// <summary>The reader edited a version that is no longer the newest (decision 19).</summary>
    public static readonly Refusal Stale =
        new("verouderd", "Iemand anders heeft dit intussen gewijzigd. Lees het opnieuw en probeer het nog eens.", RefusalKind.Stale);

    /// <summary>The same Idempotency-Key came with another body or from another person (decision 2).</summary>
    public static readonly Refusal KeyReused =
        new("idempotency-key-reused", "Deze Idempotency-Key is al gebruikt voor een ander verzoek. Gebruik een nieuwe.");

    /// <summary>Five others were first, five times in a row (decision 19).</summary>
    public static readonly Refusal Busy =
        new("te-druk", "Er wordt nu door meer mensen tegelijk aan gewerkt. Probeer het zo nog eens.", RefusalKind.Unanswered);

    /// <summary>The owner's keys were destroyed: nothing can be added to a file that was erased.</summary>
    public static readonly Refusal Erased =
        new("vernietigd", "Dit dossier is vernietigd op verzoek. Er kan niets meer in worden vastgelegd.", RefusalKind.Erased);
}
