namespace WarmHandover.Platform.Figures;

/// <summary>Counts by row (an area, as a rule) and column, as they are: not to be shown to anybody before they are made safe.</summary>
public sealed class CountTable
{
    /// <summary>A table of counts; a count is never negative and every row has a count in every column.</summary>
    public CountTable(
        string name, IReadOnlyList<string> rows, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<int>> counts)
    {
        if (counts.Count != rows.Count || counts.Any(row => row.Count != columns.Count))
            throw new ArgumentException("Every row has a count in every column.", nameof(counts));
        if (counts.Any(row => row.Any(count => count < 0)))
            throw new ArgumentException("A count is never negative.", nameof(counts));

        (Name, Rows, Columns, Counts) = (name, rows, columns, counts);
    }

    /// <summary>What is counted by what.</summary>
    public string Name { get; }

    /// <summary>The codes of the rows.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>The codes of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The counts, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Counts { get; }

    internal int RowTotal(int row) => Counts[row].Sum();
}

/// <summary>
/// A table that may be shown: null stands for a count that is hidden, in a cell or in a total. What is shown is true to the last digit.
/// </summary>
public sealed record SafeTable(
    string Name, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<int?>> Cells,
    IReadOnlyList<int?> RowTotals, IReadOnlyList<int?> ColumnTotals, int? Total)
{
    /// <summary>How many counts are hidden, totals included.</summary>
    public int Hidden =>
        Cells.Sum(row => row.Count(c => c is null)) + RowTotals.Count(t => t is null) + ColumnTotals.Count(t => t is null)
        + (Total is null ? 1 : 0);
}
