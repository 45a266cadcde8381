namespace WarmHandover.Bench;

/// <summary>F1, F2, F4, F5: how many whole durable commands a second, beside raw single-row commits in the same round.</summary>
public static class CommandRate
{
    /// <summary>SQLite at so many callers, beside one raw writer: a file has only one.</summary>
    public static async Task<Outcome> Sqlite(Workshop workshop, int callers, CancellationToken ct)
    {
        await using var store = await Store.Open("bench", workshop.Sqlite());
        using var raw = new RawSqlite(workshop.NewFolder());
        return await Rounds.Alternate(
            workshop.Pace, await Product(store, callers, ct), Rounds.Rate(1, (_, _) => raw.Insert()), ct);
    }

    /// <summary>PostgreSQL at so many callers, beside raw inserts on as many connections.</summary>
    public static async Task<Outcome> Postgres(Workshop workshop, int callers, CancellationToken ct)
    {
        await using var store = await Store.Open("bench", await workshop.Postgres());
        await using var raw = await RawPostgres.Open((await workshop.Database()).Migrator, callers, ct);
        return await Rounds.Alternate(workshop.Pace, await Product(store, callers, ct), Rounds.Rate(callers, raw.Insert), ct);
    }

    /// <summary>The same with the callers shared between two replicas of the service, which write into one log (decision 7).</summary>
    public static async Task<Outcome> Replicas(Workshop workshop, int callers, CancellationToken ct)
    {
        var settings = await workshop.Postgres();
        await using var one = await Store.Open("bench", settings);
        await using var other = await Store.Open("bench", settings);
        await using var raw = await RawPostgres.Open((await workshop.Database()).Migrator, callers, ct);
        Slice[] halves = [await Product(one, callers / 2, ct), await Product(other, callers / 2, ct)];
        return await Rounds.Alternate(
            workshop.Pace,
            async (time, token) => (await Task.WhenAll(halves.Select(half => half(time, token)))).Sum(),
            Rounds.Rate(callers, raw.Insert),
            ct);
    }

    /// <summary>Callers walk through streams of their own, so that a stream stays near twenty facts and commands do not conflict.</summary>
    private static async Task<Slice> Product(Store store, int callers, CancellationToken ct)
    {
        var streams = await store.Command.Fill(callers == 1 ? 4_000 : 16_000, ct);
        var next = new int[callers * 16];
        return Rounds.Rate(callers, (caller, token) =>
        {
            var number = next[caller * 16]++;
            return store.Command.Say(streams[((number * callers) + caller) % streams.Length], 1000 + number, token);
        });
    }
}
