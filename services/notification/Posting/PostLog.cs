namespace WarmHandover.Notifications.Posting;

/// <summary>What the post says in the log: kinds and codes, never an address or a text.</summary>
internal static partial class PostLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} waits: {Kind}")]
    public static partial void PostWaits(this ILogger logger, string who, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel {Channel} is not reachable ({Why}); what waits is kept")]
    public static partial void ChannelAway(this ILogger logger, string channel, string why);
}
