using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// Publishes to exchanges and waits for the broker's confirm, on a bus of its own with a limit of its own. After any failure that bus is
/// thrown away: a publish that was given up may have corrupted its channel's confirms, and one that hangs may hang for minutes (decision
/// 13).
/// </summary>
internal sealed class RabbitAnnounce(Broker broker, ILoggerFactory loggers) : IAnnounce, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim building = new(1);
    private readonly ILogger logger = loggers.CreateLogger<RabbitAnnounce>();
    private IBusControl? current;

    public async Task Publish(Spoken spoken, CancellationToken ct)
    {
        using var span = Traces.Continue($"announce {spoken.Message.GetType().Name}", ActivityKind.Producer, spoken.TraceParent);
        var traceParent = span?.Id ?? spoken.TraceParent;
        for (var pause = FirstPause; !await Routed(spoken, traceParent, ct); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            logger.NobodyListens(spoken.Message.GetType().Name, broker.Service, spoken.Id, pause);
            await Task.Delay(pause, ct);
        }
    }

    /// <summary>Builds the bus and with it the exchanges that others bind to, so that they exist before the first announcement.</summary>
    public async Task Open(CancellationToken ct) => await Bus(ct);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref current, null) is { } bus)
            await Stop(bus);
        building.Dispose();
    }

    private async Task<bool> Routed(Spoken spoken, string? traceParent, CancellationToken ct)
    {
        var bus = await Bus(ct);
        try
        {
            // No token goes in: a cancelled publish corrupts the confirm tracking of RabbitMQ.Client 7.1. The limit stands around it.
            await bus.Publish(spoken.Message, spoken.Message.GetType(), Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = spoken.Id;
                context.Mandatory = !Speakers.ForNobodyYet.Contains(spoken.Message.GetType());
                if (traceParent is not null)
                    context.Headers.Set(Traces.Header, traceParent);
            }), CancellationToken.None).WaitAsync(Limit, ct);
            return true;
        }
        catch (MessageReturnedException)
        {
            return false;
        }
        catch (Exception fault)
        {
            ThrowAway(bus, fault);
            throw;
        }
    }

    private async Task<IBusControl> Bus(CancellationToken ct)
    {
        if (Volatile.Read(ref current) is { } there)
            return there;

        await building.WaitAsync(ct);
        try
        {
            if (current is { } built)
                return built;

            LogContext.ConfigureCurrentLogContext(loggers);
            var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(configure =>
            {
                broker.Configure(configure, "announcing", confirms: true);
                configure.DeployPublishTopology = true;
                configure.AddPublishMessageTypes(Speakers.Announcements(broker.Service), (_, _) => { });
            });
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Limit);
            try
            {
                await bus.StartAsync(limit.Token).WaitAsync(Limit, ct);
            }
            catch
            {
                _ = Stop(bus);
                throw;
            }

            Volatile.Write(ref current, bus);
            return bus;
        }
        finally
        {
            building.Release();
        }
    }

    private void ThrowAway(IBusControl bus, Exception fault)
    {
        if (Interlocked.CompareExchange(ref current, null, bus) != bus)
            return;

        logger.BusThrownAway(broker.Service, fault.GetType().Name);
        _ = Stop(bus);
    }

    private async Task Stop(IBusControl bus)
    {
        try
        {
            using var limit = new CancellationTokenSource(Limit);
            await bus.StopAsync(limit.Token).WaitAsync(Limit * 2, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            logger.BusStopFailed(broker.Service, fault.GetType().Name);
        }
    }
}
