using WarmHandover.Contracts;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// What a service's broker user may do, as RabbitMQ's three patterns. It follows from what the service hears and answers, so a deployment
/// writes it down from here (docs/decisions/0003).
/// </summary>
public sealed record BrokerRights(string Configure, string Write, string Read)
{
    /// <summary>The rights of one service with these consumers.</summary>
    public static BrokerRights Of(string service, IEnumerable<Type> reactions, IEnumerable<Type> answers)
    {
        var own = $@"{service}(\.|-|_).*";
        var answersTo = answers.Any() ? $"|({string.Join('|', Speakers.Askers)})-answers-.*" : "";
        var heard = reactions.SelectMany(Speakers.HeardBy).Where(kind => kind.IsAssignableTo(typeof(IAnnouncement)))
            .Select(kind => HouseNames.Exchange(service, kind));
        var asked = answers.SelectMany(Speakers.HeardBy)
            .SelectMany(question => Speakers.Askers.Select(asker => HouseNames.Exchange(asker, question)));
        var reads = string.Concat(heard.Concat(asked).Distinct().Order(StringComparer.Ordinal)
            .Select(name => $"|{name.Replace(".", @"\.", StringComparison.Ordinal)}"));
        return new($"^({own}{answersTo})$", $"^({own}{answersTo})$", $"^({own}{reads})$");
    }
}
