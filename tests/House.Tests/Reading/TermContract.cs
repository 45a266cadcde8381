using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

/// <summary>Lamps found by the words of their street (sharp) and by how often they were lit; a broken one is found no more.</summary>
public sealed class SignView() : View<LampFact>("street", "lamp", "signs")
{
    protected override void Show(Noted<LampFact> noted, Rows rows)
    {
        var key = $"{noted.Id:N}";
        if (noted.Fact is LampBroke)
            rows.Remove(key);
        if (noted.Fact is not LampLit lit)
            return;

        var words = lit.Street.Split(' ');
        rows.Put(key, "all", new LampRow(noted.Id, lit.Street, 1, noted.Stored.Version));
        rows.FindBy(key, new([words[0]], [.. words[1..], $"v:{noted.Stored.Version}", "a'b&c|d:e"]));
    }
}

/// <summary>What every store of views answers to a question in terms.</summary>
public abstract class TermContract
{
    protected abstract Task Use(Func<IEventLog, IViews, IViewRebuild, Task> story);

    [Fact]
    public Task A_row_is_found_by_whole_terms_by_beginnings_of_words_and_by_any_of_a_group() => Use(async (log, views, _) =>
    {
        await log.Write(1, 0, new LampLit("kade hulp"));
        await log.Write(2, 0, new LampLit("hulp kade"));
        await log.Write(3, 0, new LampLit("plein boom"));
        await views.FreshToHead("signs", CancellationToken.None);

        Assert.Equal("2, 1", await Found(views, [], ["hulp"]));
        Assert.Equal("1, 2", await Found(views, [], ["kad"]));
        Assert.Equal("3", await Found(views, [["plein", "v:9"], ["v:1"]], []));
        Assert.Equal("3", await Found(views, [["v:1"]], ["boom"]));
        Assert.Empty(await Found(views, [["kad"]], []));
        Assert.Empty(await Found(views, [["v:1"]], ["kade", "boom"]));
        Assert.Empty(await Found(views, [], []));
        Assert.Equal(3, Count(await Found(views, [["v:1"]], [])));
        Assert.Equal(1, Count(await Found(views, [["v:1"]], [], limit: 1, skip: 2)));
    });

    [Theory]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("') or ('")]
    [InlineData("NEAR(kade hulp)")]
    [InlineData("* & ! | : \\")]
    [InlineData("")]
    public Task A_word_is_never_understood_as_an_order(string word) => Use(async (log, views, _) =>
    {
        await log.Write(1, 0, new LampLit("kade hulp"));
        await views.FreshToHead("signs", CancellationToken.None);
        Assert.Empty(await Found(views, [], [word]));
        Assert.Equal("1", await Found(views, [["abcd:e"]], []));
    });

    [Fact]
    public Task The_newest_terms_count_and_a_row_that_is_gone_is_not_found() => Use(async (log, views, _) =>
    {
        await log.Write(1, 0, new LampLit("kade"));
        await log.Write(1, 1, new LampLit("plein"));
        await log.Write(2, 0, new LampLit("plein"));
        await log.Write(2, 1, new LampBroke());
        await views.FreshToHead("signs", CancellationToken.None);
        Assert.Empty(await Found(views, [], ["kade"]));
        Assert.Equal("1", await Found(views, [], ["plein"]));
    });

    [Fact]
    public Task After_a_rebuild_each_row_is_found_once() => Use(async (log, views, rebuild) =>
    {
        for (var lamp = 1; lamp <= 30; lamp++)
            await log.Write(lamp, 0, new LampLit("kade"));
        await views.FreshToHead("signs", CancellationToken.None);
        await rebuild.Rebuild("signs", progress: null, CancellationToken.None);
        Assert.Equal(30, Count(await Found(views, [], ["kade"])));
        await log.Write(31, 0, new LampLit("kade"));
        await views.FreshToHead("signs", CancellationToken.None);
        Assert.Equal(31, Count(await Found(views, [], ["kade"])));
    });

    private static int Count(string found) => found.Split(", ").Length;

    private static async Task<string> Found(IViews views, string[][] groups, string[] words, int limit = 100, int skip = 0)
    {
        var rows = await views.Search<LampRow>("signs", new(groups, words, limit, skip), CancellationToken.None);
        return string.Join(", ", rows.Select(row => Enumerable.Range(1, 40).Single(n => Cast.Id(n) == row.Lamp)));
    }
}
