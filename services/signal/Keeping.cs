using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// Something that bears on how long the files of one family are kept, and is no entry of a file: referrals that were heard of, reasons to
/// keep longer, and that somebody looked whether a term is over. None of them makes a file younger.
/// </summary>
[JsonDerivedType(typeof(KeepingReferralHeard), "keeping-referral-heard.v1")]
[JsonDerivedType(typeof(KeptLonger), "kept-longer.v1")]
[JsonDerivedType(typeof(KeptLongerEnded), "kept-longer-ended.v1")]
[JsonDerivedType(typeof(KeepingLooked), "keeping-looked.v1")]
public abstract record KeepingFact(DateTimeOffset At);

/// <summary>A referral of this family moved: between which organisations, and whether it still goes on.</summary>
public sealed record KeepingReferralHeard(
    Guid Referral, Guid FromOrganisation, Guid ToOrganisation, bool Open, bool Received, long SourceVersion, DateTimeOffset MovedAt,
    DateTimeOffset At) : KeepingFact(At);

/// <summary>An organisation keeps its file longer than its term, for a reason out of the list; until which last day, where one is
/// known.</summary>
public sealed record KeptLonger(
    Guid Keeping, Guid Organisation, string Reason, int ListVersion, DateOnly? Until, IReadOnlyList<Guid> AskedBy, PayloadRef? Words,
    string By, DateTimeOffset At) : KeepingFact(At);

/// <summary>That reason holds no more.</summary>
public sealed record KeptLongerEnded(Guid Keeping, string By, DateTimeOffset At) : KeepingFact(At);

/// <summary>The clock looked at the file of an organisation: its last day, and on which day it looks again.</summary>
public sealed record KeepingLooked(Guid Organisation, DateOnly LastDay, DateOnly AgainOn, DateTimeOffset At) : KeepingFact(At);

/// <summary>Something that is asked about keeping.</summary>
public abstract record KeepingCommand(DateTimeOffset At);

/// <summary>A referral moved.</summary>
public sealed record HearKeepingReferral(KeepingReferralHeard Heard) : KeepingCommand(Heard.At);

/// <summary>Keep it longer; the door judged that there is such a file.</summary>
public sealed record KeepLonger(KeptLonger Kept) : KeepingCommand(Kept.At);

/// <summary>The reason is over.</summary>
public sealed record EndKeptLonger(Guid Keeping, Guid Organisation, string By, DateTimeOffset At) : KeepingCommand(At);

/// <summary>The clock looked.</summary>
public sealed record NoteKeepingLook(KeepingLooked Looked) : KeepingCommand(Looked.At);

/// <summary>What bears on keeping, of one family.</summary>
public sealed record Keeping
{
    /// <summary>Nothing yet.</summary>
    public static readonly Keeping Initial = new();

    /// <summary>The version up to which each referral was heard.</summary>
    public ImmutableDictionary<Guid, long> Heard { get; init; } = [];

    /// <summary>The reasons that were ever given.</summary>
    public ImmutableDictionary<Guid, KeptLonger> Kept { get; init; } = [];

    /// <summary>Those of them that are over.</summary>
    public ImmutableHashSet<Guid> Ended { get; init; } = [];

    /// <summary>The newest look of each organisation.</summary>
    public ImmutableDictionary<Guid, KeepingLooked> Looks { get; init; } = [];

    /// <summary>The state after a fact. Blind: no clock, no ids, no look-ups.</summary>
    public static Keeping Evolve(Keeping state, KeepingFact fact) => fact switch
    {
        KeepingReferralHeard f => state with { Heard = state.Heard.SetItem(f.Referral, f.SourceVersion) },
        KeptLonger f => state with { Kept = state.Kept.SetItem(f.Keeping, f) },
        KeptLongerEnded f => state with { Ended = state.Ended.Add(f.Keeping) },
        KeepingLooked f => state with { Looks = state.Looks.SetItem(f.Organisation, f) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };
}
