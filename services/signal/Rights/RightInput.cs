using WarmHandover.Platform.Web;
using WarmHandover.Signals.Erasures;
using WarmHandover.Signals.Features;

namespace WarmHandover.Signals.Rights;

/// <summary>A request of a person about his own data at this organisation.</summary>
/// <param name="Family">The family.</param>
/// <param name="Member">Whose data.</param>
/// <param name="Kind">inzage, verbetering or beperking.</param>
/// <param name="AskedBy">Who asked it: the person himself, or who decides for him.</param>
/// <param name="Identified">How it is known who asks: a code out of the list <c>identifications</c>.</param>
/// <param name="ReceivedOn">The day on which it came in; absent: today.</param>
/// <param name="Entries">Of verbetering: which entries are wrong.</param>
/// <param name="Categories">Of beperking: which kinds of data.</param>
/// <param name="Ground">Of beperking: a code out of the list <c>grounds</c> (AVG 18).</param>
/// <param name="Words">What was asked, in words; sealed.</param>
public sealed record RightBody(
    Guid? Family, Guid? Member, string? Kind, IReadOnlyList<Guid>? AskedBy, string? Identified, DateOnly? ReceivedOn,
    IReadOnlyList<Guid>? Entries, IReadOnlyList<string>? Categories, string? Ground, string? Words);

/// <summary>That it takes longer: until when, a code out of the list <c>delays</c>, and when who asked was told.</summary>
public sealed record ExtendRightBody(DateOnly? Until, string? Reason, DateOnly? ToldOn);

/// <summary>
/// A yes; of an overview which entries are left out because they touch somebody else, of a rectification that names no entries which ones
/// are struck.
/// </summary>
public sealed record GrantRightBody(IReadOnlyList<Guid>? LeaveOut, IReadOnlyList<Guid>? Entries = null);

/// <summary>A no: a code out of the list <c>refusals</c>, an explanation, and (of verbetering) what the person wants to have said;
/// sealed.</summary>
public sealed record RefuseRightBody(string? Reason, string? Words, string? Statement);

/// <summary>The person was told that a restriction ends: when, how (a contact channel), and on which day it ends.</summary>
public sealed record LiftRightBody(DateOnly? ToldOn, string? Channel, DateOnly? LiftsOn);

/// <summary>The request that was made, and until when it is answered.</summary>
public sealed record RightMade(Guid Request, DateOnly AnswerBy, string Text);

/// <summary>One request, for the organisation that answers.</summary>
public sealed record RightAnswer(
    Guid Request, Guid Family, Guid Member, string Kind, string Stand, IReadOnlyList<Guid> AskedBy, string Identified, DateOnly ReceivedOn,
    DateOnly AnswerBy, DateOnly? ExtendedOn, DateOnly LatestAnswerBy, IReadOnlyList<Guid> Entries, IReadOnlyList<string> Categories,
    string? Ground, string? Words, string? GrantedBy, string? RefusedBy, string? Reason, string? Explanation, string? Statement,
    DateOnly? AnsweredOn, DateOnly? ObjectBy, bool? PublicBody, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<RightRecipient> Recipients,
    DateOnly? LiftToldOn, DateOnly? LiftsOn)
{
    /// <summary>Of an open verbetering for which who asked named no entries: those from which to choose what is struck.</summary>
    public IReadOnlyList<OverviewEntry> Choices { get; init; } = [];

    /// <summary>The entries by name, as far as they are there: what they are and say.</summary>
    public IReadOnlyList<OverviewEntry> About { get; init; } = [];
}

/// <summary>The closed lists of this desk, each with its law.</summary>
public sealed record RightLists(
    IReadOnlyList<string> Kinds, CodeList<RightRefusalCode> Refusals, CodeList<LegalCode> Delays, CodeList<LegalCode> Grounds,
    CodeList<LegalCode> LeftOut, CodeList<ListedCode> Identifications, IReadOnlyList<string> Categories);

