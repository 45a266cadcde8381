using WarmHandover.Platform.Figures;

namespace WarmHandover.Tests.Figures;

/// <summary>
/// Somebody who knows all that is shown, in all tables together, and that counts are not negative: a linear program (two-phase simplex
/// with Bland's rule) tells him between which bounds a hidden count must lie. It shares no line with the code that hides.
/// </summary>
internal sealed class Outsider
{
    private const double Nothing = 1e-7;

    private readonly Dictionary<(int Table, int Row, int Column), int> unknowns = [];
    private readonly Dictionary<(int Table, int Row, int Column), int> shownTotals = [];
    private readonly List<(Dictionary<int, double> Terms, double Known)> sums = [];
    private readonly double[][] tableau;
    private readonly int[] basis;

    public Outsider(IReadOnlyList<SafeTable> tables)
    {
        // A total that one table shows is known in all.
        foreach (var (row, total) in tables.SelectMany(table => table.RowTotals.Index().Append((-1, table.Total))))
        {
            if (total is { } count)
                shownTotals[(0, row, -1)] = count;
        }

        for (var t = 0; t < tables.Count; t++)
        {
            var table = tables[t];
            var columns = Enumerable.Range(0, table.Columns.Count).ToArray();
            var rows = Enumerable.Range(0, table.Rows.Count).ToArray();
            foreach (var r in rows)
                Add([.. columns.Select(c => ((t, r, c), table.Cells[r][c]))], ((0, r, -1), table.RowTotals[r]));
            foreach (var c in columns)
                Add([.. rows.Select(r => ((t, r, c), table.Cells[r][c]))], ((t, -1, c), table.ColumnTotals[c]));
            Add([.. columns.Select(c => ((t, -1, c), table.ColumnTotals[c]))], ((0, -1, -1), table.Total));
            Add([.. rows.Select(r => ((0, r, -1), table.RowTotals[r]))], ((0, -1, -1), table.Total));
        }

        // The last column is what is known; before it one artificial unknown per sum, which the first phase drives to nothing.
        var width = unknowns.Count + sums.Count + 1;
        basis = [.. Enumerable.Range(unknowns.Count, sums.Count)];
        tableau = [.. sums.Select((sum, at) =>
        {
            var sign = sum.Known < 0 ? -1 : 1;
            var line = new double[width];
            foreach (var (unknown, factor) in sum.Terms)
                line[unknown] = factor * sign;
            line[unknowns.Count + at] = 1;
            line[^1] = sum.Known * sign;
            return line;
        })];
        var rest = Optimise([.. Enumerable.Range(0, width - 1).Select(v => v >= unknowns.Count ? -1.0 : 0)], width - 1);
        Assert.True(rest > -Nothing, "What is shown contradicts itself.");
        for (var line = 0; line < basis.Length; line++)
        {
            var real = Array.FindIndex(tableau[line], 0, unknowns.Count, v => Math.Abs(v) > Nothing);
            if (basis[line] >= unknowns.Count && real >= 0)
                Pivot(line, real);
        }
    }

    /// <summary>The bounds of a hidden count; row -1 stands for the column totals, column -1 for the row totals.</summary>
    public (double Low, double High) Bounds(int table, int row, int column)
    {
        var unknown = unknowns[(column < 0 ? 0 : table, row, column)];
        return (-Best(unknown, -1), Best(unknown, 1));
    }

    private double Best(int unknown, double direction)
    {
        var wish = new double[unknowns.Count + sums.Count];
        wish[unknown] = direction;
        return Optimise(wish, unknowns.Count);
    }

    private void Add(((int, int, int) Key, int? Shown)[] parts, ((int, int, int) Key, int? Shown) whole)
    {
        var terms = new Dictionary<int, double>();
        double known = 0;
        foreach (var (key, shown, factor) in parts.Select(p => (p.Key, p.Shown, 1)).Append((whole.Key, whole.Shown, -1)))
        {
            if ((shown ?? (shownTotals.TryGetValue(key, out var total) ? total : null)) is { } count)
                known -= factor * count;
            else
                terms[Unknown(key)] = factor;
        }

        sums.Add((terms, known));
    }

    private int Unknown((int, int, int) key)
    {
        if (!unknowns.TryGetValue(key, out var at))
            unknowns[key] = at = unknowns.Count;
        return at;
    }

    private double Optimise(double[] wish, int usable)
    {
        while (true)
        {
            var enter = Enumerable.Range(0, usable).FirstOrDefault(v => Gain(wish, v) > Nothing, -1);
            if (enter < 0)
                return Enumerable.Range(0, basis.Length).Sum(line => wish[basis[line]] * tableau[line][^1]);

            var leave = -1;
            for (var line = 0; line < basis.Length; line++)
            {
                // An artificial unknown that could not be driven out stands at nothing and must stay there.
                var stuck = basis[line] >= unknowns.Count && usable == unknowns.Count && Math.Abs(tableau[line][enter]) > Nothing;
                if (!stuck && tableau[line][enter] <= Nothing)
                    continue;
                if (leave < 0 || Ratio(line, enter) < Ratio(leave, enter) - Nothing
                    || (Ratio(line, enter) < Ratio(leave, enter) + Nothing && basis[line] < basis[leave]))
                {
                    leave = line;
                }
            }

            if (leave < 0)
                return double.PositiveInfinity;
            Pivot(leave, enter);
        }
    }

    private double Gain(double[] wish, int unknown)
    {
        var gain = wish[unknown];
        for (var line = 0; line < basis.Length; line++)
            gain -= wish[basis[line]] * tableau[line][unknown];
        return gain;
    }

    private double Ratio(int line, int enter) => tableau[line][^1] / Math.Abs(tableau[line][enter]);

    private void Pivot(int line, int enter)
    {
        var divisor = tableau[line][enter];
        tableau[line] = [.. tableau[line].Select(v => v / divisor)];
        for (var other = 0; other < tableau.Length; other++)
        {
            var factor = tableau[other][enter];
            if (other == line || factor is 0)
                continue;
            for (var v = 0; v < tableau[other].Length; v++)
                tableau[other][v] -= factor * tableau[line][v];
        }

        basis[line] = enter;
    }
}
