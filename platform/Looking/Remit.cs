using WarmHandover.Platform.Time;

namespace WarmHandover.Platform.Looking;

/// <summary>What is open to an auditor now, by one assignment: these organisations, about what happened in this period.</summary>
public sealed record Remit(Guid Assignment, IReadOnlySet<Guid> Organisations, DateOnly From, DateOnly Until, string Purpose,
    DateTimeOffset Drafted)
{
    /// <summary>The first instant of the period.</summary>
    public DateTimeOffset Start => Amsterdam.StartOf(From);

    /// <summary>The last instant of the period: its last day counts.</summary>
    public DateTimeOffset End => Amsterdam.StartOf(Until.AddDays(1)).AddMicroseconds(-1);

    /// <summary>Whether an instant lies in the period.</summary>
    public bool Covers(DateTimeOffset at) => Start <= at && at <= End;

    /// <summary>The newest instant he may look back from: now, or the end of the period when that has passed.</summary>
    public DateTimeOffset Newest(DateTimeOffset now) => now < End ? now : End;
}
