namespace WarmHandover.Platform.EventLog;

/// <summary>Follows a log from its first event on and says of each next one what is wrong with it.</summary>
public sealed class ChainCheck(string service)
{
    private readonly Dictionary<string, (long Version, byte[] Hash)> ends = [];

    /// <summary>How many events were looked at.</summary>
    public long Count { get; private set; }

    /// <summary>How many streams they stand in.</summary>
    public int Streams => ends.Count;

    /// <summary>
    /// What is wrong with the next event: a sentence for the operator, with names and numbers only; null when nothing is.
    /// </summary>
    public string? Next(StoredEvent stored)
    {
        Count++;
        var (version, hash) = ends.TryGetValue(stored.Stream, out var end) ? end : (0, Chain.Genesis(stored.Stream));
        ends[stored.Stream] = (stored.Version, stored.Hash);
        if (stored.Version != version + 1)
            return $"{stored.Stream}: na versie {version} komt {stored.Version}; er ontbreekt een gebeurtenis of er staat er een te veel";
        if (!Chain.Link(stored.Header, stored.Data, hash).AsSpan().SequenceEqual(stored.Hash))
            return $"{stored.Stream} versie {stored.Version}: de keten is gebroken; wat er staat, is niet wat er geschreven werd";

        var header = EventHeader.Read(stored.Header);
        return (header.Service, header.Stream, header.Version, header.EventId, header.Type)
            == (service, stored.Stream, stored.Version, stored.Id, stored.Type)
            ? null
            : $"{stored.Stream} versie {stored.Version}: de kop noemt een andere gebeurtenis";
    }
}
