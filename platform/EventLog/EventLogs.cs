using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog;

/// <summary>Chooses the engine: the service never knows which.</summary>
public static class EventLogs
{
    /// <summary>
    /// Registers the log and the payloads of one service in the store that the operator chose. On PostgreSQL the schema is brought up to
    /// date at start when a migrating role is given; register it before whatever reads the log.
    /// </summary>
    public static void Add(IServiceCollection services, HouseOptions options, string service)
    {
        switch (options)
        {
            case { EventStore: not null, Store: not "postgres" }:
                throw new StartRefusedException(
                    "WO_EVENTSTORE gaat samen met WO_STORE=postgres: kluis en weergaven staan daar. (Set WO_STORE to postgres.)");
            case { EventStore: { } address }:
                OnEventStore(services, options, service, EventStoreAddress.Parse(address));
                return;
            case { Store: "postgres" }:
                services.AddSingleton(provider => new PostgresEventLog(Given(options), service, Clock(provider)));
                services.AddSingleton<IHostedService>(provider =>
                    new LogStart(provider.GetRequiredService<PostgresEventLog>().Start, options, service));
                Shared<PostgresEventLog>(services);
                return;
        }

        services.AddSingleton(_ =>
        {
            var file = Path.Combine(options.DataFolder, $"{service}.log.db");
            Moved.Check(Moved.Read(file), "sqlite", service);
            return new SqliteEventLog(file);
        });
        Shared<SqliteEventLog>(services);
    }

    private static void OnEventStore(IServiceCollection services, HouseOptions options, string service, EventStoreAddress address)
    {
        services.AddSingleton(_ => new PayloadsApart(Given(options), service));
        services.AddSingleton<IPayloads>(provider => provider.GetRequiredService<PayloadsApart>());
        services.AddSingleton(provider => new EventStoreLog(
            address, service, provider.GetRequiredService<PayloadsApart>(), Clock(provider)));
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<EventStoreLog>());
        services.AddSingleton<IHostedService>(provider =>
            new LogStart(provider.GetRequiredService<EventStoreLog>().Start, options, service));
        services.AddHostedService<PayloadSweep>();
    }

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static void Shared<T>(IServiceCollection services) where T : class, IEventLog, IPayloads
    {
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<T>());
        services.AddSingleton<IPayloads>(provider => provider.GetRequiredService<T>());
    }

    private static string Given(HouseOptions options) => options.Postgres
        ?? throw new StartRefusedException(
            "WO_STORE is postgres, maar WO_POSTGRES ontbreekt. (Give the connection string of the runtime role.)");

    /// <summary>Before anything else runs: the schema is there and the server keeps what it answers.</summary>
    private sealed class LogStart(Func<CancellationToken, Task> start, HouseOptions options, string service) : IPrepares
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            if (options.PostgresMigrator is { } migrator)
            {
                var runtime = new NpgsqlConnectionStringBuilder(Given(options)).Username;
                await PostgresStart.Try(
                    "WO_POSTGRES_MIGRATOR", () => PostgresMigrations.Run(migrator, service, runtime ?? "", cancellationToken));
            }

            await PostgresStart.Try("WO_POSTGRES", async () =>
            {
                await start(cancellationToken);
                await using var rooms = new SchemaRooms(options, service);
                Moved.Check(
                    await rooms.Stands(cancellationToken), options.EventStore is null ? "postgres" : "eventstore", service);
            });
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
