using RabbitMQ.Client;

namespace WarmHandover.Tests.Servers;

public sealed class RabbitServerTests
{
    [Fact]
    public async Task A_durable_message_survives_a_broker_that_is_killed()
    {
        await using var rabbit = await RabbitServer.Start();
        await using (var connection = await new ConnectionFactory { Uri = new(rabbit.Address) }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync(new(true, true)))
        {
            await channel.QueueDeclareAsync("kept", true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
            await channel.BasicPublishAsync("", "kept", mandatory: true, new BasicProperties { Persistent = true }, new byte[] { 7 });
            await rabbit.QueuesAreOnDisk();
        }

        var before = rabbit.Pid;
        await rabbit.Kill();
        await rabbit.Restart();

        Assert.NotEqual(before, rabbit.Pid);
        await using var again = await new ConnectionFactory { Uri = new(rabbit.Address) }.CreateConnectionAsync();
        await using var reading = await again.CreateChannelAsync();
        var kept = await reading.BasicGetAsync("kept", autoAck: true);
        Assert.Equal(new byte[] { 7 }, kept!.Body.ToArray());
    }
}
