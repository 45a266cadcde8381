namespace WarmHandover.Notifications.Posting;

/// <summary>What leaves the house: an address, and what stands in it. Lives in memory only.</summary>
internal sealed record Letter(Guid Message, string To, string Subject, string Text, string Language);

/// <summary>What came of a try. Away: the provider could not be reached at all, which says nothing of this message.</summary>
internal sealed record Tried(ProviderAnswer Answer, string Why, bool Away = false);

/// <summary>Brings a letter over one channel. Fails only by cancellation.</summary>
internal interface IChannel
{
    /// <summary>e-mail or sms.</summary>
    string Name { get; }

    /// <summary>Tries once.</summary>
    Task<Tried> Bring(Letter letter, CancellationToken ct);
}

/// <summary>The channels that an operator set up.</summary>
internal sealed class Channels(IEnumerable<IChannel> channels)
{
    private readonly Dictionary<string, IChannel> byName = channels.ToDictionary(c => c.Name);

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether one is there.</summary>
    public bool Offers(string name) => byName.ContainsKey(name);

    /// <summary>The one of that name.</summary>
    public IChannel? Find(string name) => byName.GetValueOrDefault(name);
}
