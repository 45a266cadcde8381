using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something about one request to destroy what one organisation recorded (BW 7:455, Jeugdwet 7.3.9, Wmo 5.3.5, AVG 17).</summary>
[JsonDerivedType(typeof(ErasureRequested), "erasure-requested.v1")]
[JsonDerivedType(typeof(RecordsOver), "records-over.v1")]
[JsonDerivedType(typeof(ErasurePutOff), "erasure-put-off.v1")]
[JsonDerivedType(typeof(ErasureGranted), "erasure-granted.v1")]
[JsonDerivedType(typeof(ErasureRefused), "erasure-refused.v1")]
[JsonDerivedType(typeof(ErasureTakenBack), "erasure-taken-back.v1")]
[JsonDerivedType(typeof(ErasureConfirmed), "erasure-confirmed.v1")]
[JsonDerivedType(typeof(ErasureTermNeared), "erasure-term-neared.v1")]
[JsonDerivedType(typeof(ErasureTermExpired), "erasure-term-expired.v1")]
[JsonDerivedType(typeof(ErasureCarriedOut), "erasure-carried-out.v1")]
[JsonDerivedType(typeof(ErasureOverdue), "erasure-overdue.v1")]
[JsonDerivedType(typeof(ErasureCertified), "erasure-certified.v1")]
public abstract record ErasureFact(DateTimeOffset At);

/// <summary>
/// Somebody asks it, or the end of a keeping term does: of one organisation, for one member or (without one) its whole file. It is decided
/// and carried out before the day after <see cref="DecideBy"/>.
/// </summary>
public sealed record ErasureRequested(
    Guid Erasure, Guid Family, Guid Organisation, Guid? Member, string Origin, IReadOnlyList<Guid> AskedBy, string? Identified,
    DateOnly ReceivedOn, DateOnly DecideBy, IReadOnlyList<Guid> Teams, PayloadRef? Words, DateTimeOffset At) : ErasureFact(At)
{
    /// <summary>By which law the term of keeping ended; null for a request of a person.</summary>
    public string? Law { get; init; }
}

/// <summary>
/// Of a file that stays the term of its oldest records ended (Wmo 2015 5.3.4): what was received until a day, so many records of the file.
/// </summary>
public sealed record RecordsOver(
    Guid Erasure, Guid Family, Guid Organisation, string Law, DateOnly ReceivedUntil, int Records, DateOnly ReceivedOn, DateOnly DecideBy,
    IReadOnlyList<Guid> Teams, DateTimeOffset At) : ErasureFact(At);

/// <summary>The day by which it is decided moves, with the reason (AVG 12(3)).</summary>
public sealed record ErasurePutOff(DateOnly DecideBy, string Reason, string By, DateTimeOffset At) : ErasureFact(At);

/// <summary>The first of two people says yes.</summary>
public sealed record ErasureGranted(string By, DateTimeOffset At) : ErasureFact(At);

/// <summary>It is not done, for a reason that the law knows; the explanation is sealed.</summary>
public sealed record ErasureRefused(string Reason, int ListVersion, PayloadRef? Words, string By, DateTimeOffset At) : ErasureFact(At);

/// <summary>Who asked it does not want it any more.</summary>
public sealed record ErasureTakenBack(string By, DateTimeOffset At) : ErasureFact(At);

/// <summary>The second person has it carried out: from here on nothing brings the data back.</summary>
public sealed record ErasureConfirmed(string By, DateTimeOffset At) : ErasureFact(At)
{
    /// <summary>Under which other ids the same was recorded, in files that were joined to this one.</summary>
    public IReadOnlyList<RecordedUnder>? Also { get; init; }
}

/// <summary>The day by which it must be decided and done is near.</summary>
public sealed record ErasureTermNeared(DateTimeOffset At) : ErasureFact(At);

/// <summary>That day is over.</summary>
public sealed record ErasureTermExpired(DateTimeOffset At) : ErasureFact(At);

/// <summary>A service destroyed what it had.</summary>
public sealed record ErasureCarriedOut(string Service, DateTimeOffset DoneAt, DateTimeOffset At) : ErasureFact(At);

/// <summary>Services that did not confirm in time: a task for who looks after the house.</summary>
public sealed record ErasureOverdue(IReadOnlyList<string> Missing, DateTimeOffset At) : ErasureFact(At);

/// <summary>Every service confirmed. From a day on no backup of the keys holds them either.</summary>
public sealed record ErasureCertified(DateOnly KeysGoneOn, DateTimeOffset At) : ErasureFact(At);

/// <summary>Where a request can come from.</summary>
public static class ErasureOrigins
{
    /// <summary>The person himself, or who decides for him.</summary>
    public const string Person = "verzoek";

