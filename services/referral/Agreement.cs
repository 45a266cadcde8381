using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one chain agreement.</summary>
[JsonDerivedType(typeof(AgreementMade), "agreement-made.v1")]
[JsonDerivedType(typeof(AgreementRevised), "agreement-revised.v1")]
[JsonDerivedType(typeof(AgreementEnded), "agreement-ended.v1")]
[JsonDerivedType(typeof(AgreementProposed), "agreement-proposed.v1")]
[JsonDerivedType(typeof(AgreementEndProposed), "agreement-end-proposed.v1")]
[JsonDerivedType(typeof(AgreementApproved), "agreement-approved.v1")]
[JsonDerivedType(typeof(AgreementRefused), "agreement-refused.v1")]
[JsonDerivedType(typeof(AgreementWithdrawn), "agreement-withdrawn.v1")]
public abstract record AgreementEvent(DateTimeOffset At);

/// <summary>One person of the office laid down what partners agreed. Before two were asked for.</summary>
public sealed record AgreementMade(AgreementEntry Entry, DateTimeOffset At) : AgreementEvent(At);

/// <summary>They agreed anew. Before two people were asked for.</summary>
public sealed record AgreementRevised(AgreementEntry Entry, int Version, DateTimeOffset At) : AgreementEvent(At);

/// <summary>It holds no more. Before two people were asked for.</summary>
public sealed record AgreementEnded(DateTimeOffset At) : AgreementEvent(At);

/// <summary>Somebody wants this to be what partners agreed, from the first day of the entry on. The reason is a code.</summary>
public sealed record AgreementProposed(Guid Change, AgreementEntry Entry, string Reason, string By, DateTimeOffset At)
    : AgreementEvent(At);

/// <summary>Somebody wants it to hold no more from a local date on. The reason is a code.</summary>
public sealed record AgreementEndProposed(Guid Change, DateOnly From, string Reason, string By, DateTimeOffset At) : AgreementEvent(At);

/// <summary>A second person agreed: from its day on it is the version of this number.</summary>
public sealed record AgreementApproved(Guid Change, int Version, string By, DateTimeOffset At) : AgreementEvent(At);

/// <summary>A second person said no, with a coded reason.</summary>
public sealed record AgreementRefused(Guid Change, string Reason, string By, DateTimeOffset At) : AgreementEvent(At);

/// <summary>It is not wanted any more; of what was agreed to: before its day came. Its number is not given again.</summary>
public sealed record AgreementWithdrawn(Guid Change, string By, DateTimeOffset At) : AgreementEvent(At);

/// <summary>
/// What partners agreed: who, for which purposes, which kinds of data at most, how much time (in working days or weeks), from when, and
/// when they look at it again. None of the times is a legal term.
/// </summary>
public sealed record AgreementEntry(
    string Name, IReadOnlyList<Guid> Organisations, IReadOnlyList<string> Purposes, IReadOnlyList<string> Categories,
    int? AnswerWorkingDays, int? ContactWorkingDays, int? FeedbackWeeks, DateOnly From, DateOnly ReviewOn);

/// <summary>A version of an agreement and its first local date; without an entry it holds no more from that day.</summary>
public sealed record AgreementVersion(int Version, AgreementEntry? Entry, DateOnly From);

/// <summary>
/// A proposal about an agreement, and what became of it. Without an entry: to end it. The version is the one that it became when a second
/// person agreed, also when it was taken back before its day.
/// </summary>
public sealed record AgreementChange(
    Guid Change, AgreementEntry? Entry, DateOnly From, string Reason, string ProposedBy, DateTimeOffset ProposedAt)
{
    /// <summary>Which version it became.</summary>
    public int? Version { get; init; }

    /// <summary>Why the second person said no.</summary>
    public string? RefusedFor { get; init; }

    /// <summary>It was taken back.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Who decided last about it: agreed, said no, took it back.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Nobody decided about it, and its day has yet to come.</summary>
    public bool Waits(DateOnly today) => DecidedAt is null && From > today;
}

/// <summary>A chain agreement as its facts tell it: what stands, in the order in which it was agreed to, and every proposal.</summary>
public sealed record Agreement(ImmutableList<AgreementVersion> Versions, ImmutableList<AgreementChange> Changes)
{
    /// <summary>Before the first fact.</summary>
    public static readonly Agreement Initial = new([], []);

    /// <summary>How an agreement's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Agreement, AgreementCommand, AgreementEvent> Kind =
        new("referral", "agreement", Initial, AgreementDecider.Decide, Evolve);

    /// <summary>Nobody ever wanted it.</summary>
    [JsonIgnore]
    public bool IsMissing => Versions.IsEmpty && Changes.IsEmpty;

    /// <summary>The last version that stands, also when its day has yet to come.</summary>
    [JsonIgnore]
    public AgreementVersion? Last => Versions.IsEmpty ? null : Versions[^1];

    /// <summary>The highest number that was ever given.</summary>
    [JsonIgnore]
    public int Highest => Math.Max(Last?.Version ?? 0, Changes.Max(c => c.Version) ?? 0);

    /// <summary>A proposal by its id.</summary>
    public AgreementChange? Find(Guid change) => Changes.Find(c => c.Change == change);

    /// <summary>Which version holds on a local date; null before the first. One without an entry: it holds no more.</summary>
    public AgreementVersion? At(DateOnly day) => Versions.FindLast(v => v.From <= day);

    /// <summary>The state after a fact.</summary>
    public static Agreement Evolve(Agreement state, AgreementEvent fact) => fact switch
    {
        AgreementMade made => state.Stands(new(1, made.Entry, made.Entry.From)),
        AgreementRevised revised => state.Stands(new(revised.Version, revised.Entry, revised.Entry.From)),
        AgreementEnded ended => state.Stands(new(state.Highest + 1, null, Amsterdam.DateAt(ended.At))),
        AgreementProposed f => state.Waits(new(f.Change, f.Entry, f.Entry.From, f.Reason, f.By, f.At)),
        AgreementEndProposed f => state.Waits(new(f.Change, null, f.From, f.Reason, f.By, f.At)),
        AgreementApproved f => state
            .Decide(f.Change, c => c with { Version = f.Version, DecidedBy = f.By, DecidedAt = f.At }, out var agreed)
            .Stands(new(f.Version, agreed.Entry, agreed.From)),
        AgreementRefused f => state.Decide(f.Change, c => c with { RefusedFor = f.Reason, DecidedBy = f.By, DecidedAt = f.At }, out _),
        AgreementWithdrawn f => state.Decide(f.Change, c => c with { Withdrawn = true, DecidedBy = f.By, DecidedAt = f.At }, out var back)
            .Without(back.Version),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an agreement"),
    };

    private Agreement Stands(AgreementVersion version) => this with { Versions = Versions.Add(version) };

    private Agreement Waits(AgreementChange change) => this with { Changes = Changes.Add(change) };

    private Agreement Without(int? version) => this with { Versions = Versions.RemoveAll(v => v.Version == version) };

    private Agreement Decide(Guid change, Func<AgreementChange, AgreementChange> to, out AgreementChange decided)
    {
        var at = Changes.FindIndex(c => c.Change == change);
        decided = to(Changes[at]);
        return this with { Changes = Changes.SetItem(at, decided) };
    }
}
