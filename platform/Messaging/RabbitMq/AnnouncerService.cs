using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// The one announcer of a service: of several replicas the holder of the lease walks. Two at once would only repeat themselves.
/// </summary>
internal sealed class AnnouncerService(Announcer announcer, RabbitAnnounce bus, ILeases leases, string service, ILogger logger)
    : BackgroundService
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await leases.Take("announcer", Length, stoppingToken);
                if (lease is not null)
                    await Hold(lease, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                logger.AnnouncerPauses(service, "announcer", fault.GetType().Name, Pause);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Hold(ILease lease, CancellationToken stopping)
    {
        await bus.Open(stopping);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var walking = announcer.Run(lost.Token);
        try
        {
            while (await lease.Renew(stopping))
                await Task.Delay(RenewEvery, stopping);
        }
        finally
        {
            await lost.CancelAsync();
            await walking;
        }
    }
}
