using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using WarmHandover.Consents;
using WarmHandover.Embedded.Operating;
using WarmHandover.Embedded.Sample;
using WarmHandover.Gateway;
using WarmHandover.Notifications;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging.InProcess;
using WarmHandover.Platform.Web;
using WarmHandover.Portal;
using WarmHandover.Portal.Sessions;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Embedded.Running;

/// <summary>
/// The whole house in one process: four services, the gateway and the portal, each built as its own program builds it (decision 0004), on
/// SQLite files under one folder. Programs use the gateway's address, people the portal's.
/// </summary>
public sealed class EmbeddedHouse : IRunningHouse
{
    private static readonly string[] Names = ["signal", "consent", "referral", "notification"];
    private readonly List<WebApplication> apps = [];
    private readonly string folder;
    private readonly Action<ILoggingBuilder> logging;
    private string urls;
    private TimeSpan ahead;
    private string pages = "";
    private string? rate;
    private IReadOnlyDictionary<string, string?> more = new Dictionary<string, string?>();
    private DevTokens tokens = null!;

    private EmbeddedHouse(string folder, string urls, Action<ILoggingBuilder> logging) =>
        (this.folder, this.urls, this.logging) = (folder, urls, logging);

    /// <inheritdoc/>
    public Uri Address { get; private set; } = null!;

    /// <summary>The portal's address: the pages.</summary>
    public Uri Portal { get; private set; } = null!;

    /// <summary>The services' own addresses on loopback, for the operator; people use <see cref="Address"/>.</summary>
    public IReadOnlyDictionary<string, Uri> Services { get; private set; } = new Dictionary<string, Uri>();

    /// <summary>
    /// Starts everything; returns when the gateway answers. It logs warnings to the console, or as it is told; <paramref name="rate"/> is
    /// how much one person may ask (<c>WO_RATE</c>), and <paramref name="more"/> settings go before its own.
    /// </summary>
    public static async Task<EmbeddedHouse> Start(
        string folder, string urls, CancellationToken ct, Action<ILoggingBuilder>? logging = null, string? rate = null,
        string portal = "http://127.0.0.1:0", IReadOnlyDictionary<string, string?>? more = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var house = new EmbeddedHouse(
                Path.GetFullPath(folder), urls, logging ?? (log => log.SetMinimumLevel(LogLevel.Warning)))
            {
                rate = rate,
                pages = portal,
                more = more ?? new Dictionary<string, string?>(),
            };
            await house.Open(ct);
            return house;
        }
        catch (Exception broken) when (Sentence(broken, folder, urls) is { } sentence)
        {
            throw new StartRefusedException(sentence);
        }
    }

    /// <summary>One port further: where the pages stand when a person names the gateway's address.</summary>
    public static string Beside(string urls) => Uri.TryCreate(urls.Split(';')[0], UriKind.Absolute, out var gateway) && gateway.Port > 0
        ? new UriBuilder(gateway) { Port = gateway.Port + 1 }.Uri.ToString()
        : "http://127.0.0.1:0";

    /// <inheritdoc/>
    public string Token(Persona persona, Guid? family, Guid? member) => tokens.Issue(persona, family, member);

    /// <inheritdoc/>
    public async Task Later(TimeSpan ahead, CancellationToken ct)
    {
        await DisposeAsync();
        this.ahead = ahead;
        (urls, pages) = (Address.ToString(), Portal.ToString());
        await Open(ct);
    }

    /// <summary>Stops the door first, then the services, so that no request meets a half-closed house.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Services.Count > 0)
            RunningFile.Remove(folder);
        Services = new Dictionary<string, Uri>();
        foreach (var app in Enumerable.Reverse(apps).ToArray())
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        apps.Clear();
    }

    private static string? Sentence(Exception broken, string folder, string urls) => broken switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"Op {urls} of de poort ernaast luistert al iets anders. Kies een ander adres met --urls.",
        FormatException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
            $"'{urls}' is geen adres. Schrijf het als http://127.0.0.1:5080.",
        IOException or UnauthorizedAccessException => $"In de map '{folder}' kan niet worden geschreven. Kies een andere map met --data.",
        _ => null,
    };

    private async Task Open(CancellationToken ct)
    {
        var bus = new InProcessBus();
        var settings = new Dictionary<string, string?>
        {
            ["WO_DATA"] = folder,
            ["WO_STORE"] = "sqlite",
            ["WO_BUS"] = "inprocess",
            ["WO_TRUSTED_KEYS"] = People.PublicKeys(folder),
            ["WO_PROXIES"] = "127.0.0.1, ::1",
        };
        if (rate is not null)
            settings["WO_RATE"] = rate;
        if (ahead > TimeSpan.Zero)
            settings["WO_CLOCK_OFFSET"] = $"+{ahead:c}";
        foreach (var (name, value) in more)
            settings[name] = value;

        try
        {
            // Measures and spans are those of the whole process: the first service gathers for all.
            settings["WO_SIGNAL"] = await Open(settings, bus, b => b.AddSignals(), a => a.MapSignals(), "http://127.0.0.1:0", ct);
            settings["WO_TELEMETRY"] = "off";
            settings["WO_CONSENT"] = await Open(settings, bus, b => b.AddConsents(), a => a.MapConsents(), "http://127.0.0.1:0", ct);
            settings["WO_REFERRAL"] = await Open(settings, bus, b => b.AddReferrals(), a => a.MapReferrals(), "http://127.0.0.1:0", ct);
            settings["WO_NOTIFICATION"] =
                await Open(settings, bus, b => b.AddNotifications(), a => a.MapNotifications(), "http://127.0.0.1:0", ct);
            tokens = People.Tokens(folder, apps[0].Services.GetRequiredService<TimeProvider>());
            Address = new(await Open(settings, bus, b => b.AddGateway(), a => a.MapGateway().MapDevTokens(People.All), urls, ct));
            settings["WO_GATEWAY"] = Address.ToString();
            Portal = new(await Open(settings, bus, b => b.AddPortal().AddSamplePeople(People.All), a => a.MapPortal(), pages, ct));
            Services = Names.ToDictionary(name => name, name => new Uri(settings[$"WO_{name.ToUpperInvariant()}"]!));
            new RunningFile(Services, ahead).Write(folder);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task<string> Open(
        IReadOnlyDictionary<string, string?> settings, InProcessBus bus, Action<WebApplicationBuilder> add, Action<WebApplication> map,
        string urls, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings);
        logging(builder.Logging);
        builder.WebHost.UseUrls(urls);
        builder.Services.AddSingleton(bus);
        add(builder);

        var app = builder.Build();
        try
        {
            map(app);
            await app.StartAsync(ct);
        }
        catch
        {
            // A host that did not start cannot be stopped, only put away.
            await app.DisposeAsync();
            throw;
        }

        apps.Add(app);
        return app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }
}
