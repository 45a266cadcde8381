using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Crash;
using WarmHandover.Tests.EventStore;
using WarmHandover.Tests.Journey;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Moving;

/// <summary>
/// In the middle of the story the whole house moves: from files to PostgreSQL, and later its logs to EventStoreDB. Each service moves with
/// its own program and its own rights, and the story goes on.
/// </summary>
[Collection(WithOtherHouseServers.Name)]
public sealed class MoveTheHouseTests(HouseServers servers, ITestOutputHelper output)
{
    [Fact]
    public async Task The_story_begins_on_files_goes_on_in_PostgreSQL_and_ends_in_EventStoreDB()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        using var told = new StringWriter();
        var state = new EventStoreState();
        await using var server = new EventStoreServer(state);
        await server.Start();
        var (settingsOf, connection) = await servers.Empty(limit.Token);
        await using var house = new Mover(settingsOf, $"esdb://{server.Host}?tls=false");
        await house.Open(limit.Token);
        using var http = new HttpClient { BaseAddress = house.Address };
        try
        {
            await new Embedded.Journey.Journey(house, http, told, Before).Play(limit.Token);
            var stores = new EventStoreStores(state, connection);
            Assert.Empty(Audit.Of(await stores.Settled(TimeSpan.FromMinutes(2))));
        }
        finally
        {
            output.WriteLine(told.ToString());
            output.WriteLine(house.Said);
        }

        // Who starts it with the settings of before is told where it went.
        Assert.Contains("eventstore", await house.Refused("Consent", settingsOf("consent")), StringComparison.Ordinal);
        Assert.Contains("verhuisd", await house.Refused("Consent", []), StringComparison.Ordinal);

        async Task Before(string chapter, CancellationToken ct)
        {
            if (chapter == "SendTheDebtReferral")
                await house.ToPostgres(ct);
            else if (chapter == "SitTogether")
                await house.ToEventStore(ct);
        }
    }
}

/// <summary>A house that stands on one engine after another, at the same address and on the same folder of keys.</summary>
internal sealed class Mover(Func<string, Dictionary<string, string>> settingsOf, string eventStore) : IRunningHouse
{
    private static readonly string[] Services = ["Signal", "Consent", "Referral", "Notification"];
    private readonly string folder = Directory.CreateTempSubdirectory("wo-mover-").FullName;
    private readonly int port = Loopback.Port();
    private readonly StringWriter said = new();
    private IRunningHouse house = null!;

    public Uri Address => new($"http://127.0.0.1:{port}");

    public string Said => said.ToString();

    public async Task Open(CancellationToken ct) => house = await EmbeddedHouse.Start(folder, $"http://127.0.0.1:{port}", ct);

    public string Token(Persona persona, Guid? family, Guid? member) => house.Token(persona, family, member);

    public Task Later(TimeSpan ahead, CancellationToken ct) => house.Later(ahead, ct);

    public async Task ToPostgres(CancellationToken ct)
    {
        await house.DisposeAsync();
        foreach (var service in Services)
            await Move(service, [], settingsOf(service.ToLowerInvariant()));
        house = await ProcessHouse.Start(folder, port, settingsOf, ct);
    }

    public async Task ToEventStore(CancellationToken ct)
    {
        await house.DisposeAsync();
        foreach (var service in Services)
            await Move(service, settingsOf(service.ToLowerInvariant()), With(service.ToLowerInvariant()));
        house = await ProcessHouse.Start(folder, port, service => service == "gateway" ? [] : With(service), ct);
    }

    /// <summary>What a program says that does not start with these settings.</summary>
    public async Task<string> Refused(string service, Dictionary<string, string> settings)
    {
        File.Delete(Path.Combine(folder, $"{service}.out"));
        await using var program = Start(service, [], settings);
        Assert.Equal(1, await program.Ended());
        return program.Said().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
    }

    public async ValueTask DisposeAsync()
    {
        if (house is not null)
            await house.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        await said.DisposeAsync();
    }

    private Dictionary<string, string> With(string service) => new(settingsOf(service)) { ["WO_EVENTSTORE"] = eventStore };

    private async Task Move(string service, Dictionary<string, string> from, Dictionary<string, string> to)
    {
        File.Delete(Path.Combine(folder, $"{service}.out"));
        await using var program = Start(
            service, ["move"], new(from.Concat(to.Select(pair => KeyValuePair.Create($"WO_TO_{pair.Key[3..]}", pair.Value)))));
        var code = await program.Ended();
        await said.WriteLineAsync(program.Said());
        Assert.True(code == 0, program.Said());
    }

    private Child Start(string service, string[] words, Dictionary<string, string> settings) => Child.Start(
        service, folder, words,
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("WO_DATA", folder),
            ("WO_TRUSTED_KEYS", Embedded.Sample.People.PublicKeys(folder)), .. settings.Select(pair => (pair.Key, pair.Value)),
        ]);
}
