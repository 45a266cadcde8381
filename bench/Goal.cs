using System.Globalization;

namespace WarmHandover.Bench;

/// <summary>One row of the table: what is measured, beside what, and how good it must be.</summary>
/// <param name="Id">The figure's number in the design, such as F15; with a word when a figure has parts.</param>
/// <param name="What">What the product does.</param>
/// <param name="Yardstick">What it is measured beside, in the same round.</param>
/// <param name="Must">The bound; none when the design asks no more than to measure it.</param>
/// <param name="AtMost">Whether less is better.</param>
/// <param name="Unit">The unit of both medians.</param>
/// <param name="Cause">Where the rest goes, as profiled; shown when the figure falls short.</param>
public sealed record Goal(string Id, string What, string Yardstick, double? Must, bool AtMost, string Unit, string Cause)
{
    /// <summary>The bound as it stands in the table.</summary>
    public string Bound => Must is { } must ? $"{(AtMost ? "≤" : "≥")} {Text(must)}" : "none";

    /// <summary>Whether an outcome meets the bound: its median does.</summary>
    public bool Met(Outcome outcome) => Meets(outcome.Median);

    /// <summary>The row of an outcome.</summary>
    public string Row(Outcome outcome, DateOnly on) =>
        $"| {Id} | {What} | {Yardstick} | {Bound} | **{Text(outcome.Median)}** "
        + $"| {Text(outcome.Ratios.Min())} – {Text(outcome.Ratios.Max())} "
        + $"| {Text(outcome.Product)} | {Text(outcome.Yardstick)} {Unit} | {on:yyyy-MM-dd} "
        + $"| {Verdict(outcome)} |";

    private string Verdict(Outcome outcome) => Must is null
        ? $"measured in {outcome.Ratios.Length} rounds: {Cause}"
        : $"{(Met(outcome) ? "met" : "**short**")}, in {outcome.Ratios.Count(Meets)} of {outcome.Ratios.Length} rounds"
            + $"{(Met(outcome) ? "" : $": {Cause}")}";

    private bool Meets(double ratio) => Must is null || (AtMost ? ratio <= Must : ratio >= Must);

    private static string Text(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        0 => "0",
        < 0.1 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}

/// <summary>Goals that one run answers together: a run gives one outcome for each.</summary>
public sealed record Figure(IReadOnlyList<Goal> Goals, Func<Workshop, CancellationToken, Task<Outcome[]>> Run)
{
    /// <summary>Whether somebody who says F18 means this one.</summary>
    public bool Is(string name) => Goals.Any(goal => goal.Id.Split(' ')[0].Equals(name, StringComparison.OrdinalIgnoreCase));
}
