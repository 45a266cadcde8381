using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// Asks over a bus of its own without publisher confirms; answers come on a temporary queue of this service. A bus on which several
/// questions
/// in a row stayed unanswered is replaced: it may be one that never reconnects.
/// </summary>
internal sealed class RabbitAsk(Broker broker, ILoggerFactory loggers) : BackgroundService, IAsk
{
    private const int Suspicious = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan YoungestReplaced = TimeSpan.FromSeconds(20);
    private readonly ILogger logger = loggers.CreateLogger<RabbitAsk>();
    private readonly SemaphoreSlim suspected = new(0, 1);
    private TaskCompletionSource<IBusControl> open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int unanswered;
    private long openedAt;

    public async Task<TAnswer> Ask<TQuestion, TAnswer>(TQuestion question, CancellationToken ct)
        where TQuestion : class where TAnswer : class
    {
        try
        {
            var answer = await Asking.Within(async () =>
            {
                var bus = await Volatile.Read(ref open).Task.WaitAsync(Asking.Limit, ct);
                return await bus.CreateRequestClient<TQuestion>(Asking.Limit).GetResponse<TAnswer>(question, ct);
            }, ct);
            Interlocked.Exchange(ref unanswered, 0);
            return answer;
        }
        catch (NoAnswerException)
        {
            var old = Environment.TickCount64 - Volatile.Read(ref openedAt) > YoungestReplaced.TotalMilliseconds;
            if (Interlocked.Increment(ref unanswered) >= Suspicious && old && suspected.CurrentCount == 0)
                suspected.Release();
            throw;
        }
    }

    /// <summary>Makes the exchanges of the questions and goes; asks nothing.</summary>
    public async Task Declare(CancellationToken ct)
    {
        var bus = Build();
        try
        {
            await bus.StartAsync(ct).WaitAsync(StartLimit, ct);
        }
        finally
        {
            await Stop(bus);
        }
    }

    public override void Dispose()
    {
        suspected.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var bus = Build();
            try
            {
                using (var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken))
                {
                    limit.CancelAfter(StartLimit);
                    await bus.StartAsync(limit.Token).WaitAsync(StartLimit, stoppingToken);
                }

                Volatile.Write(ref openedAt, Environment.TickCount64);
                Interlocked.Exchange(ref unanswered, 0);
                open.SetResult(bus);
                await suspected.WaitAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                logger.AskingBusDown(broker.Service, fault.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // The service stops; the bus is stopped below.
            }

            if (open.Task.IsCompleted)
                Volatile.Write(ref open, new(TaskCreationOptions.RunContinuationsAsynchronously));
            await Stop(bus);
        }
    }

    private IBusControl Build()
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        return Bus.Factory.CreateUsingRabbitMq(configure =>
        {
            broker.Configure(configure, "asking", confirms: false);
            configure.OverrideDefaultBusEndpointQueueName($"{HouseNames.Answers(broker.Service)}{Guid.NewGuid():N}");
            configure.AutoStart = true;
            configure.DeployPublishTopology = true;
            configure.AddPublishMessageTypes(Speakers.Questions, (_, _) => { });
        });
    }

    private async Task Stop(IBusControl bus)
    {
        try
        {
            using var limit = new CancellationTokenSource(Asking.Limit);
            await bus.StopAsync(limit.Token).WaitAsync(Asking.Limit * 2, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            logger.BusStopFailed(broker.Service, fault.GetType().Name);
        }
    }
}
