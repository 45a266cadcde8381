using MassTransit;
using WarmHandover.Contracts;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// Names of exchanges, so that every service configures its own prefix only (decision 25): an announcement's exchange is its speaker's, any
/// other message's exchange belongs to the service that sends it. What stands inside the message stays the contract's .NET name.
/// </summary>
internal sealed class HouseNames(string service) : IEntityNameFormatter
{
    public string FormatEntityName<T>() => Exchange(service, typeof(T));

    public static string Exchange(string service, Type kind) =>
        $"{(kind.IsAssignableTo(typeof(IAnnouncement)) && kind.IsClass ? Speakers.Of(kind) : service)}.{kind.Name.Replace('`', '-')}";

    /// <summary>The one queue on which a service hears all announcements.</summary>
    public static string Announcements(string service) => $"{service}-announcements";

    /// <summary>The queue of questions to a service.</summary>
    public static string Questions(string service) => $"{service}-questions";

    /// <summary>The temporary queues on which a service gets its answers.</summary>
    public static string Answers(string service) => $"{service}-answers-";
}
