using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

/// <summary>One service with a log and views in a folder of its own, as a process would hold it: opened, stopped, opened again.</summary>
public sealed class Street(string folder, TimeProvider? clock = null) : IAsyncDisposable
{
    private readonly List<IHostedService> running = [];
    private ServiceProvider? services;
    private IServiceCollection collection = new ServiceCollection();

    public IEventLog Log => Of<IEventLog>();

    public IViews Views => Of<IViews>();

    public T Of<T>() where T : notnull => services!.GetRequiredService<T>();

    public Street Open(params IView[] views) => Open(views, []);

    public Street Open(IView[] views, IClockHand[] hands)
    {
        var options = new HouseOptions { Store = "sqlite", Bus = "inprocess", DataFolder = folder, Issuer = "urn:test" };
        collection = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        collection.AddSingleton(clock ?? new FakeClock());
        foreach (var view in views)
            collection.AddSingleton(view);
        foreach (var hand in hands)
            collection.AddSingleton(hand);

        EventLogs.Add(collection, options, "street");
        Readings.Add(collection, options, "street");
        services = collection.BuildServiceProvider();
        return this;
    }

    /// <summary>Starts the runners of views and clocks, each as often as a replica would have it.</summary>
    public async Task<Street> Run(int runners = 1)
    {
        var makers = collection.Where(d => d.ServiceType == typeof(IHostedService)).Select(d => d.ImplementationFactory!);
        foreach (var make in Enumerable.Repeat(makers, runners).SelectMany(m => m))
        {
            var hosted = (IHostedService)make(services!);
            await hosted.StartAsync(CancellationToken.None);
            running.Add(hosted);
        }

        return this;
    }

    /// <summary>Waits until the view shows all that the log holds.</summary>
    public Task UpToDate(string view) => Views.FreshToHead(view, CancellationToken.None);

    public Task<LampRow?> Lamp(int lamp, string view = "lamps") => Views.Get<LampRow>(view, $"{Cast.Id(lamp):N}", CancellationToken.None);

    /// <summary>The file with the views, past all code that reads them.</summary>
    public SqliteConnection OpenViews() => new($"Data Source={Path.Combine(folder, "street.views.db")};Mode=ReadOnly;Pooling=False");

    /// <summary>Every live row of a view, byte for byte.</summary>
    public IReadOnlyList<string> Bytes(string view)
    {
        using var connection = OpenViews();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            select r.key || ' ' || r.part || ' ' || coalesce(r.due, '') || ' ' || hex(r.body)
            from view_rows r join views v on v.view = r.view and v.generation = r.generation
            where v.live = 1 and v.view = $view order by r.key
            """;
        command.Parameters.AddWithValue("$view", view);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));

        return rows;
    }

    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), $"Waited a minute for: {what}");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in running)
            await hosted.StopAsync(CancellationToken.None);
        if (services is not null)
            await services.DisposeAsync();
        services = null;
        running.Clear();
    }
}

/// <summary>A folder that is gone after the test.</summary>
public abstract class InAFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-reading-");

    protected string Folder => folder.FullName;

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
