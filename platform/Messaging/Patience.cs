namespace WarmHandover.Platform.Messaging;

/// <summary>
/// How long a message that fails is tried before it is set aside: three tries within thirty seconds, unless told otherwise.
/// </summary>
public sealed record Patience(params IReadOnlyList<TimeSpan> Pauses)
{
    /// <summary>A second and five seconds between three tries.</summary>
    public static readonly Patience Usual = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>How often a message is tried.</summary>
    public int Tries => Pauses.Count + 1;
}
