using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Notifications;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging.RabbitMq;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Embedded.Running;

/// <summary>
/// One broker user per service with just the rights that follow from what the service hears, says and answers (decisions 25 and 0003), in
/// the
/// form that RabbitMQ imports. For a broker on loopback: the passwords are known.
/// </summary>
public static class BrokerDefinitions
{
    private static readonly (string Service, Action<WebApplicationBuilder> Add)[] Services =
    [
        ("signal", b => b.AddSignals()),
        ("consent", b => b.AddConsents()),
        ("referral", b => b.AddReferrals()),
        ("notification", b => b.AddNotifications()),
    ];

    /// <summary>The password of a service's user on a local broker.</summary>
    public static string PasswordOf(string service) => $"{service}-local";

    /// <summary>What each service may do, by service.</summary>
    public static IReadOnlyDictionary<string, BrokerRights> Rights() => Services.ToDictionary(s => s.Service, s =>
    {
        var parts = PartsOf(s.Add);
        return BrokerRights.Of(s.Service, parts.Reactions, parts.Answers);
    });

    /// <summary>
    /// Users, the vhost and the permissions, as JSON. Passwords come from the files of a folder, one a service; without it they are the
    /// known ones of a local broker.
    /// </summary>
    public static string Json(string? passwords = null) => JsonSerializer.Serialize(new
    {
        vhosts = new[] { new { name = "/" } },
        users = Services.Select(s => new
        {
            name = s.Service,
            password_hash = Hash(passwords is null ? PasswordOf(s.Service) : Password(passwords, s.Service)),
            hashing_algorithm = "rabbit_password_hashing_sha256",
            tags = "",
        }),
        permissions = Rights().Select(r => new
        {
            user = r.Key,
            vhost = "/",
            configure = r.Value.Configure,
            write = r.Value.Write,
            read = r.Value.Read,
        }),
    });

    /// <summary>Prints them; the exit code is 1 when a password is missing.</summary>
    public static int Print(string? passwords)
    {
        try
        {
            Console.WriteLine(Json(passwords));
            return 0;
        }
        catch (StartRefusedException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
    }

    private static string Password(string folder, string service) =>
        File.Exists(Path.Combine(folder, service)) && File.ReadAllText(Path.Combine(folder, service)).Trim() is { Length: >= 16 } password
            ? password
            : throw new StartRefusedException($"In {folder} ontbreekt het bestand {service} met een wachtwoord van 16 tekens of meer.");

    private static ServiceParts PartsOf(Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection([new("WO_TRUSTED_KEYS", "none"), new("WO_BUS", "inprocess")]);
        add(builder);
        return (ServiceParts)builder.Services.Last(s => s.ServiceType == typeof(ServiceParts)).ImplementationInstance!;
    }

    // RabbitMQ's own form: four bytes of salt, then SHA-256 of salt and password.
    private static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
