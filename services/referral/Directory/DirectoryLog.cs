namespace WarmHandover.Referrals.Directory;

/// <summary>What the sociale kaart logs: kinds of failure, never what anybody searched.</summary>
internal static partial class DirectoryLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Searches in vain wait to be written ({Fault})")]
    public static partial void MissesWait(this ILogger logger, string fault);
}
