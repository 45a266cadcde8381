using System.Diagnostics;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Signals;

/// <summary>Something that is asked of the open counts.</summary>
public abstract record PopulationCommand(DateTimeOffset At);

/// <summary>Take over counts of one kind, each with its year.</summary>
public sealed record ImportPopulation(
    string Kind, IReadOnlyList<(int Year, AreaCount Count)> Counts, DateTimeOffset At) : PopulationCommand(At);

/// <summary>The choices about open counts.</summary>
public static class PopulationDecider
{
    /// <summary>What is counted: a closed list, because figures are set against it by name.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["huishoudens", "huishoudens-met-kinderen", "inwoners", "kinderen"];

    /// <summary>One fact per year, of what is new; the same counts again change nothing.</summary>
    public static Decision<PopulationFact> Decide(PopulationCommand command, Population population) => command switch
    {
        ImportPopulation c => [.. c.Counts
            .Where(n => !population.Counts.TryGetValue((c.Kind, n.Year, n.Count.Area), out var stands) || stands != n.Count.Count)
            .GroupBy(n => n.Year)
            .OrderBy(year => year.Key)
            .Select(year => new PopulationImported(c.Kind, year.Key, [.. year.Select(n => n.Count)], c.At))],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };
}