    /// <summary>The term of keeping ended.</summary>
    public const string Retention = "bewaartermijn";

    /// <summary>Another organisation destroyed what it recorded: this one decides for itself (AVG 19).</summary>
    public const string Elsewhere = "elders-vernietigd";
}

/// <summary>One request as its facts tell it.</summary>
public sealed record Erasure
{
    /// <summary>Before anybody asked.</summary>
    public static readonly Erasure Initial = new();

    /// <summary>The services that hold data and confirm.</summary>
    public static readonly IReadOnlyList<string> Services = ["signal", "consent", "referral", "notification"];

    private const int DaysNear = 14;
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(24);

    /// <summary>What was asked; null before.</summary>
    public ErasureRequested? Asked { get; init; }

    /// <summary>Only what was received until this day; null: all of what was asked.</summary>
    public DateOnly? ReceivedUntil { get; init; }

    /// <summary>How many records of the file that is.</summary>
    public int? Records { get; init; }

    /// <summary>The last day to decide and do it.</summary>
    public DateOnly DecideBy { get; init; }

    /// <summary>Whether that day was moved; it moves once.</summary>
    public bool PutOff { get; init; }

    /// <summary>The yes of the first person.</summary>
    public ErasureGranted? Granted { get; init; }

    /// <summary>The no.</summary>
    public ErasureRefused? Refused { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool TakenBack { get; init; }

    /// <summary>The yes of the second person.</summary>
    public ErasureConfirmed? Confirmed { get; init; }

    /// <summary>When each service destroyed what it had.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Done { get; init; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>That everything is gone.</summary>
    public ErasureCertified? Certified { get; init; }

    /// <summary>Whether the term's nearing was noted.</summary>
    public bool Neared { get; init; }

    /// <summary>Whether the term's end was noted.</summary>
    public bool Expired { get; init; }

    /// <summary>Whether it was noted that services are late.</summary>
    public bool Overdue { get; init; }

    /// <summary>Whether somebody still has to decide or to have it done.</summary>
    public bool Open => Asked is not null && Refused is null && Confirmed is null && !TakenBack;

    /// <summary>The services that did not confirm yet.</summary>
    public IReadOnlyList<string> Missing => [.. Services.Where(service => !Done.ContainsKey(service))];

    /// <summary>Where it stands, in a code of the glossary.</summary>
    public string Stand => this switch
    {
        { Certified: not null } => "vernietigd",
        { Confirmed: not null } => "in-uitvoering",
        { Refused: not null } => "afgewezen",
        { TakenBack: true } => "teruggenomen",
        { Granted: not null } => "toegewezen",
        _ => "te-beslissen",
    };

    /// <summary>The next instant at which something happens by itself; null when nothing does.</summary>
    public DateTimeOffset? Due => this switch
    {
        { Open: true, Neared: false } => Amsterdam.StartOf(DecideBy.AddDays(-DaysNear)),
        { Open: true, Expired: false } => Amsterdam.StartOf(DecideBy.AddDays(1)),
        { Confirmed: { } confirmed, Certified: null } when !Done.ContainsKey(Services[0]) => confirmed.At,
        { Confirmed: { } confirmed, Certified: null, Overdue: false } => confirmed.At + ConfirmWithin,
        _ => null,
    };

    /// <summary>The state after a fact. Blind: no clock, no ids, no look-ups.</summary>
    public static Erasure Evolve(Erasure state, ErasureFact fact) => fact switch
    {
        ErasureRequested f => state with { Asked = f, DecideBy = f.DecideBy },
        RecordsOver f => state with
        {
            Asked = new(
                f.Erasure, f.Family, f.Organisation, Member: null, ErasureOrigins.Retention, [], Identified: null, f.ReceivedOn, f.DecideBy,
                f.Teams, Words: null, f.At)
            { Law = f.Law },
            DecideBy = f.DecideBy,
            ReceivedUntil = f.ReceivedUntil,
            Records = f.Records,
        },
        ErasurePutOff f => state with { DecideBy = f.DecideBy, PutOff = true, Neared = false, Expired = false },
        ErasureGranted f => state with { Granted = f },
        ErasureRefused f => state with { Refused = f },
        ErasureTakenBack => state with { TakenBack = true },
        ErasureConfirmed f => state with { Confirmed = f },
        ErasureTermNeared => state with { Neared = true },
        ErasureTermExpired => state with { Neared = true, Expired = true },
        ErasureCarriedOut f => state with { Done = state.Done.SetItem(f.Service, f.DoneAt) },
        ErasureOverdue => state with { Overdue = true },
        ErasureCertified f => state with { Certified = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };
}
