namespace WarmHandover.Contracts;

/// <summary>
/// Something one service says aloud. It carries the stream and version it came from and the state after the fact (decision 12), so that a
/// listener keeps the newest version per stream and drops the older one. Ids, codes and times only: never a name, birth date, address or
/// free text.
/// </summary>
public interface IAnnouncement
{
    /// <summary>The stream that spoke, such as <c>consent.family-…</c>.</summary>
    string Stream { get; }

    /// <summary>The stream's version after the fact that is announced.</summary>
    long Version { get; }
}

/// <summary>One person, one kind of data: the unit in which everything is asked, agreed, sent, shown and erased.</summary>
public readonly record struct Row(Guid Subject, string Category)
{
    /// <summary><c>subject/category</c>, as it stands in URLs and stored facts.</summary>
    public override string ToString() => $"{Subject}/{Category}";
}
