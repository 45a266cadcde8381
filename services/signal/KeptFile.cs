using System.Collections.Immutable;

namespace WarmHandover.Signals;

/// <summary>How old the file of one organisation is, and what keeps it.</summary>
public sealed record KeptFile
{
    /// <summary>Its teams.</summary>
    public ImmutableList<Guid> Teams { get; init; } = [];

    /// <summary>When something in it last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When something last came into it, from the person, from another or made here.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The request to destroy it because its term is over, while it is open or being carried out.</summary>
    public Guid? Request { get; init; }

    /// <summary>When such a request was refused or taken back.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>On which day the clock looks again, as it said last; what happens since then makes it look anew.</summary>
    public DateOnly? AgainOn { get; init; }

    /// <summary>When the clock looked last: it looks every year, also at a file that is worked in.</summary>
    public DateOnly? LookedOn { get; init; }

    /// <summary>On which days records came in that are still there, and how many on each.</summary>
    public ImmutableSortedDictionary<DateOnly, int> Received { get; init; } = ImmutableSortedDictionary<DateOnly, int>.Empty;

    /// <summary>Until which day what it received is gone.</summary>
    public DateOnly? ErasedUntil { get; init; }

    internal KeptFile With(DateOnly day) => this with { Received = Received.SetItem(day, Received.GetValueOrDefault(day) + 1) };

    internal KeptFile Without(DateOnly until) => this with
    {
        Received = Received.RemoveRange(Received.Keys.Where(day => day <= until)),
        ErasedUntil = until,
    };
}

/// <summary>A request of a person about his own data that runs: of which kind, since which day.</summary>
public sealed record RunningRequest(Guid Request, Guid Organisation, string Kind, DateOnly Since)
{
    /// <summary>To have them destroyed.</summary>
    public const string Erasure = "vernietiging";
}
