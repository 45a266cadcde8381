using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Bench;

/// <summary>A service's own log, vault, bookkeeping and bus, put together as a service gets them, in a folder of its own.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string service;

    private Store(IHost host, string service) => (this.host, this.service) = (host, service);

    /// <summary>The parts.</summary>
    public IServiceProvider Parts => host.Services;

    /// <summary>The log.</summary>
    public IEventLog Log => Parts.GetRequiredService<IEventLog>();

    /// <summary>The measured command on this store.</summary>
    public BenchCommand Command => field ??= new(service, Log, Parts.GetRequiredService<IVault>(), TimeProvider.System);

    /// <summary>Opens the store of a service; with <paramref name="say"/> it also gets what makes it speak and hear.</summary>
    public static async Task<Store> Open(
        string service, IEnumerable<(string Name, string Value)> settings, Action<ServiceParts, IServiceCollection>? say = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        var options = HouseOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        EventLogs.Add(builder.Services, options, service);
        Vaults.Add(builder.Services, options, service, isDevelopment: true);
        if (say is not null)
        {
            Readings.Add(builder.Services, options, service);
            var parts = new ServiceParts(builder.Services, service);
            say(parts, builder.Services);
            Messagings.Add(builder.Services, options, parts);
        }

        var host = builder.Build();
        if (say is null)
        {
            foreach (var part in host.Services.GetServices<IHostedService>())
                await part.StartAsync(CancellationToken.None);
        }

        return new(host, service);
    }

    /// <summary>Starts what speaks and hears.</summary>
    public Task Start(CancellationToken ct) => host.StartAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
