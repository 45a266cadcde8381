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

/// <summary>The same story with five processes over RabbitMQ and PostgreSQL, each of which dies in the middle.</summary>
[Collection(WithHouseServers.Name)]
public sealed class JourneyTests(HouseServers servers, ITestOutputHelper output)
{
    private const string Broker = "RabbitMQ";

    private static readonly string[] Middle =
    [
        "SeeAndTalk", "AskConsent", "SendTheDebtReferral", "LookAsTheFather", "ReceiveAtDebtHelp", "HandOverYara", "JoinTheSecondFile",
        "SitTogether", "ReferOn", "TakeBack",
    ];

    private static bool Long => Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1";

    /// <summary>
    /// One story in which everything dies once, each in another chapter; the long form tells it undisturbed too, and with each part killed
    /// before each chapter.
    /// </summary>
    [Fact]
    public async Task The_story_is_told_to_its_end_though_the_broker_and_each_process_are_killed_in_the_middle()
    {
        (string Chapter, string Part)[] once =
        [
            ("AskConsent", "Signal"), ("LookAsTheFather", "Referral"), ("ReceiveAtDebtHelp", Broker), ("HandOverYara", "Notification"),
            ("JoinTheSecondFile", "Consent"), ("SitTogether", "Gateway"), ("TakeBack", "Consent"),
        ];
        await PlayAndKill(once);
        if (!Long)
            return;

        await PlayAndKill([]);
        await PlayAndKill([.. from chapter in Middle select (chapter, Broker)]);
        await PlayAndKill([.. from chapter in Middle from part in Parts select (chapter, part)]);
    }

    private static string[] Parts => ["Signal", "Consent", "Referral", "Notification", "Gateway"];

    private async Task PlayAndKill((string Chapter, string Part)[] plan)
    {
        var killed = new List<(string, string)>();
        await Play(async (stood, chapter, breaking) =>
        {
            foreach (var one in plan.Where(one => one.Chapter == chapter))
            {
                await breaking.Mended();
                await (one.Part == Broker ? KillTheBroker(breaking) : Kill(stood.House, one.Part, breaking));
                killed.Add(one);
            }
        });

        Assert.Equal(plan, killed);
    }

    // Just before it dies in the plan of one story a referral was sent: that is on its way.
    private async Task KillTheBroker(Breaking breaking)
    {
        var before = servers.Rabbit.Pid;
        await servers.Rabbit.QueuesAreOnDisk();
        await servers.Rabbit.Kill();
        breaking.Mend(async () =>
        {
            await servers.Rabbit.Restart();
            Assert.NotEqual(before, servers.Rabbit.Pid);
        });
    }

    private static async Task Kill(ProcessHouse house, string name, Breaking breaking)
    {
        var part = house.Part(name);
        var before = part.Pid;
        await part.Kill();
        breaking.Mend(async () =>
        {
            await house.StartPart(name, CancellationToken.None);
            Assert.NotEqual(before, part.Pid);
        });
    }

    private async Task Play(Func<StoodHouse, string, Breaking, Task> before)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(Long ? 30 : 10));
        using var told = new StringWriter();
        var breaking = new Breaking();
        await using var stood = await servers.Open(limit.Token);
        using var http = new HttpClient { BaseAddress = stood.House.Address };
        try
        {
            await new Embedded.Journey.Journey(stood.House, http, told, Before).Play(limit.Token);

            Assert.Empty(Audit.Of(await stood.Stores.Settled(TimeSpan.FromSeconds(120))));
        }
        catch
        {
            output.WriteLine(stood.LastWords());
            throw;
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
