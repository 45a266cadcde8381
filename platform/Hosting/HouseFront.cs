using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Watching;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// What a process for people has in common with the services: options, clock, limits, logs and telemetry, and the master key. It has no
/// log, no vault and no API of its own, and it does not judge tokens: it passes the person's own on to whoever does.
/// </summary>
public static class HouseFront
{
    /// <summary>Adds the front, everything out of this builder's own configuration.</summary>
    public static HouseOptions AddHouseFront(this WebApplicationBuilder builder, string name)
    {
        var options = HouseOptions.Read(builder.Configuration);
        if (builder.Environment.EnvironmentName != "Development")
            Hardening.Check(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(HouseClock.From(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton(MasterKey.Load(options, builder.Environment.EnvironmentName == "Development"));
        if (builder.Configuration["WO_TELEMETRY"] != "off")
            Telemetry.Add(builder.Services, name, options);
        builder.LimitAndQuiet();
        return options;
    }

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static WebApplication MapHouseHealth(this WebApplication app)
    {
        Health.Map(app);
        return app;
    }

    /// <summary>
    /// Does what a start needs of the store; what stops it at the database in <c>WO_POSTGRES</c>, if that is the store, becomes one
    /// sentence.
    /// </summary>
    public static Task Start(HouseOptions options, Func<Task> work) =>
        options.Store == "postgres" ? PostgresStart.Try("WO_POSTGRES", work) : work();

    /// <summary>Brings the tables of one set up to date, where a migrating role is given; what stops it becomes one sentence.</summary>
    public static Task Migrate(HouseOptions options, string schema, string set, CancellationToken ct) =>
        options is { PostgresMigrator: { } migrator, Postgres: { } runtime }
            ? PostgresStart.Try(
                "WO_POSTGRES",
                () => PostgresMigrations.Run(
                    migrator, schema, new Npgsql.NpgsqlConnectionStringBuilder(runtime).Username ?? "", ct, set))
            : Task.CompletedTask;
}
