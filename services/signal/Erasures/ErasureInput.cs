using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;

namespace WarmHandover.Signals.Erasures;

/// <summary>A request to destroy what the own organisation recorded.</summary>
/// <param name="Family">The family.</param>
/// <param name="Member">Of which person; absent: the whole file.</param>
/// <param name="AskedBy">Who asked it: the person himself, or who decides for him; for the whole file everybody it is about.</param>
/// <param name="Identified">How it is known who asks: a code out of the list <c>identifications</c>.</param>
/// <param name="ReceivedOn">The day on which it came in; absent: today.</param>
/// <param name="Words">What was asked, in words; sealed.</param>
public sealed record ErasureRequestBody(
    Guid? Family, Guid? Member, IReadOnlyList<Guid>? AskedBy, string? Identified, DateOnly? ReceivedOn, string? Words);

/// <summary>A no: a code out of the list <c>reasons</c>, and an explanation in words (sealed).</summary>
public sealed record RefuseErasureBody(string? Reason, string? Words);

/// <summary>Another day by which it is decided: a code out of the list <c>delays</c>.</summary>
public sealed record PutOffErasureBody(DateOnly? Until, string? Reason);

/// <summary>The number on the card.</summary>
public sealed record ErasureNumberBody(string? Number);

/// <summary>The request that was made; the number on the card shows who asked how it stands.</summary>
public sealed record ErasureMade(Guid Erasure, DateOnly DecideBy, string Number, string Card);

/// <summary>One request, for the organisation that decides.</summary>
public sealed record ErasureAnswer(
    Guid Erasure, Guid Family, Guid? Member, string Origin, string Stand, IReadOnlyList<Guid> AskedBy, string? Identified,
    DateOnly ReceivedOn, DateOnly DecideBy, bool PutOff, string? Law, string? GrantedBy, string? ConfirmedBy, string? Reason, string? Words,
    string? Explanation, IReadOnlyList<string> Missing, bool Overdue)
{
    /// <summary>Only what was received until this day, of a file that stays; null: all of what was asked.</summary>
    public DateOnly? ReceivedUntil { get; init; }

    /// <summary>How many records that is.</summary>
    public int? Records { get; init; }
}

/// <summary>The closed lists: reasons for a no (with the law), reasons for another day, and how somebody was known.</summary>
public sealed record ErasureLists(
    CodeList<LegalCode> Reasons, CodeList<LegalCode> Delays, CodeList<ListedCode> Identifications);

internal static class ErasureInput
{
    public static InputErrors Check(this ErasureRequestBody body, DateOnly today) => new InputErrors()
        .Id(body.Family ?? Guid.Empty, "family")
        .Must(body.Member is null || body.Member != Guid.Empty, "member", "Vul een geldig nummer (UUID) in.")
        .Asked(body.AskedBy, body.Identified, body.ReceivedOn, today)
        .Must(
            body.ReceivedOn is null || body.ReceivedOn >= today.AddMonths(-ErasureDecider.Months), "receivedOn",
            "Deze dag is langer dan drie maanden geleden. Neem het op als een nieuw verzoek.")
        .Note(body.Words, "words").NoBsn(body.Words, "words");

    public static InputErrors Check(this RefuseErasureBody body) => new InputErrors()
        .OneOf(body.Reason, "reason", FamilyCodes.ErasureReasons.Codes)
        .Text(body.Words, "words", 2000).NoBsn(body.Words, "words");

    public static InputErrors Check(this PutOffErasureBody body) => new InputErrors()
        .Date(body.Until, "until")
        .OneOf(body.Reason, "reason", FamilyCodes.ErasureDelays.Codes);

    /// <summary>Who asked something about his own data, how he was known, and since when the term runs.</summary>
    public static InputErrors Asked(
        this InputErrors errors, IReadOnlyList<Guid>? askedBy, string? identified, DateOnly? receivedOn, DateOnly today) => errors
        .Must(
            askedBy is { Count: > 0 and <= 20 } && !askedBy.Contains(Guid.Empty), "askedBy",
            "Noem wie het vroeg: een of meer leden van het gezin.")
        .OneOf(identified, "identified", FamilyCodes.ErasureIdentifications.Codes)
        .Must(receivedOn is null || receivedOn <= today, "receivedOn", "Deze dag ligt in de toekomst.");
}
