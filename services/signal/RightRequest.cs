using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// Something about one request of a person about his own data at one organisation: to see them (AVG 15), to have them put right (16), or to
/// have them not used for a while (18). Erasure (17) has a road of its own.
/// </summary>
[JsonDerivedType(typeof(RightAsked), "right-asked.v1")]
[JsonDerivedType(typeof(RightExtended), "right-extended.v1")]
[JsonDerivedType(typeof(RightGranted), "right-granted.v1")]
[JsonDerivedType(typeof(RightRefused), "right-refused.v1")]
[JsonDerivedType(typeof(RightTakenBack), "right-taken-back.v1")]
[JsonDerivedType(typeof(RightTermNeared), "right-term-neared.v1")]
[JsonDerivedType(typeof(RightTermExpired), "right-term-expired.v1")]
[JsonDerivedType(typeof(RightCarriedOut), "right-carried-out.v1")]
[JsonDerivedType(typeof(RightRecipientsHeard), "right-recipients-heard.v1")]
[JsonDerivedType(typeof(RestrictionLiftTold), "restriction-lift-told.v1")]
[JsonDerivedType(typeof(RestrictionLifted), "restriction-lifted.v1")]
public abstract record RightFact(DateTimeOffset At);

/// <summary>
/// It came in, to be answered on <see cref="AnswerBy"/> at the latest. What it is about: entries that are wrong, or kinds of data that must
/// not be used, with the ground of AVG 18. What was said is sealed.
/// </summary>
public sealed record RightAsked(
    Guid Request, Guid Family, Guid Organisation, Guid Member, string Kind, IReadOnlyList<Guid> AskedBy, string Identified,
    DateOnly ReceivedOn, DateOnly AnswerBy, IReadOnlyList<Guid> Teams, IReadOnlyList<Guid> Entries, IReadOnlyList<string> Categories,
    string? Ground, int ListVersion, PayloadRef? Words, DateTimeOffset At) : RightFact(At);

/// <summary>Who asked was told, within the first month, that it takes longer and why (AVG 12(3)).</summary>
public sealed record RightExtended(DateOnly AnswerBy, string Reason, DateOnly ToldOn, string By, DateTimeOffset At) : RightFact(At);

/// <summary>
/// The answer is yes. Of an overview what was left out, by code and how often; of the others the rows that it is about. Whether a public
/// body answered is judged then: its answer is a decision (UAVG 34). Hidden are the entries that a person chose to leave out.
/// </summary>
public sealed record RightGranted(
    DateOnly AnsweredOn, bool PublicBody, IReadOnlyList<Row> Rows, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<Guid> Hidden, string By,
    DateTimeOffset At) : RightFact(At)
{
    /// <summary>Of a rectification for which who asked named no entries: which ones are struck.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Entries { get; init; }
}

/// <summary>What an overview does not hold, by a code of the list, and how many times.</summary>
public sealed record LeftOut(string Code, int Count);

/// <summary>The answer is no, for a reason that the law knows; the explanation is sealed, and so is what the person has to say to
/// it.</summary>
public sealed record RightRefused(
    DateOnly AnsweredOn, bool PublicBody, string Reason, int ListVersion, PayloadRef Words, PayloadRef? Statement, string By,
    DateTimeOffset At) : RightFact(At);

/// <summary>Who asked does not want it any more.</summary>
public sealed record RightTakenBack(string By, DateTimeOffset At) : RightFact(At);

/// <summary>The day by which it must be answered is near.</summary>
public sealed record RightTermNeared(DateTimeOffset At) : RightFact(At);

/// <summary>That day is over.</summary>
public sealed record RightTermExpired(DateTimeOffset At) : RightFact(At);

/// <summary>The entries are struck, or the rows closed, in the file.</summary>
public sealed record RightCarriedOut(DateTimeOffset At) : RightFact(At);

/// <summary>Whom it was passed on to (AVG 19), and who has seen it: as consent told, the newest version.</summary>
public sealed record RightRecipientsHeard(
    IReadOnlyList<RightRecipient> Recipients, string Source, long SourceVersion, DateTimeOffset At) : RightFact(At);

/// <summary>A team that had received the rows, and when it said that it saw the change.</summary>
public sealed record RightRecipient(Guid Team, Guid Organisation, DateTimeOffset? SeenAt);

/// <summary>The person was told that the restriction ends on a day (AVG 18(3)): how he was told, in a code.</summary>
public sealed record RestrictionLiftTold(DateOnly ToldOn, string Channel, DateOnly LiftsOn, string By, DateTimeOffset At) : RightFact(At);

