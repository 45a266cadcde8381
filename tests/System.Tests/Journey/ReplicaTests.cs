using Npgsql;
using WarmHandover.Embedded.Running;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// Two replicas of a service: one of them announces. When it is killed the other takes over, and nothing is lost or doubled.
/// </summary>
[Collection(WithHouseServers.Name)]
public sealed class ReplicaTests(HouseServers servers, ITestOutputHelper output)
{
    private static readonly string[] Doubled = ["Signal", "Consent", "Referral"];

    [Fact]
    public async Task Of_two_replicas_one_announces_and_the_other_takes_over_when_it_is_killed()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        using var told = new StringWriter();
        await using var stood = await servers.Open(limit.Token);
        using var http = new HttpClient { BaseAddress = stood.House.Address };
        var replicas = new Dictionary<string, ServiceProcess>();
        try
        {
            await Until(async () => await Fence(stood, "Signal") == 1, "the first replica takes the lease");
            foreach (var part in Doubled)
                replicas[part] = await stood.House.StartReplica(part, limit.Token);

            await new Embedded.Journey.Journey(stood.House, http, told, Disturb).Play(limit.Token);

            Assert.Empty(Audit.Of(await stood.Stores.Settled(TimeSpan.FromSeconds(120))));
        }
        finally
        {
            output.WriteLine(told.ToString());
            foreach (var replica in replicas.Values)
                await replica.DisposeAsync();
        }

        async Task Disturb(string chapter, CancellationToken ct)
        {
            if (chapter == "SendTheDebtReferral")
            {
                // Both lived for four chapters, and only one ever held the lease. Now the holder dies.
                Assert.Equal(1, await Fence(stood, "Signal"));
                var before = stood.House.Part("Signal").Pid;
                await stood.House.Part("Signal").Kill();
                await Until(async () => await Fence(stood, "Signal") == 2, "the other replica takes the lease");
                await stood.House.StartPart("Signal", ct);
                Assert.NotEqual(before, stood.House.Part("Signal").Pid);
            }

            // The weeks that pass restart the five with another clock; the replicas do not see that day.
            if (chapter == "AskWhetherItHelped")
            {
                foreach (var replica in replicas.Values)
                    await replica.Kill();
            }
        }
    }

    private static async Task<long> Fence(StoodHouse stood, string part)
    {
        await using var connection = new NpgsqlConnection(stood.Connection);
        await connection.OpenAsync();
        await using var fence = new NpgsqlCommand(
            $"select coalesce((select fence from {part.ToLowerInvariant()}.leases where name = 'announcer'), 0)", connection);
        return (long)(await fence.ExecuteScalarAsync())!;
    }

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await isSo())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(3), $"Not within three minutes: {what}");
            await beat.WaitForNextTickAsync();
        }
    }
}
