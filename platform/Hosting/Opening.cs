using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Hosting;

/// <summary>Opens the own store before the address: a file that another process holds, or a missing database, stops the start.</summary>
internal sealed class Opening(IEventLog log) : IPrepares
{
    public async Task StartAsync(CancellationToken ct) => await log.Head(ct);

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}
