using System.Text.Json;
using RabbitMQ.Client;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging.RabbitMq;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Messaging;

/// <summary>One node for the class; every test begins with its queues and exchanges gone.</summary>
public sealed class OneBroker : IAsyncLifetime
{
    public static readonly IReadOnlyList<BrokerUser> Users =
    [
        Of("signal", BrokerRights.Of("signal", [], [])),
        Of("consent", BrokerRights.Of("consent", [typeof(WhenAFamilyIsComposed)], [typeof(AnswersQuestions)])),
    ];

    private static readonly string[] Queues = ["consent-announcements", "consent-announcements_error", "consent-questions"];

    public RabbitServer Rabbit { get; private set; } = null!;

    public async Task InitializeAsync() => Rabbit = await RabbitServer.Start([.. Users]);

    public async Task DisposeAsync() => await Rabbit.DisposeAsync();

    public string AddressOf(string service) => Rabbit.AddressOf(Users.Single(user => user.Name == service));

    public Task Empty() => With(async channel =>
    {
        foreach (var queue in Queues)
        {
            await channel.QueueDeleteAsync(queue);
            await channel.ExchangeDeleteAsync(queue);
        }

        await channel.ExchangeDeleteAsync("signal.FamilyComposed");
        await channel.ExchangeDeleteAsync("signal.MayBeSeen");
        return true;
    });

    public async Task<bool> Exists(string exchange)
    {
        try
        {
            return await With(async channel =>
            {
                await channel.ExchangeDeclarePassiveAsync(exchange);
                return true;
            });
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }

    /// <summary>The broker only declares a queue again that has exactly these arguments.</summary>
    public Task<QueueDeclareOk> Quorum(string queue) => With(channel => channel.QueueDeclareAsync(
        queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = 20,
            ["x-overflow"] = "reject-publish",
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-dead-letter-exchange"] = $"{queue}_error",
        }));

    /// <summary>Sends a question whose envelope names an answer address of the sender's choice.</summary>
    public Task AskAs(string exchange, MayBeSeen question, string answerTo) => With(async channel =>
    {
        var envelope = JsonSerializer.SerializeToUtf8Bytes(new
        {
            messageId = Guid.NewGuid(),
            requestId = Guid.NewGuid(),
            responseAddress = $"rabbitmq://127.0.0.1:{Rabbit.Port}/{answerTo}",
            messageType = new[] { $"urn:message:{typeof(MayBeSeen).Namespace}:{nameof(MayBeSeen)}" },
            message = question,
        }, JsonSerializerOptions.Web);
        await channel.BasicPublishAsync(
            exchange, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, envelope);
        return true;
    });

    private async Task<T> With<T>(Func<IChannel, Task<T>> work)
    {
        await using var connection = await new ConnectionFactory { Uri = new(Rabbit.Address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await work(channel);
    }

    private static BrokerUser Of(string service, BrokerRights rights) => new(service, rights.Configure, rights.Write, rights.Read);
}
