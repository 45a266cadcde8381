using WarmHandover.Platform.Figures;

namespace WarmHandover.Tests.Figures;

public sealed class SmallCountsTests
{
    [Fact]
    public void A_table_without_small_counts_is_shown_as_it_is()
    {
        var safe = SmallCounts.Hide(Table([12, 30, 0], [10, 0, 44]));

        Assert.Equal([12, 30, 0], safe.Cells[0]);
        Assert.Equal([10, 0, 44], safe.Cells[1]);
        Assert.Equal([42, 54], safe.RowTotals);
        Assert.Equal([22, 30, 44], safe.ColumnTotals);
        Assert.Equal(96, safe.Total);
        Assert.Equal(0, safe.Hidden);
    }

    [Fact]
    public void A_small_count_takes_three_others_with_it_so_that_no_total_gives_it_away()
    {
        var safe = SmallCounts.Hide(Table([3, 20, 40], [25, 30, 50], [60, 70, 80]));

        Assert.Equal([null, null, 40], safe.Cells[0]);
        Assert.Equal([null, null, 50], safe.Cells[1]);
        Assert.Equal([60, 70, 80], safe.Cells[2]);
        Assert.Equal([63, 105, 210], safe.RowTotals);
        Assert.Equal([88, 120, 170], safe.ColumnTotals);
        Assert.Equal(378, safe.Total);
    }

    [Fact]
    public void A_neighbour_that_leaves_too_little_room_is_not_enough()
    {
        // With the 1 and the 2 alone hidden anybody could tell that each is at most 3.
        var safe = SmallCounts.Hide(Table([1, 2, 40], [2, 1, 60]));

        Assert.Equal([null, null, null], safe.Cells[0]);
        Assert.Equal([null, null, null], safe.Cells[1]);
        Assert.Equal([43, 63], safe.RowTotals);
        AssertNobodyCanTell([Table([1, 2, 40], [2, 1, 60])], 10);
    }

    [Fact]
    public void Zero_counts_nobody_and_is_shown_as_zero()
    {
        var safe = SmallCounts.Hide(Table([0, 0, 0], [0, 15, 20]));

        Assert.Equal([0, 0, 0], safe.Cells[0]);
        Assert.Equal([0, 15, 20], safe.Cells[1]);
        Assert.Equal([0, 35], safe.RowTotals);
        Assert.Equal(0, SmallCounts.Hide(Table([0, 0], [0, 0])).Hidden);
    }

    [Fact]
    public void A_small_area_is_hidden_as_a_whole_and_the_next_one_with_it()
    {
        var safe = SmallCounts.Hide(Table([4, 1], [30, 25], [11, 12], [90, 95]));

        Assert.Equal([null, null], safe.Cells[0]);
        Assert.Equal([null, null], safe.Cells[2]);
        Assert.Equal([null, 55, null, 185], safe.RowTotals);
        Assert.Equal([30, 25], safe.Cells[1]);
        Assert.Equal(268, safe.Total);
    }

    [Fact]
    public void When_all_there_is_is_little_nothing_is_shown_but_the_areas_with_nothing()
    {
        var safe = SmallCounts.Hide(Table([4, 0], [0, 0], [2, 1]));

        Assert.Equal([null, null], safe.Cells[0]);
        Assert.Equal([0, 0], safe.Cells[1]);
        Assert.Equal([null, 0, null], safe.RowTotals);
        Assert.Equal([null, null], safe.ColumnTotals);
        Assert.Null(safe.Total);
    }

