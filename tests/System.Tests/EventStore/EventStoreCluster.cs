namespace WarmHandover.Tests.EventStore;

/// <summary>
/// Three servers in this process that share one log and have one leader. Who is left after a kill goes on naming the dead one, until the
/// test lets them choose another.
/// </summary>
internal sealed class EventStoreCluster(EventStoreState state) : IAsyncDisposable
{
    private readonly EventStoreServer[] nodes = [new(state), new(state), new(state)];

    /// <summary>The one that writes; after a kill the dead one.</summary>
    public EventStoreServer Leader { get; private set; } = null!;

    /// <summary>The connection string of all three.</summary>
    public string Address => $"esdb://{string.Join(',', nodes.Select(node => node.Host))}?tls=false&discoveryInterval=20";

    /// <summary>One that does not lead.</summary>
    public EventStoreServer Follower => nodes.First(node => node != Leader);

    /// <summary>How often somebody asked who leads, or was told that another does.</summary>
    public int Asked => nodes.Sum(node => node.Asked);

    /// <summary>Starts all; the last one leads, so that nobody finds it by taking the first.</summary>
    public async Task Start()
    {
        foreach (var node in nodes)
            await node.Start();
        Follow(nodes[^1]);
    }

    /// <summary>The leader is gone at once, with the last appends stored and not answered.</summary>
    public async Task KillTheLeader()
    {
        Leader.AnswersToLose = 1;
        await Leader.Stop();
    }

    /// <summary>Those who live choose one that did not lead.</summary>
    public void Elect() => Follow(nodes.First(node => node.Runs && node != Leader));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private void Follow(EventStoreServer leader)
    {
        Leader = leader;
        foreach (var node in nodes)
            node.Leader = node == leader ? null : leader;
    }
}
