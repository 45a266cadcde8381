using Microsoft.Data.Sqlite;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Tests.Journey;

namespace WarmHandover.Tests.Crash;

/// <summary>The planted bugs of the crash test: in a doctored copy of the logs the check that passes on the true ones turns red.</summary>
public sealed class DoctoredTests : IAsyncLifetime
{
    private const int Enough = 60;
    private readonly string folder = Directory.CreateTempSubdirectory("wo-doctored-").FullName;

    private string Ledgered => Path.Combine(folder, "ledger");

    public async Task InitializeAsync()
    {
        var house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", default);
        await using (house)
        {
            // Who is not in the directory cannot be asked for as a recipient: without the region nobody would get past asking.
            await Stage.Set(house, default);
            using var http = new HttpClient { BaseAddress = house.Address };
            using var ledger = new Ledger(Ledgered);
            var load = new Load(ledger, http, () => house.Token(People.All.Single(p => p.Name == "noor"), null, null), seed: 1);
            load.Up();
            var working = load.Run(2);
            await ledger.Reaches(Enough);
            load.Stop();
            await working;
            await new SqliteStores(folder).Settled(TimeSpan.FromMinutes(3));
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_true_logs_pass_and_every_doctored_one_is_found()
    {
        Assert.Empty(await Wrong());

        // The newest accepted fact is gone as if it had never been there: chain and order are whole, only the ledger knows.
        var newest = (await Events()).Last(e => e.Service == "signal");
        var lost = await With("signal", $"delete from events where position = {newest.Position}");
        Assert.Contains(lost, wrong => wrong.EndsWith("was accepted and is lost", StringComparison.Ordinal));

        // The newest one stands there twice, well chained and under an id that follows from its command.
        var doubled = await With("signal", Again(newest, newest.Cause, index: 1));
        Assert.Contains(doubled, wrong => wrong.EndsWith("stands there 2 times", StringComparison.Ordinal));

        // What was announced was not heard; or heard once more, as a command of its own.
        var heard = (await Events()).Last(e => e.Type == "family-heard.v1");
        var unheard = await With("consent", $"delete from events where position = {heard.Position}");
        Assert.Contains(unheard, wrong => wrong.Contains("has no family-heard.v1", StringComparison.Ordinal));
        var tail = (await Events()).Last(e => e.Stream == heard.Stream);
        var twice = await With("consent", Again(heard with { Version = tail.Version, Hash = tail.Hash }, Guid.CreateVersion7(), index: 0));
        Assert.Contains(twice, wrong => wrong.EndsWith("twice, or an older one later", StringComparison.Ordinal));

        // A word of the past was changed.
        const string Change = "update events set data = cast(replace(cast(data as text), '{', '{ ') as blob) where position = 2";
        var changed = await With("signal", Change);
        Assert.Contains(changed, wrong => wrong.StartsWith("the chain breaks", StringComparison.Ordinal));
    }

    // The same fact once more behind the newest one of its stream, as a second append would have written it.
    private static string Again(Kept kept, Guid cause, int index)
    {
        var id = DerivedIds.OfFact(cause, kept.Stream, index);
        var header = (EventHeader.Read(kept.Header) with { Version = kept.Version + 1, EventId = id, Cause = cause }).ToBytes();
        var hash = Chain.Link(header, kept.Data, kept.Hash);
        return $"""
            insert into events select (select max(position) + 1 from events), '{kept.Stream}', {kept.Version + 1},
            x'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}', '{kept.Type}', x'{Convert.ToHexString(header)}',
            x'{Convert.ToHexString(kept.Data)}', x'{Convert.ToHexString(hash)}', x''
            """;
    }

    private async Task<IReadOnlyList<string>> With(string service, string sql)
    {
        var (path, aside) = (Path.Combine(folder, $"{service}.log.db"), Path.Combine(folder, "aside"));
        File.Copy(path, aside);
        try
        {
            using (var file = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                file.Open();
                using var command = file.CreateCommand();
                command.CommandText = sql;
                Assert.Equal(1, command.ExecuteNonQuery());
            }

            return await Wrong();
        }
        finally
        {
            File.Move(aside, path, overwrite: true);
        }
    }

    private async Task<IReadOnlyList<string>> Wrong()
    {
        var events = await Events();
        return [.. Ledger.Judge(Ledgered, events), .. Audit.Of(events)];
    }

    private Task<IReadOnlyList<Kept>> Events() => new SqliteStores(folder).Events();
}
