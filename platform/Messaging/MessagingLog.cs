using Microsoft.Extensions.Logging;

namespace WarmHandover.Platform.Messaging;

/// <summary>What messaging writes to the log: services, codes, kinds of message and ids; never a body.</summary>
internal static partial class MessagingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Announcer {Service}/{Walk} met {Fault} and goes on from its checkpoint in {Pause}")]
    public static partial void AnnouncerPauses(this ILogger logger, string service, string walk, string fault, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Announcer {Service}/{Walk} could not save its checkpoint: {Fault}")]
    public static partial void CheckpointNotSaved(this ILogger logger, string service, string walk, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Nobody is bound to {Kind} of {Service}; announcement {Id} waits and is tried again in {Pause}. Start the service that hears it")]
    public static partial void NobodyListens(this ILogger logger, string kind, string service, Guid id, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The announcing bus of {Service} is thrown away after {Fault}")]
    public static partial void BusThrownAway(this ILogger logger, string service, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A bus of {Service} did not stop properly: {Fault}")]
    public static partial void BusStopFailed(this ILogger logger, string service, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} could not handle {Kind} {Id}: {Fault} (try {Attempt})")]
    public static partial void HandlingFailed(this ILogger logger, string service, string kind, Guid id, string fault, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Service} parked {Kind} {Id} after {Attempts} tries: {Fault}")]
    public static partial void Parked(this ILogger logger, string service, string kind, Guid id, int attempts, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} cannot bind {Source} yet: {Fault}")]
    public static partial void NotBoundYet(this ILogger logger, string service, string source, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Service} is bound to {Exchanges} exchanges of others")]
    public static partial void Listens(this ILogger logger, string service, int exchanges);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The asking bus of {Service} is not up: {Fault}")]
    public static partial void AskingBusDown(this ILogger logger, string service, string fault);
}
