using WarmHandover.Platform.EventLog;

namespace WarmHandover.Consents.Answers;

/// <summary>Whether anybody still waits for an answer: the bus delivers expired questions up to seconds late (decision 17).</summary>
internal static class Waiting
{
    private static readonly TimeSpan TooLate = TimeSpan.FromMilliseconds(250);

    public static bool IsOver(DateTimeOffset expiresAt, TimeProvider clock) => clock.Now() + TooLate >= expiresAt;
}
