using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>What views and clocks log: names of views, events and failures, and positions; never what a row or an event holds.</summary>
internal static partial class ReadingLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "View {View} stopped on {Type} at {Position} ({Fault}); it tries again in {Rest}")]
    public static partial void ViewStopped(this ILogger logger, string view, string type, Position position, string fault, TimeSpan rest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Views wait: {Fault} {View}; they go on in {Pause}")]
    public static partial void ViewsWait(this ILogger logger, string fault, string? view, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "View {View} was rebuilt in shape {Shape}")]
    public static partial void ViewReshaped(this ILogger logger, string view, int shape);

    [LoggerMessage(Level = LogLevel.Error, Message = "A due row of view {View} could not be struck ({Fault}); it is struck again later")]
    public static partial void StrikeFailed(this ILogger logger, string view, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock waits: {Fault}")]
    public static partial void ClockWaits(this ILogger logger, string fault);
}
