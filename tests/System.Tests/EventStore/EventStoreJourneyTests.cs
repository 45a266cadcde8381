using WarmHandover.Tests.Journey;
using Xunit.Abstractions;

namespace WarmHandover.Tests.EventStore;

/// <summary>The main job with its logs in EventStoreDB, beside RabbitMQ and PostgreSQL; the line breaks in the middle.</summary>
[Collection(WithOtherHouseServers.Name)]
public sealed class EventStoreJourneyTests(HouseServers servers, ITestOutputHelper output)
{
    [Fact]
    public async Task The_story_is_told_on_EventStoreDB_though_the_line_breaks()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        using var told = new StringWriter();
        var state = new EventStoreState();
        await using var server = new EventStoreServer(state);
        await server.Start();
        await using var stood = await servers.Open(
            limit.Token,
            service => service == "gateway" ? [] : [("WO_EVENTSTORE", $"esdb://{server.Host}?tls=false")],
            connection => new EventStoreStores(state, connection));
        using var http = new HttpClient { BaseAddress = stood.House.Address };
        var broken = 0;
        try
        {
            await new Embedded.Journey.Journey(stood.House, http, told, Before).Play(limit.Token);
            Assert.Empty(Audit.Of(await stood.Stores.Settled(TimeSpan.FromMinutes(3))));
        }
        finally
        {
            output.WriteLine(told.ToString());
        }

        Assert.Equal(2, broken);

        Task Before(string chapter, CancellationToken ct)
        {
            if (chapter is not ("SendTheDebtReferral" or "TakeBack"))
                return Task.CompletedTask;
            broken++;
            server.AnswersToLose = 2;
            server.Break();
            return Task.CompletedTask;
        }
    }
}
