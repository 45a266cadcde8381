namespace WarmHandover.Signals;

/// <summary>What the signal service writes to its log: ids and codes only.</summary>
internal static partial class SignalLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Family {Family}: reaction {Reaction} was refused: {Code}")]
    public static partial void ReactionRefused(this ILogger logger, Guid family, string reaction, string code);
}