    [Fact]
    public void The_bound_is_a_choice()
    {
        var table = Table([7, 20, 40], [25, 30, 50]);

        Assert.Equal(0, SmallCounts.Hide(table, below: 5).Hidden);
        Assert.Null(SmallCounts.Hide(table, below: 8).Cells[0][0]);
        Assert.Equal(0, SmallCounts.Hide(Table([1, 2], [3, 4]), below: 1).Hidden);
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallCounts.Hide(table, below: 0));
    }

    [Fact]
    public void Tables_of_one_call_count_the_same_by_the_same_rows()
    {
        CountTable byMonth = new("maand", ["a", "b"], ["1"], [[27], [55]]);

        Assert.Throws<ArgumentException>(() => SmallCounts.Hide([Table([7, 20], [25, 31]), byMonth]));
        Assert.Throws<ArgumentException>(() => SmallCounts.Hide([Table([7, 20], [25, 30]), new("maand", ["a"], ["1"], [[27]])]));
        Assert.Throws<ArgumentException>(() => new CountTable("x", ["a"], ["1", "2"], [[1]]));
        Assert.Throws<ArgumentException>(() => new CountTable("x", ["a"], ["1"], [[-1]]));
        Assert.Empty(SmallCounts.Hide([]));
    }

    [Fact]
    public void Nobody_who_knows_all_that_is_shown_can_tell_a_small_count_from_any_other()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        for (var story = 0; story < 150; story++)
        {
            try
            {
                AssertNobodyCanTell(Tables(random), below: random.Next(3) == 0 ? 5 : 10);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"WO_TEST_SEED={seed}, story {story}: {wrong.Message}", wrong);
            }
        }
    }

    [Fact]
    public void The_outsider_of_these_tests_finds_what_is_hidden_carelessly()
    {
        // Only the small count itself: the row gives it away.
        var alone = new SafeTable("x", ["a", "b"], ["1", "2"], [[null, 20], [25, 30]], [23, 55], [28, 50], 78);
        Assert.Equal((3, 3), Round(new Outsider([alone]).Bounds(0, 0, 0)));

        // A ring of three small counts: nothing is certain, but everything is at most 5.
        var narrow = new SafeTable("x", ["a", "b"], ["1", "2"], [[null, null], [null, null]], [5, 40], [25, 20], 45);
        Assert.Equal((0, 5), Round(new Outsider([narrow]).Bounds(0, 0, 0)));

        // Each table is safe alone; what one shows of an area, the other hides.
        var other = new SafeTable("y", ["a", "b"], ["7"], [[5], [40]], [5, 40], [45], 45);
        var hides = narrow with { RowTotals = [null, null], Total = null, ColumnTotals = [null, null] };
        Assert.Equal((0, 5), Round(new Outsider([other, hides]).Bounds(1, 0, 0)));
    }

    [Fact]
    public void Four_hundred_areas_by_twelve_months_keep_the_totals_of_the_months()
    {
        var random = new Random(4);
        var table = Table([.. Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, 12).Select(_ => random.Next(40)).ToArray())]);

        var safe = SmallCounts.Hide(table);

        Assert.True(safe.ColumnTotals.All(total => total is not null));
        Assert.True(safe.Hidden < 400 * 12 / 2, $"{safe.Hidden} counts are hidden.");
    }

    private static void AssertNobodyCanTell(CountTable[] tables, int below)
    {
        var safe = SmallCounts.Hide(tables, below);
        var outsider = new Outsider(safe);
        for (var t = 0; t < safe.Count; t++)
        {
            var (truth, shown) = (tables[t].Counts, safe[t]);
            for (var r = 0; r < shown.Rows.Count; r++)
            {
                Judge(truth[r].Sum(), shown.RowTotals[r], t, r, -1);
                for (var c = 0; c < shown.Columns.Count; c++)
                    Judge(truth[r][c], shown.Cells[r][c], t, r, c);
            }

            for (var c = 0; c < shown.Columns.Count; c++)
                Judge(truth.Sum(row => row[c]), shown.ColumnTotals[c], t, -1, c);
            Judge(truth.Sum(row => row.Sum()), shown.Total, t, -1, -1);
        }

        void Judge(int truth, int? shown, int table, int row, int column)
        {
            var where = $"table {table}, row {row}, column {column}";
            if (shown is not null)
            {
                Assert.True(truth == shown, $"{where}: {shown} is shown for {truth}.");
                Assert.True(truth == 0 || truth >= below, $"{where}: {truth} is small and shown.");
                return;
            }

            var (low, high) = outsider.Bounds(table, row, column);
            Assert.True(low <= truth + 1e-6 && truth <= high + 1e-6, $"{where}: {truth} is not between {low} and {high}.");
            Assert.True(high - low > 1 - 1e-6, $"{where}: it must be {truth}.");
            var small = truth > 0 && truth < below;
            Assert.True(!small || (low < 1 + 1e-6 && high > below - 1e-6), $"{where}: {truth} must be between {low} and {high}.");
        }
    }

    private static CountTable[] Tables(Random random)
    {
        var (rows, most) = (random.Next(1, 6), new[] { 1, 4, 12, 40 }[random.Next(4)]);
        var totals = Enumerable.Range(0, rows).Select(_ => random.Next(4) == 0 ? random.Next(12) : random.Next(most * 5)).ToArray();
        return [.. Enumerable.Range(0, random.Next(1, 4)).Select(table => Spread(random, table, totals))];
    }

    // Each thing of an area falls in one column, some columns more often than others.
    private static CountTable Spread(Random random, int table, int[] totals)
    {
        var columns = random.Next(1, 6);
        var luck = Enumerable.Range(0, columns).SelectMany(c => Enumerable.Repeat(c, 1 + (random.Next(2) * 12))).ToArray();
        var counts = totals.Select(_ => new int[columns]).ToArray();
        for (var row = 0; row < totals.Length; row++)
        {
            for (var thing = 0; thing < totals[row]; thing++)
                counts[row][luck[random.Next(luck.Length)]]++;
        }

        return new($"t{table}", [.. totals.Select((_, r) => $"r{r}")], [.. Enumerable.Range(0, columns).Select(c => $"c{c}")], counts);
    }

    private static CountTable Table(params int[][] counts) => new(
        "x", [.. counts.Select((_, r) => $"r{r}")], [.. counts[0].Select((_, c) => $"c{c}")], counts);

    private static (double, double) Round((double Low, double High) bounds) => (Math.Round(bounds.Low), Math.Round(bounds.High));
}
