using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace WarmHandover.Signals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Open counts of a statistics office, taken over to set our figures against. They say nothing about anybody.</summary>
[JsonDerivedType(typeof(PopulationImported), "population-imported.v1")]
public abstract record PopulationFact(DateTimeOffset At);

/// <summary>What was counted (<c>huishoudens</c>, …) in a year, per municipality; a newer count of one replaces the older.</summary>
public sealed record PopulationImported(string Kind, int Year, IReadOnlyList<AreaCount> Counts, DateTimeOffset At) : PopulationFact(At);

/// <summary>A count of a municipality.</summary>
public sealed record AreaCount(string Area, int Count);

/// <summary>The open counts as they stand.</summary>
public sealed record Population
{
    /// <summary>Nothing was imported.</summary>
    public static readonly Population Initial = new();

    /// <summary>The newest count by what is counted, year and municipality.</summary>
    public ImmutableSortedDictionary<(string Kind, int Year, string Area), int> Counts { get; init; } =
        ImmutableSortedDictionary<(string, int, string), int>.Empty;

    /// <summary>The count that stood in a year: of that year, or else of the last one before it.</summary>
    public (int Year, int Count)? Of(string kind, string area, int year) => Counts
        .Where(c => c.Key.Kind == kind && c.Key.Area == area && c.Key.Year <= year && c.Value > 0)
        .Select(c => ((int, int)?)(c.Key.Year, c.Value))
        .LastOrDefault();

    /// <summary>The counts after one more fact. Blind: no clock, no ids, no look-ups.</summary>
    public static Population Evolve(Population population, PopulationFact fact) => fact switch
    {
        PopulationImported f => population with
        {
            Counts = population.Counts.SetItems(f.Counts.Select(c => KeyValuePair.Create((f.Kind, f.Year, c.Area), c.Count))),
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
    };
}
