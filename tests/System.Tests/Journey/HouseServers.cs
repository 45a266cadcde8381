using RabbitMQ.Client;
using WarmHandover.Embedded.Running;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// One PostgreSQL and one RabbitMQ for all tests with five processes. Each house gets databases of its own; each service has its own role
/// and its own broker user with no more rights than a deployment gives it.
/// </summary>
public sealed class HouseServers : IAsyncLifetime
{
    private int houses;

    /// <summary>The broker, which tests kill and start again.</summary>
    public RabbitServer Rabbit { get; private set; } = null!;

    /// <summary>The databases.</summary>
    public PostgresServer Postgres { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var starting = PostgresServer.Start();
        Rabbit = await RabbitServer.Start([.. Users()]);
        Postgres = await starting;
        foreach (var role in (string[])[.. Stores.Services, "portal", "migrator"])
            await PostgresServer.Execute(Postgres.Admin, $"create role wo_{role} login");
    }

    public async Task DisposeAsync()
    {
        await Rabbit.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>
    /// Five processes on empty databases and a broker without anything left of the house before. A test may give one service more settings,
    /// and look into what is kept in another way.
    /// </summary>
    internal async Task<StoodHouse> Open(
        CancellationToken ct, Func<string, IEnumerable<(string Name, string Value)>>? more = null, Func<string, IStores>? stores = null,
        bool pages = false)
    {
        var (settingsOf, connection) = await Empty(ct);
        var folder = Directory.CreateTempSubdirectory("wo-house-").FullName;
        var house = await ProcessHouse.Start(folder, 0, service => With(settingsOf(service), more?.Invoke(service)), ct, pages);
        return new(house, stores?.Invoke(connection) ?? new PostgresStores(connection), folder) { Connection = connection };
    }

    /// <summary>Empty databases and an empty broker: how each service reaches them, and how a test looks into the log.</summary>
    internal async Task<(Func<string, Dictionary<string, string>> SettingsOf, string Connection)> Empty(CancellationToken ct)
    {
        var name = $"story{Interlocked.Increment(ref houses)}";
        foreach (var database in new[] { name, $"{name}_keys" })
            await PostgresServer.Execute(Postgres.Admin, $"create database {database} owner wo_migrator");
        await EmptyBroker(ct);
        return (service => SettingsOf(service, name), As("postgres", name));
    }

    private Dictionary<string, string> SettingsOf(string service, string name) => service switch
    {
        "gateway" => [],
        "portal" => new()
        {
            ["WO_STORE"] = "postgres",
            ["WO_POSTGRES"] = As("wo_portal", name),
            ["WO_POSTGRES_MIGRATOR"] = As("wo_migrator", name),
        },
        _ => Stored(service, name),
    };

    private Dictionary<string, string> Stored(string service, string name) => new()
    {
        ["WO_STORE"] = "postgres",
        ["WO_BUS"] = "rabbitmq",
        ["WO_POSTGRES"] = As($"wo_{service}", name),
        ["WO_POSTGRES_MIGRATOR"] = As("wo_migrator", name),
        ["WO_POSTGRES_KEYS"] = As($"wo_{service}", $"{name}_keys"),
        ["WO_POSTGRES_KEYS_MIGRATOR"] = As("wo_migrator", $"{name}_keys"),
        ["WO_RABBITMQ"] = Rabbit.AddressOf(new(service)),
    };

    private static Dictionary<string, string> With(Dictionary<string, string> settings, IEnumerable<(string Name, string Value)>? more)
    {
        foreach (var (name, value) in more ?? [])
            settings[name] = value;
        return settings;
    }

    private string As(string role, string database) => $"Host=127.0.0.1;Port={Postgres.Port};Database={database};Username={role}";

    private async Task EmptyBroker(CancellationToken ct)
    {
        await using var connection = await new ConnectionFactory { Uri = new(Rabbit.Address) }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        foreach (var service in Stores.Services)
        {
            foreach (var queue in new[] { "announcements", "announcements_error", "questions" })
                await channel.QueueDeleteAsync($"{service}-{queue}", cancellationToken: ct);
        }
    }

    private static IEnumerable<BrokerUser> Users() => BrokerDefinitions.Rights()
        .Select(rights => new BrokerUser(rights.Key, rights.Value.Configure, rights.Value.Write, rights.Value.Read));
}

/// <summary>Five running processes and what lies in their stores; when it is over, nothing of them is left.</summary>
internal sealed record StoodHouse(ProcessHouse House, IStores Stores, string Folder) : IAsyncDisposable
{
    /// <summary>How a test looks into the database past all code of the services.</summary>
    public required string Connection { get; init; }

    /// <summary>The last lines that each process wrote, for who reads why a story broke: its folder goes with the test.</summary>
    public string LastWords() => string.Join('\n', Directory.GetFiles(Folder, "*.log", SearchOption.AllDirectories)
        .SelectMany(file => File.ReadLines(file).TakeLast(40).Prepend($"== {Path.GetFileName(file)}")));

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The collection of heavy tests: one after another, on servers of their own.</summary>
[CollectionDefinition(Name)]
public sealed class WithHouseServers : ICollectionFixture<HouseServers>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Five processes";
}

/// <summary>Servers of their own for the other half of these tests, so that both halves run side by side.</summary>
[CollectionDefinition(Name)]
public sealed class WithOtherHouseServers : ICollectionFixture<HouseServers>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Five processes, beside";
}