internal static class RightInput
{
    public static readonly IReadOnlyList<string> Categories =
    [
        .. FamilyCodes.SignalKinds.Items.Select(k => k.Category).Where(c => c is not "geen")
            .Append(FamilyFile.Opened.NeedRow).Append(FamilyFile.Opened.GoalRow).Distinct().Order(StringComparer.Ordinal),
    ];

    public static InputErrors Check(this RightBody body, DateOnly today) => new InputErrors()
        .Id(body.Family ?? Guid.Empty, "family")
        .Id(body.Member ?? Guid.Empty, "member")
        .OneOf(body.Kind, "kind", RightKinds.All)
        .Asked(body.AskedBy, body.Identified, body.ReceivedOn, today)
        .Must(
            body.ReceivedOn is null || body.ReceivedOn >= today.AddMonths(-1), "receivedOn",
            "Deze dag is langer dan een maand geleden. Neem het op als een nieuw verzoek.")
        .Must(
            body.Kind is not RightKinds.Rectification || body.Entries is { Count: > 0 and <= 100 }, "entries",
            "Noem welke regels niet kloppen.")
        .Must(body.Kind is RightKinds.Rectification || body.Entries is null or [], "entries",
            "Laat dit weg: het hoort bij een verbetering.")
        .Restricts(body.Kind, body.Categories, body.Ground)
        .Note(body.Words, "words").NoBsn(body.Words, "words");

    /// <summary>A restriction says of which kinds of data and on which ground; nothing else does.</summary>
    public static InputErrors Restricts(
        this InputErrors errors, string? kind, IReadOnlyList<string>? categories, string? ground) => errors
        .Must(
            kind is not RightKinds.Restriction || (categories is { Count: > 0 } && categories.All(Categories.Contains)), "categories",
            $"Noem een of meer van: {string.Join(", ", Categories)}.")
        .Must(kind is RightKinds.Restriction || categories is null or [], "categories", "Laat dit weg: het hoort bij een beperking.")
        .Must(
            kind is not RightKinds.Restriction || FamilyCodes.RestrictionGrounds.Find(ground) is not null, "ground",
            $"Kies een van: {string.Join(", ", FamilyCodes.RestrictionGrounds.Codes)}.")
        .Must(kind is RightKinds.Restriction || ground is null, "ground", "Laat dit weg: het hoort bij een beperking.");

    public static InputErrors Check(this ExtendRightBody body, DateOnly today) => new InputErrors()
        .Date(body.Until, "until")
        .OneOf(body.Reason, "reason", FamilyCodes.ErasureDelays.Codes)
        .Date(body.ToldOn, "toldOn")
        .Must(body.ToldOn is null || body.ToldOn <= today, "toldOn", "Deze dag ligt in de toekomst.");

    public static InputErrors Check(this RefuseRightBody body, string? kind)
    {
        var errors = new InputErrors()
            .OneOf(
                body.Reason, "reason",
                FamilyCodes.RightRefusals.Items.Where(r => kind is null || r.Kinds.Contains(kind)).Select(r => r.Code))
            .Text(body.Words, "words", 2000).NoBsn(body.Words, "words").NoBsn(body.Statement, "statement")
            .Must(
                body.Statement is null || kind is null or RightKinds.Rectification, "statement",
                "Laat dit weg: een verklaring hoort bij een verbetering.");
        return body.Statement is null ? errors : errors.Text(body.Statement, "statement", 2000);
    }

    public static InputErrors Check(this LiftRightBody body, DateOnly today) => new InputErrors()
        .Date(body.ToldOn, "toldOn")
        .Must(body.ToldOn is null || body.ToldOn <= today, "toldOn", "Deze dag ligt in de toekomst.")
        .OneOf(body.Channel, "channel", FamilyCodes.ContactChannels.Codes)
        .Date(body.LiftsOn, "liftsOn");
}
