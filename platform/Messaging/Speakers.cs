using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Signal;

namespace WarmHandover.Platform.Messaging;

/// <summary>Who says what. The namespace of a contract names the service that speaks it; a question is spoken by whoever asks.</summary>
public static class Speakers
{
    /// <summary>The questions of the house. Each asking service has an exchange of its own for each of them.</summary>
    public static readonly IReadOnlyList<Type> Questions =
    [
        typeof(MayBeSeen), typeof(WhatIsShown), typeof(WhatMayBeAudited), typeof(WhatConsentHolds), typeof(WhatReferralHolds),
        typeof(WhatNotificationHolds),
    ];

    /// <summary>
    /// The services that may ask; the answering side binds their exchanges and answers to their queues only (decision 17).
    /// </summary>
    public static readonly IReadOnlyList<string> Askers = ["signal", "referral", "notification"];

    /// <summary>
    /// Kinds that are said already and that no service hears yet. They go out without waiting for a listener; anything else that nobody is
    /// bound to comes back and waits. A test keeps this list equal to what is really unheard.
    /// </summary>
    public static readonly IReadOnlySet<Type> ForNobodyYet = new HashSet<Type>();

    /// <summary>The service that says a kind of announcement.</summary>
    public static string Of(Type announcement) =>
        announcement.Namespace![(announcement.Namespace!.LastIndexOf('.') + 1)..].ToLowerInvariant();

    /// <summary>Every kind of announcement of one service.</summary>
    public static IReadOnlyList<Type> Announcements(string service) =>
        [.. typeof(IAnnouncement).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IAnnouncement)) && Of(type) == service)];

    /// <summary>The message types that a consumer takes.</summary>
    public static IReadOnlyList<Type> HeardBy(Type consumer) =>
        [.. consumer.GetInterfaces()
            .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(MassTransit.IConsumer<>))
            .Select(one => one.GetGenericArguments()[0])];

    /// <summary>
    /// Announcements that nobody in a set of consumers listens to: over RabbitMQ they would wait for ever, and a test refuses them.
    /// </summary>
    public static IReadOnlyList<Type> Unheard(IEnumerable<string> services, IEnumerable<Type> consumers) =>
        [.. services.SelectMany(Announcements).Except(consumers.SelectMany(HeardBy))];
}
