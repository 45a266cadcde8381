namespace WarmHandover.Platform.Figures;

/// <summary>
/// Hides small counts in such a way that nothing that is shown gives them away. Pure.
/// <para>The promise: who knows every count and total that is shown, in all tables of one call together, and that no count is
/// negative, cannot tell a hidden small count from any other number between 1 and the bound; and no hidden count is certain.</para>
/// <para>Zero is not small: it counts nobody and is shown as 0. It is hidden only where it has to help a neighbour, so that a hidden
/// count may be 0. Which hidden counts are small and which only help is not shown.</para>
/// <para>A row whose whole count is small is hidden as a whole, in every table; when such rows are alone or together still small, the
/// smallest other row is hidden with them. All other row totals are shown, so that tables cannot be played off against each other.</para>
/// <para>What this cannot see is a table of another call: tables about the same people belong in one call, and a subtotal of columns in
/// one table is never the total of another.</para>
/// </summary>
public static class SmallCounts
{
    /// <summary>A count from 1 up to and without this is small, unless somebody says otherwise.</summary>
    public const int Bound = 10;

    /// <summary>Makes tables safe that count the same things, by the same rows, each in columns of its own.</summary>
    public static IReadOnlyList<SafeTable> Hide(IReadOnlyList<CountTable> tables, int below = Bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        if (tables is [])
            return [];

        var totals = Totals(tables);
        var away = Away(totals, below);
        return [.. tables.Select(table => Hide(table, totals, away, below))];
    }

    /// <summary>Makes one table safe.</summary>
    public static SafeTable Hide(CountTable table, int below = Bound) => Hide([table], below)[0];

    private static int[] Totals(IReadOnlyList<CountTable> tables)
    {
        var totals = Enumerable.Range(0, tables[0].Rows.Count).Select(tables[0].RowTotal).ToArray();
        foreach (var table in tables)
        {
            if (!table.Rows.SequenceEqual(tables[0].Rows))
                throw new ArgumentException($"Table {table.Name} has other rows than {tables[0].Name}.", nameof(tables));
            if (!totals.SequenceEqual(Enumerable.Range(0, table.Rows.Count).Select(table.RowTotal)))
                throw new ArgumentException($"Table {table.Name} counts other things than {tables[0].Name}.", nameof(tables));
        }

        return totals;
    }

    // The rows that are hidden as a whole; what they count together can be computed from what is shown, so that it may not be small.
    private static HashSet<int> Away(int[] totals, int below)
    {
        var bySize = Enumerable.Range(0, totals.Length).Where(row => totals[row] > 0).OrderBy(row => totals[row]).ThenBy(row => row);
        var away = new HashSet<int>();
        foreach (var row in bySize)
        {
            if (totals[row] < below || (away.Count > 0 && (away.Count < 2 || away.Sum(r => totals[r]) < below)))
                away.Add(row);
        }

        return away;
    }

    private static SafeTable Hide(CountTable table, int[] totals, HashSet<int> away, int below)
    {
        var total = totals.Sum();
        if (total > 0 && total < below)
            return Nothing(table, away);

        // The rows that are away stand in the lattice as the one row that anybody can compute by subtraction.
        var kept = Enumerable.Range(0, totals.Length).Where(row => totals[row] > 0 && !away.Contains(row)).ToArray();
        var together = Enumerable.Range(0, table.Columns.Count).Select(c => away.Sum(row => table.Counts[row][c])).ToArray();
        int[][] known = [.. kept.Select(row => table.Counts[row].ToArray())];
        var lattice = new Lattice(away.Count > 0 ? [.. known, together] : known);
        lattice.Protect(below);

        var place = kept.Select((row, at) => (row, at)).ToDictionary(p => p.row, p => p.at);
        int? Cell(int row, int column) => place.TryGetValue(row, out var at)
            ? lattice.Shown(at, column)
            : away.Contains(row) && lattice.Shown(kept.Length, column) != 0 ? null : table.Counts[row][column];

        return new(
            table.Name, table.Rows, table.Columns,
            [.. table.Rows.Select((_, row) => (int?[])[.. table.Columns.Select((_, column) => Cell(row, column))])],
            [.. totals.Select((count, row) => away.Contains(row) ? (int?)null : count)],
            [.. table.Columns.Select((_, column) => total is 0 ? 0 : lattice.ShownTotal(column))],
            total);
    }

    private static SafeTable Nothing(CountTable table, HashSet<int> away) => new(
        table.Name, table.Rows, table.Columns,
        [.. table.Rows.Select((_, row) => (int?[])[.. table.Columns.Select(_ => away.Contains(row) ? (int?)null : 0)])],
        [.. table.Rows.Select((_, row) => away.Contains(row) ? (int?)null : 0)],
        [.. table.Columns.Select(_ => (int?)null)],
        null);
}
