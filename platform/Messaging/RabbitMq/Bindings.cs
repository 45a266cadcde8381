using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// Binds the exchanges of other services to a queue of ours, each as soon as it exists, and again after every reconnection: a broker that
/// came back empty gets its bindings back. Needs no right over another's exchange but to read it. Makes the queue of set-aside messages.
/// </summary>
internal sealed class Bindings(Broker broker, string queue, IReadOnlyList<string> sources, string? setAside, ILogger<Bindings> logger)
    : BackgroundService, IReceiveEndpointObserver
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim again = new(0);

    /// <summary>The queue of ours that the exchanges are bound to.</summary>
    public string Queue => queue;

    /// <summary>How many exchanges of other services it listens to.</summary>
    public int Sources => sources.Count;

    public Task Ready(ReceiveEndpointReady ready)
    {
        again.Release();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;

    /// <summary>Binds them all; comes back when each of them is there.</summary>
    public async Task Make(CancellationToken ct)
    {
        var open = sources;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            open = await Bind(open, ct);
            if (open is [])
                break;
            await Task.Delay(pause, ct);
        }

        logger.Listens(broker.Service, sources.Count);
    }

    public override void Dispose()
    {
        again.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await again.WaitAsync(stoppingToken);
                await Make(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Binds what can be bound and returns what cannot yet.</summary>
    private async Task<IReadOnlyList<string>> Bind(IReadOnlyList<string> wanted, CancellationToken ct)
    {
        var left = new List<string>();
        try
        {
            await using var connection = await broker.Connect("binding", ct);
            if (setAside is not null)
                await MakeSetAside(connection, setAside, ct);
            foreach (var source in wanted)
            {
                if (!await Bound(connection, source, ct))
                    left.Add(source);
            }

            return left;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            logger.NotBoundYet(broker.Service, "", fault.GetType().Name);
            return wanted;
        }
    }

    private async Task<bool> Bound(IConnection connection, string source, CancellationToken ct)
    {
        try
        {
            // A refusal closes the channel, so each binding has its own.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            await channel.ExchangeBindAsync(queue, source, "", cancellationToken: ct);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException fault)
        {
            logger.NotBoundYet(broker.Service, source, $"{fault.ShutdownReason?.ReplyCode}");
            return false;
        }
    }

    private static async Task MakeSetAside(IConnection connection, string queue, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
            cancellationToken: ct);
        await channel.QueueBindAsync(queue, queue, "", cancellationToken: ct);
    }
}
