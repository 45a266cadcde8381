namespace WarmHandover.Platform.Figures;

/// <summary>
/// Counts whose row totals are known to everybody, and which of them (and of the column totals) are hidden. Seen as water: every row
/// pours its total into the columns, every column into the grand total. What an outsider must think possible of a hidden count is how
/// far it can move along a ring of hidden counts without a shown one moving; that is a flow, and therefore exact.
/// </summary>
internal sealed class Lattice
{
    private const long CellPrice = 1_000;
    private const long TotalPrice = 1_000_000;

    private readonly int[][] counts;
    private readonly int columns;
    private readonly bool[,] hidden;

    // The last row holds the column totals.
    internal Lattice(int[][] rows)
    {
        columns = rows is [] ? 0 : rows[0].Length;
        counts = [.. rows, [.. Enumerable.Range(0, columns).Select(c => rows.Sum(row => row[c]))]];
        hidden = new bool[counts.Length, columns];
    }

    private int Bottom => counts.Length - 1;

    internal int? Shown(int row, int column) => hidden[row, column] ? null : counts[row][column];

    internal int? ShownTotal(int column) => Shown(Bottom, column);

    internal void Protect(int below)
    {
        var small = (
            from row in Enumerable.Range(0, counts.Length)
            from column in Enumerable.Range(0, columns)
            where counts[row][column] > 0 && counts[row][column] < below
            orderby counts[row][column], row, column
            select (row, column)).ToArray();
        foreach (var (row, column) in small)
            hidden[row, column] = true;

        foreach (var (row, column) in small)
        {
            Move(row, column, up: true, below - counts[row][column]);
            Move(row, column, up: false, counts[row][column] - 1);
        }
    }

    // Opens the cheapest ring after the other until the count could be so much more (or less) for all that anybody can know.
    private void Move(int row, int column, bool up, int amount)
    {
        var moved = new Dictionary<(int Row, int Column), int>();
        while (amount > 0)
        {
            var ring = Cheapest(row, column, up, moved)
                ?? throw new InvalidOperationException("A table with totals of at least the bound always has a ring to open.");
            var step = Math.Min(amount, ring.Min(arc => arc.Room));
            foreach (var arc in ring)
            {
                hidden[arc.Row, arc.Column] = true;
                moved[(arc.Row, arc.Column)] = moved.GetValueOrDefault((arc.Row, arc.Column)) + (arc.More ? step : -step);
            }

            amount -= step;
        }
    }

    private sealed record Arc(int Row, int Column, bool More, int Room);

    // Dijkstra over lines: nodes 0.. are rows (the last one is the grand total), then the columns. A count that is hidden already is free.
    private List<Arc>? Cheapest(int row, int column, bool up, Dictionary<(int Row, int Column), int> moved)
    {
        var lines = counts.Length + columns;
        var price = Enumerable.Repeat(long.MaxValue, lines).ToArray();
        var came = new (int Line, Arc Arc)?[lines];

        // A row's count grows by water from row to column; a column's total by water from column to the bottom.
        var (from, to) = up == (row != Bottom) ? (counts.Length + column, row) : (row, counts.Length + column);
        var queue = new PriorityQueue<int, (long, int)>();
        price[from] = 0;
        queue.Enqueue(from, (0, from));
        while (queue.TryDequeue(out var line, out var reached) && line != to)
        {
            if (reached.Item1 > price[line])
                continue;
            foreach (var (next, arc) in Arcs(line, moved))
            {
                var costs = price[line] + Price(arc);
                if ((arc.Row, arc.Column) == (row, column) || arc.Room is 0 || costs >= price[next])
                    continue;
                price[next] = costs;
                came[next] = (line, arc);
                queue.Enqueue(next, (costs, next));
            }
        }

        if (price[to] is long.MaxValue)
            return null;

        var ring = new List<Arc>();
        for (var line = to; line != from; line = came[line]!.Value.Line)
            ring.Add(came[line]!.Value.Arc);
        return ring;
    }

    private IEnumerable<(int Next, Arc Arc)> Arcs(int line, Dictionary<(int Row, int Column), int> moved)
    {
        var isRow = line < counts.Length;
        for (var other = 0; other < (isRow ? columns : counts.Length); other++)
        {
            var (row, column) = isRow ? (line, other) : (other, line - counts.Length);
            var more = isRow == (row != Bottom);
            var room = more ? int.MaxValue : counts[row][column] + moved.GetValueOrDefault((row, column));
            yield return (isRow ? counts.Length + other : other, new(row, column, more, room));
        }
    }

    private long Price(Arc arc) => (hidden[arc.Row, arc.Column], arc.Row == Bottom) switch
    {
        (true, _) => 0,
        (_, true) => TotalPrice + counts[arc.Row][arc.Column],
        _ => CellPrice + Math.Min(counts[arc.Row][arc.Column], CellPrice),
    };
}
