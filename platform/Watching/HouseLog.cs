using Microsoft.Extensions.Logging;

namespace WarmHandover.Platform.Watching;

/// <summary>What the door says in the log: routes as the code writes them, codes and kinds, never a path, query, body or message.</summary>
internal static partial class HouseLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} answered {Status} in {Milliseconds:F1} ms")]
    public static partial void RequestAnswered(this ILogger logger, string method, string route, int status, double milliseconds);

    // An exception's message may hold what a person typed; its kind and place never do.
    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed with {Kind}, trace {TraceId}, at {Place}")]
    public static partial void RequestFailed(this ILogger logger, string kind, string place, string traceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The log holds {Fact}, which this version does not know: deploy one that does")]
    public static partial void FactNotKnown(this ILogger logger, string fact);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The trusted keys could not be read ({Kind}); the last good ones stay in use")]
    public static partial void KeysNotRead(this ILogger logger, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The own store did not answer: {Kind}")]
    public static partial void StoreNotReady(this ILogger logger, string kind);
}
