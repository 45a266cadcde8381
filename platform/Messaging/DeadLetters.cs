namespace WarmHandover.Platform.Messaging;

/// <summary>
/// Messages that a service could not handle and set aside (P12). One command sees and re-drives them, whatever carries the messages.
/// </summary>
public interface IDeadLetters
{
    /// <summary>How many are set aside, without looking at any; what cannot be counted cheaply stops at 1000.</summary>
    Task<int> Count(CancellationToken ct);

    /// <summary>What is set aside, oldest first.</summary>
    Task<IReadOnlyList<DeadLetter>> List(int limit, CancellationToken ct);

    /// <summary>Drives one message again, or all of them; how many were taken up. One that fails again is set aside again.</summary>
    Task<int> Redrive(Guid? only, CancellationToken ct);
}

/// <summary>A message set aside: which, of what kind, the code for why, and since when.</summary>
public sealed record DeadLetter(Guid Id, string Kind, string Why, DateTimeOffset? At);
