using System.Security.Authentication;
using System.Text;
using RabbitMQ.Client.Exceptions;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>
/// What an operator is told when he asks something of a broker that does not answer as it should. A service itself starts without its
/// broker (decision 22) and says in its log that it waits.
/// </summary>
internal static class BrokerFaults
{
    private static readonly Version Oldest = new(3, 10);

    /// <summary>The sentence for a connection that was not made; null when it is no fault of one.</summary>
    public static string? Sentence(Exception fault) => fault is not (BrokerUnreachableException or TimeoutException) ? null
        : Within(fault).Any(one => one is AuthenticationFailureException or PossibleAuthenticationFailureException)
            ? "RabbitMQ weigert de gebruiker of het wachtwoord in WO_RABBITMQ. Zet de goede; rabbitmqctl import_definitions maakt ze. (The "
                + "broker refused these credentials.)"
        : Within(fault).Any(one => one is AuthenticationException)
            ? "Het certificaat van RabbitMQ (WO_RABBITMQ) is van een uitgever die hier niet wordt vertrouwd, of van een andere naam. Zet "
                + "dat van de uitgever in een map van SSL_CERT_DIR. (An authority that is not trusted.)"
        : "De broker antwoordt niet op het adres in WO_RABBITMQ. Start hem, of zet het goede adres. (The broker cannot be reached.)";

    /// <summary>The sentence for a broker without the queues that the house needs; null when it is new enough, or does not say.</summary>
    public static string? TooOld(IDictionary<string, object?>? properties) =>
        properties?.TryGetValue("version", out var said) is true && said is byte[] text
        && Version.TryParse(Encoding.UTF8.GetString(text).Split('-', '+')[0], out var version) && version < Oldest
            ? $"RabbitMQ {version} is te oud; {Oldest} of nieuwer is nodig. Werk de broker bij. (The broker is too old.)"
            : null;

    private static IEnumerable<Exception> Within(Exception fault) => fault switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(Within).Prepend(many),
        { InnerException: { } inner } => Within(inner).Prepend(fault),
        _ => [fault],
    };
}
