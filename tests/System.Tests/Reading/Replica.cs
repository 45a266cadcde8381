using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Reading;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Reading;

/// <summary>One replica of a service over a shared PostgreSQL: its own log, views, runners and connections.</summary>
internal sealed class Replica : IAsyncDisposable
{
    /// <summary>The schema in which it all stands.</summary>
    public const string Schema = "street";

    private readonly ServiceProvider services;
    private readonly List<IHostedService> running = [];

    public Replica(PostgresDatabase database, params IView[] views)
    {
        var options = new HouseOptions
        {
            Store = "postgres",
            Bus = "inprocess",
            DataFolder = "/nowhere",
            Issuer = "urn:test",
            Postgres = database.Runtime,
            PostgresMigrator = database.Migrator,
        };
        var collection = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        collection.AddSingleton(TimeProvider.System);
        foreach (var view in views)
            collection.AddSingleton(view);
        EventLogs.Add(collection, options, Schema);
        Readings.Add(collection, options, Schema);
        services = collection.BuildServiceProvider();
    }

    public IEventLog Log => Of<IEventLog>();

    public IViews Views => Of<IViews>();

    public T Of<T>() where T : notnull => services.GetRequiredService<T>();

    public Task<LampRow?> Lamp(int lamp) => Views.Get<LampRow>("lamps", $"{Cast.Id(lamp):N}", CancellationToken.None);

    public async Task Run()
    {
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
            running.Add(hosted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in running)
            await hosted.StopAsync(CancellationToken.None);

        await services.DisposeAsync();
    }
}
