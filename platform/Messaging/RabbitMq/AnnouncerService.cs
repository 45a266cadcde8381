using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// The one announcer of a service: of several replicas the holder of the lease walks. Two at once would only repeat themselves.
/// </summary>
internal sealed class AnnouncerService(Announcer announcer, RabbitAnnounce bus, ILeases leases, string service, ILogger logger)
    : LeasedWork(leases, "announcer", TimeSpan.FromSeconds(15), Pause)
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        await bus.Open(ct);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var walking = announcer.Run(lost.Token);
        try
        {
            while (await lease.Renew(ct))
                await Task.Delay(RenewEvery, ct);
        }
        finally
        {
            await lost.CancelAsync();
            await walking;
        }
    }

    protected override void Waits(Exception fault) => logger.AnnouncerPauses(service, "announcer", fault.GetType().Name, Pause);
}
