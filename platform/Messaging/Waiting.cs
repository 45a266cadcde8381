using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Messaging;

/// <summary>Whether anybody still waits for an answer: the bus delivers expired questions up to seconds late (decision 17).</summary>
public static class Waiting
{
    private static readonly TimeSpan TooLate = TimeSpan.FromMilliseconds(250);

    /// <summary>True from 250 ms before a question expires: an answer would come too late.</summary>
    public static bool IsOver(DateTimeOffset expiresAt, TimeProvider clock) => clock.Now() + TooLate >= expiresAt;
}
