namespace WarmHandover.Portal.Admin;

/// <summary>What an administrator did with somebody's access; of whom stands in no log.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Administrator} ended the sessions of a colleague: {Sessions}")]
    public static partial void Ended(ILogger logger, string administrator, int sessions);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Administrator} ended the access of a colleague; sessions that were open: {Sessions}")]
    public static partial void ShutOut(ILogger logger, string administrator, int sessions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Administrator} gave a colleague access again")]
    public static partial void LetIn(ILogger logger, string administrator);
}
