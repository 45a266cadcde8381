using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Reading.Postgres;
using WarmHandover.Platform.Reading.Sqlite;

namespace WarmHandover.Platform.Reading;

/// <summary>Registers a service's views, clocks, checkpoints, leases and parked messages in the store that the operator chose.</summary>
public static class Readings
{
    /// <summary>Adds everything that reads. The log, the clock and the service's own views and hands are registered elsewhere.</summary>
    public static void Add(IServiceCollection services, HouseOptions options, string service)
    {
        if (options.Store == "postgres")
            InPostgres(services, options, service);
        else
            InSqlite(services, options, service);

        services.AddSingleton<ViewBoard>();
        services.AddSingleton<ViewFolder>();
        services.AddSingleton<ViewRebuild>();
        services.AddSingleton<IViewRebuild>(provider => provider.GetRequiredService<ViewRebuild>());
        services.AddSingleton<IViews, Views>();
        services.AddSingleton<IHostedService>(provider => new ViewRunner(
            service,
            provider.GetRequiredService<IEventLog>(),
            provider.GetRequiredService<IViewStore>(),
            provider.GetRequiredService<ViewBoard>(),
            provider.GetRequiredService<ViewFolder>(),
            provider.GetRequiredService<ViewRebuild>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ViewRunner>>()));
        services.AddSingleton<IHostedService>(provider => new ClockRunner(
            provider.GetServices<IClockHand>(),
            provider.GetRequiredService<IViews>(),
            provider.GetRequiredService<ILeases>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ClockRunner>>()));
    }

    private static void InSqlite(IServiceCollection services, HouseOptions options, string service)
    {
        services.AddSingleton(_ => new ReadingFile(Path.Combine(options.DataFolder, $"{service}.views.db")));
        services.AddSingleton<IViewStore, SqliteViewStore>();
        services.AddSingleton<ICheckpoints, SqliteCheckpoints>();
        services.AddSingleton<IParking, SqliteParking>();
        services.AddSingleton<ILeases, ProcessLeases>();
    }

    private static void InPostgres(IServiceCollection services, HouseOptions options, string service)
    {
        var connection = options.Postgres
            ?? throw new StartRefusedException("WO_STORE is postgres; set WO_POSTGRES to the connection string.");
        services.AddSingleton(_ => new ReadingSchema(connection, service));
        services.AddSingleton<IViewStore, PostgresViewStore>();
        services.AddSingleton<ICheckpoints, PostgresCheckpoints>();
        services.AddSingleton<IParking, PostgresParking>();
        services.AddSingleton<ILeases, PostgresLeases>();
    }
}
