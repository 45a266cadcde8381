using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Reading;
using WarmHandover.Tests.Reading;
using WarmHandover.Tests.Servers;
using WarmHandover.Tests.SignalErasure;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// The whole story in one process, on files, and after it a person and a whole file are destroyed. Told again many times, its views in
/// PostgreSQL are the same after a rebuild.
/// </summary>
public sealed class OneProcessTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task The_story_is_told_to_its_end_and_everything_announced_had_its_effect_once()
    {
        var folder = Directory.CreateTempSubdirectory("wo-one-").FullName;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var told = new StringWriter();
        try
        {
            await using (var house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", limit.Token))
            {
                using var http = new HttpClient { BaseAddress = house.Address };
                var story = new Embedded.Journey.Journey(house, http, told);
                await story.Play(limit.Token);
                var (family, mother) = (story.Family, new[] { story.Samira });
                await TwoPeople.Erase(house, http, new { family, member = story.Samira, askedBy = mother, identified = "aan-de-balie" });
                await TwoPeople.Erase(
                    house, http, new { family, askedBy = new[] { story.Samira, story.Erik }, identified = "aan-de-balie" });
                await new SqliteStores(folder).Settled(TimeSpan.FromMinutes(3));
            }

            Assert.Empty(Audit.Of(await new SqliteStores(folder).Events()));
            foreach (var service in Retold.Services)
                await IsTheSameAfterARebuild(folder, service);
        }
        finally
        {
            output.WriteLine(told.ToString());
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task IsTheSameAfterARebuild(string folder, string service)
    {
        var database = await postgres.Server.NewDatabase();
        var views = Retold.ViewsOf(service);
        await using var replica = new Replica(database, views);
        await replica.Run();
        await (await Retold.Of(folder, service)).IsTheSameAfterARebuild(
            service, views, replica.Log, replica.Views, replica.Of<IViewRebuild>(),
            () => new Npgsql.NpgsqlConnection($"{database.Admin};Search Path={Replica.Schema}"), output);
    }
}

/// <summary>The same story with five processes over RabbitMQ and PostgreSQL: undisturbed, and with parts killed in the middle.</summary>
[Collection(WithHouseServers.Name)]
public sealed class JourneyTests(HouseServers servers, ITestOutputHelper output)
{
    private static readonly string[] Middle =
    [
        "SeeAndTalk", "AskConsent", "SendTheDebtReferral", "LookAsTheFather", "ReceiveAtDebtHelp", "HandOverYara", "JoinTheSecondFile",
        "SitTogether", "ReferOn", "TakeBack",
    ];

    private static bool Long => Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1";

    [Fact]
    public Task The_story_is_told_to_its_end() => Play((_, _, _) => Task.CompletedTask);

    [Fact]
    public async Task A_broker_that_is_killed_and_comes_back_changes_nothing()
    {
        var kills = 0;
        await Play(async (_, chapter, breaking) =>
        {
            // Just before, the referral was sent: it is on its way when the broker dies.
            if (chapter != "ReceiveAtDebtHelp" && !(Long && Middle.Contains(chapter)))
                return;

            await breaking.Mended();
            var before = servers.Rabbit.Pid;
            await servers.Rabbit.QueuesAreOnDisk();
            await servers.Rabbit.Kill();
            kills++;
            breaking.Mend(async () =>
            {
                await servers.Rabbit.Restart();
                Assert.NotEqual(before, servers.Rabbit.Pid);
            });
        });

        Assert.Equal(Long ? Middle.Length : 1, kills);
    }

    [Fact]
    public async Task Each_process_may_be_killed_in_the_middle()
    {
        (string Chapter, string Part)[] plan = Long
            ? [.. from chapter in Middle from part in Parts select (chapter, part)]
            : [("AskConsent", "Signal"), ("ReceiveAtDebtHelp", "Referral"), ("HandOverYara", "Notification"),
                ("JoinTheSecondFile", "Consent"), ("SitTogether", "Gateway"), ("TakeBack", "Consent")];
        var killed = new List<string>();
        await Play(async (stood, chapter, breaking) =>
        {
            foreach (var (_, name) in plan.Where(one => one.Chapter == chapter))
            {
                await breaking.Mended();
                var part = stood.House.Part(name);
                var before = part.Pid;
                await part.Kill();
                killed.Add(name);
                breaking.Mend(async () =>
                {
                    await stood.House.StartPart(name, CancellationToken.None);
                    Assert.NotEqual(before, part.Pid);
                });
            }
        });

        Assert.Equal(plan.Length, killed.Count);
        Assert.Equal(Parts.Order(), killed.Distinct().Order());
    }

    private static IReadOnlyList<string> Parts => ["Signal", "Consent", "Referral", "Notification", "Gateway"];

    private async Task Play(Func<StoodHouse, string, Breaking, Task> before)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(Long ? 30 : 6));
        using var told = new StringWriter();
        var breaking = new Breaking();
        await using var stood = await servers.Open(limit.Token);
        using var http = new HttpClient { BaseAddress = stood.House.Address };
        try
        {
            await new Embedded.Journey.Journey(stood.House, http, told, Before).Play(limit.Token);

            Assert.Empty(Audit.Of(await stood.Stores.Settled(TimeSpan.FromSeconds(120))));
        }
        finally
        {
            output.WriteLine(told.ToString());
            await breaking.Mended();
        }

        // The weeks that pass restart the whole house: whatever is being mended is whole first.
        Task Before(string chapter, CancellationToken ct) =>
            chapter == "AskWhetherItHelped" ? breaking.Mended() : before(stood, chapter, breaking);
    }

    /// <summary>What is being started again while the story goes on.</summary>
    private sealed class Breaking
    {
        private Task mending = Task.CompletedTask;

        public void Mend(Func<Task> mend) => mending = mend();

        public async Task Mended() => await mending;
    }
}
