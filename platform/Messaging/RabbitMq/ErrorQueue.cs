using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// The queues where this service's failed and unknown messages lie. Looking puts them back; driving again hands each to the service's own
/// exchange and takes it away only when the broker has confirmed that.
/// </summary>
internal sealed class ErrorQueue(Broker broker) : IDeadLetters
{
    private const int AtOnce = 1000;
    private readonly string[] queues =
        [$"{HouseNames.Announcements(broker.Service)}_error", $"{HouseNames.Announcements(broker.Service)}_skipped"];

    public async Task<int> Count(CancellationToken ct)
    {
        await using var connection = await broker.Connect("dead-letters", ct);
        var count = 0;
        foreach (var queue in queues)
            count += (int)(await Find(connection, queue, ct) ?? 0);

        return count;
    }

    public async Task<IReadOnlyList<DeadLetter>> List(int limit, CancellationToken ct)
    {
        var letters = new List<DeadLetter>();
        await Each(limit, (_, letter) =>
        {
            letters.Add(Read(letter));
            return Task.FromResult(false);
        }, ct);
        return letters;
    }

    public async Task<int> Redrive(Guid? only, CancellationToken ct)
    {
        var driven = 0;
        await Each(AtOnce, async (channel, letter) =>
        {
            if (only is not null && Read(letter).Id != only)
                return false;

            var properties = new BasicProperties(letter.BasicProperties) { Persistent = true };
            properties.Headers = properties.Headers?
                .Where(header => !header.Key.StartsWith("MT-Fault-", StringComparison.Ordinal)
                    && !header.Key.StartsWith("x-", StringComparison.Ordinal) && header.Key != "MT-Reason")
                .ToDictionary();
            await channel.BasicPublishAsync(
                HouseNames.Announcements(broker.Service), "", mandatory: true, properties, letter.Body, ct);
            driven++;
            return true;
        }, ct);
        return driven;
    }

    /// <summary>Shows each message once; what is not taken goes back when the channel closes.</summary>
    private async Task Each(int limit, Func<IChannel, BasicGetResult, Task<bool>> take, CancellationToken ct)
    {
        await using var connection = await broker.Connect("dead-letters", ct);
        foreach (var queue in queues)
        {
            await using var channel = await connection.CreateChannelAsync(new(true, true), ct);
            if (await Find(connection, queue, ct) is null)
                continue;

            while (limit-- > 0 && await channel.BasicGetAsync(queue, autoAck: false, ct) is { } letter)
            {
                if (await take(channel, letter))
                    await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, ct);
            }
        }
    }

    /// <summary>How many messages stand in a queue; null when it was never made.</summary>
    private static async Task<uint?> Find(IConnection connection, string queue, CancellationToken ct)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            return (await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return null;
        }
    }

    private static DeadLetter Read(BasicGetResult letter)
    {
        var headers = letter.BasicProperties.Headers ?? new Dictionary<string, object?>();
        var kind = Text(headers, "MT-Fault-MessageType") ?? letter.Exchange;
        var why = Text(headers, "MT-Fault-ExceptionType") ?? Text(headers, "MT-Reason") ?? "delivery-limit";
        DateTimeOffset? at =
            DateTimeOffset.TryParse(Text(headers, "MT-Fault-Timestamp"), CultureInfo.InvariantCulture, out var time) ? time : null;
        return new(Guid.TryParse(letter.BasicProperties.MessageId, out var id) ? id : Guid.Empty, kind, why, at);
    }

    private static string? Text(IDictionary<string, object?> headers, string name) => headers.TryGetValue(name, out var value)
        ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), _ => value?.ToString() }
        : null;
}
