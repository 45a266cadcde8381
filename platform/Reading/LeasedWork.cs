using Microsoft.Extensions.Hosting;

namespace WarmHandover.Platform.Reading;

/// <summary>
/// Work that one replica at a time does: it takes the lease, works as long as that renews, and after a loss or a fault rests and asks
/// again.
/// </summary>
public abstract class LeasedWork(ILeases leases, string name, TimeSpan length, TimeSpan rest) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await leases.Take(name, length, stoppingToken);
                if (lease is not null)
                    await Hold(lease, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Waits(fault);
            }

            await Task.Delay(rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Works until the lease no longer renews. What it started has ended when it returns or throws.</summary>
    protected abstract Task Hold(ILease lease, CancellationToken ct);

    /// <summary>Says that a fault makes it rest.</summary>
    protected abstract void Waits(Exception fault);
}
