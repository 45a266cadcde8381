using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something a municipality added to the lists, or took back. It says nothing about anybody.</summary>
[JsonDerivedType(typeof(OwnKindAdded), "own-kind-added.v1")]
[JsonDerivedType(typeof(OwnKindWithdrawn), "own-kind-withdrawn.v1")]
[JsonDerivedType(typeof(OwnQuestionAdded), "own-question-added.v1")]
[JsonDerivedType(typeof(OwnQuestionWithdrawn), "own-question-withdrawn.v1")]
public abstract record AreaListFact(DateTimeOffset At);

/// <summary>A kind of signal of the municipality's own.</summary>
public sealed record OwnKindAdded(
    string Area, string Code, string Label, string Subject, string Domain, string Phase, string Category, DateTimeOffset At)
    : AreaListFact(At);

/// <summary>A kind is no longer used; what was recorded with it stays.</summary>
public sealed record OwnKindWithdrawn(string Code, DateTimeOffset At) : AreaListFact(At);

/// <summary>A money question of the municipality's own, answered with yes or no.</summary>
public sealed record OwnQuestionAdded(
    string Area, string Code, string Text, string Why, string Domain, string? PointsTo, DateTimeOffset At) : AreaListFact(At);

/// <summary>A question is no longer asked; earlier versions keep it.</summary>
public sealed record OwnQuestionWithdrawn(string Code, DateTimeOffset At) : AreaListFact(At);

/// <summary>What a municipality added to the lists.</summary>
public sealed record AreaList
{
    /// <summary>Nothing was added.</summary>
    public static readonly AreaList Initial = new();

    /// <summary>The municipality; none before the first addition.</summary>
    public string? Area { get; init; }

    /// <summary>The own kinds, also those withdrawn.</summary>
    public ImmutableList<OwnKindAdded> Kinds { get; init; } = [];

    /// <summary>The codes of kinds that are no longer used.</summary>
    public ImmutableHashSet<string> Withdrawn { get; init; } = [];

    /// <summary>The own questions as they are asked now.</summary>
    public ImmutableList<OwnQuestionAdded> Questions { get; init; } = [];

    /// <summary>The own questions as an instrument, every version that was ever asked.</summary>
    public ImmutableList<Instrument> Versions { get; init; } = [];

    /// <summary>A kind that may be recorded; its code begins with the municipality's.</summary>
    public SignalKind? Find(string code) => Kinds.FindLast(k => $"{k.Area}.{k.Code}" == code && !Withdrawn.Contains(k.Code)) is { } k
        ? new(code, k.Label, "eigen", k.Subject, k.Domain, k.Phase, k.Category)
        : null;

    /// <summary>The list after one more fact. Blind: no clock, no ids, no look-ups.</summary>
    public static AreaList Evolve(AreaList list, AreaListFact fact) => fact switch
    {
        OwnKindAdded f => list with { Area = f.Area, Kinds = list.Kinds.Add(f), Withdrawn = list.Withdrawn.Remove(f.Code) },
        OwnKindWithdrawn f => list with { Withdrawn = list.Withdrawn.Add(f.Code) },
        OwnQuestionAdded f => (list with { Area = f.Area, Questions = list.Questions.Add(f) }).Publish(),
        OwnQuestionWithdrawn f => (list with { Questions = list.Questions.RemoveAll(q => q.Code == f.Code) }).Publish(),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };

    /// <summary>The code of a municipality's own questions as an instrument.</summary>
    public static string InstrumentOf(string area) => $"eigen-{area}";

    private AreaList Publish() => this with
    {
        Versions = Versions.Add(new(
            InstrumentOf(Area!), Versions.Count + 1, "Eigen vragen van de gemeente", "own",
            "Vragen die uw gemeente aan elk gezin stelt.",
            [.. Questions.Select(q => new InstrumentQuestion(
                q.Code, q.Text, q.Why, "yes-no", q.Domain, q.PointsTo is { } kind ? [new("ja", kind)] : []))])),
    };
}