/// <summary>That day came: the rows may be used again.</summary>
public sealed record RestrictionLifted(DateTimeOffset At) : RightFact(At);

/// <summary>What can be asked.</summary>
public static class RightKinds
{
    /// <summary>To see what there is (AVG 15).</summary>
    public const string Access = "inzage";

    /// <summary>To put right what is wrong (AVG 16).</summary>
    public const string Rectification = "verbetering";

    /// <summary>To keep but not to use (AVG 18).</summary>
    public const string Restriction = "beperking";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Access, Rectification, Restriction];
}

/// <summary>One request as its facts tell it.</summary>
public sealed record RightRequest
{
    /// <summary>Before anybody asked.</summary>
    public static readonly RightRequest Initial = new();

    private const int DaysNear = 7;

    /// <summary>What was asked; null before.</summary>
    public RightAsked? Asked { get; init; }

    /// <summary>The last day to answer.</summary>
    public DateOnly AnswerBy { get; init; }

    /// <summary>That it takes longer; it is said once.</summary>
    public RightExtended? Extended { get; init; }

    /// <summary>The yes.</summary>
    public RightGranted? Granted { get; init; }

    /// <summary>The entries it is about: as who asked named them, else as they were chosen at the yes.</summary>
    public IReadOnlyList<Guid> Named => Granted?.Entries ?? Asked?.Entries ?? [];

    /// <summary>The no.</summary>
    public RightRefused? Refused { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool TakenBack { get; init; }

    /// <summary>Whether the term's nearing was noted.</summary>
    public bool Neared { get; init; }

    /// <summary>Whether the term's end was noted.</summary>
    public bool Expired { get; init; }

    /// <summary>Whether the file was changed.</summary>
    public bool CarriedOut { get; init; }

    /// <summary>Whom it was passed on to, as heard of each id that the family has at consent, in its newest version.</summary>
    public ImmutableSortedDictionary<string, RightRecipientsHeard> Heard { get; init; } =
        ImmutableSortedDictionary.Create<string, RightRecipientsHeard>(StringComparer.Ordinal);

    /// <summary>Whom it was passed on to.</summary>
    public IReadOnlyList<RightRecipient> Recipients => [.. Heard.Values.SelectMany(heard => heard.Recipients)];

    /// <summary>That the person was told that it ends.</summary>
    public RestrictionLiftTold? LiftTold { get; init; }

    /// <summary>When the restriction ended.</summary>
    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>Whether somebody still has to answer.</summary>
    public bool Open => Asked is not null && Granted is null && Refused is null && !TakenBack;

    /// <summary>Where it stands, in a code of the glossary.</summary>
    public string Stand => this switch
    {
        { LiftedAt: not null } => "opgeheven",
        { LiftTold: not null } => "opheffing-aangekondigd",
        { Granted: not null } => "toegewezen",
        { Refused: not null } => "afgewezen",
        { TakenBack: true } => "teruggenomen",
        _ => "te-beantwoorden",
    };

    /// <summary>The next instant at which something happens by itself; null when nothing does.</summary>
    public DateTimeOffset? Due => this switch
    {
        { Open: true, Neared: false } => Amsterdam.StartOf(AnswerBy.AddDays(-DaysNear)),
        { Open: true, Expired: false } => Amsterdam.StartOf(AnswerBy.AddDays(1)),
        { Granted: { } granted, CarriedOut: false } => granted.At,
        { LiftTold: { } told, LiftedAt: null } => Amsterdam.StartOf(told.LiftsOn),
        _ => null,
    };

    /// <summary>The state after a fact. Blind: no clock, no ids, no look-ups.</summary>
    public static RightRequest Evolve(RightRequest state, RightFact fact) => fact switch
    {
        RightAsked f => state with { Asked = f, AnswerBy = f.AnswerBy },
        RightExtended f => state with { AnswerBy = f.AnswerBy, Extended = f, Neared = false, Expired = false },
        RightGranted f => state with { Granted = f },
        RightRefused f => state with { Refused = f },
        RightTakenBack => state with { TakenBack = true },
        RightTermNeared => state with { Neared = true },
        RightTermExpired => state with { Neared = true, Expired = true },
        RightCarriedOut => state with { CarriedOut = true },
        RightRecipientsHeard f => state with { Heard = state.Heard.SetItem(f.Source, f) },
        RestrictionLiftTold f => state with { LiftTold = f },
        RestrictionLifted f => state with { LiftedAt = f.At },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };
}
