using System.Globalization;
using WarmHandover.Platform.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace WarmHandover.Gateway;

/// <summary>Which service owns which address. The only table there is: what is not in it does not exist.</summary>
internal static class Routes
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    // Of several replicas one that is going away says so for some seconds before it does.
    private static readonly HealthCheckConfig Asked = new()
    {
        Active = new()
        {
            Enabled = true,
            Interval = TimeSpan.FromSeconds(1),
            // What one says is heard when all were asked: who is slow must not hide who is going away (WO_LINGER is longer than both).
            Timeout = TimeSpan.FromSeconds(2),
            Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
            Path = "/health/ready",
        },
        AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
    };

    // A service that reads a file row by row takes the next piece only when it is done with this one.
    private static readonly TimeSpan PatienceWithFiles = TimeSpan.FromMinutes(10);

    private static readonly (string Service, string[] Prefixes)[] Table =
    [
        ("signal", ["/v1/gezinnen", "/v1/signaallijsten", "/v1/vroegsignalen", "/v1/signaalcijfers",
        "/v1/bewijs/gezinnen", "/v1/ik-wil-hulp", "/v1/zelfmeldingen", "/v1/vernietigingen",
        "/v1/bewaartermijnen", "/v1/privacyverzoeken", "/v1/mijn-verzoeken"]),
        ("consent", ["/v1/toestemmingen", "/v1/mijn-toestemming", "/v1/terugkijken", "/v1/opdrachten",
        "/v1/beleid/toestemmingen", "/v1/bewijs/toestemmingen"]),
        ("referral", ["/v1/verwijzingen", "/v1/organisaties", "/v1/teams", "/v1/voorzieningen", "/v1/sociale-kaart", "/v1/zorgpaden",
        "/v1/ketenafspraken", "/v1/termijnregels", "/v1/vastgelopen", "/v1/mijn-verwijzingen", "/v1/mijn-steun",
        "/v1/mijn-nazorg", "/v1/verwijscijfers", "/v1/datalekken", "/v1/beleid/verwijzingen",
        "/v1/bewijs/verwijzingen"]),
        ("notification", ["/v1/meldingen", "/v1/toegangen", "/v1/toegang", "/v1/postadressen", "/v1/post", "/v1/webhooks",
        "/v1/gebeurtenissen", "/v1/beleid/meldingen", "/v1/bewijs/meldingen"]),
    ];

    // The directory of help is for everybody, and so are the checkpoints by which anybody sees that no past was changed: no sign-in. Where
    // help may be asked for without an account, the list of places is as open as the question.
    private static readonly string[] Open =
        ["/v1/sociale-kaart", AskForHelp, "/v1/gebeurtenissen", "/v1/bewijs/gezinnen", "/v1/bewijs/toestemmingen",
        "/v1/bewijs/verwijzingen", "/v1/bewijs/meldingen"];

    // Coming in with a code is for who has not signed in yet.
    private const string ComingIn = "/v1/toegang";

    // Asking for help takes no account.
    internal const string AskForHelp = "/v1/ik-wil-hulp";

    // Whoever asked to have data destroyed sees with the number of his card how it stands; what he asked for may be all there was.
    private const string ErasureStanding = "/v1/vernietigingsverzoek/stand";

    // That an entry is not right anybody may say, without saying who he is.
    private const string NotRight = "/v1/sociale-kaart/{voorziening:guid}/klopt-niet";

    /// <summary>The inbox live: an answer that goes on as long as a token lives, with a heartbeat.</summary>
    public const string LiveInbox = "/v1/meldingen/stroom";

    /// <summary>The addresses that take a file of any size, as a stream, and answer while they read it.</summary>
    public static readonly IReadOnlySet<string> Files = new HashSet<string>
    {
        "/v1/voorzieningen/import", "/v1/vroegsignalen/import", "/v1/signaalcijfers/noemers/import",
    };

    /// <summary>How large such a file may be here; the service that takes it may say less.</summary>
    public const long LargestFile = 2L * 1024 * 1024 * 1024;

    /// <summary>Everything that is no address of an API: the pages, where the operator says that there is a portal.</summary>
    public static readonly IReadOnlySet<string> Pages = new HashSet<string> { "page", "first-page" };

    private const string NoApi = "{**page:regex(^(?!(v1|api|dev|health|signal|consent|referral|notification|[.]well-known)(/|$)).*$)}";
    private static readonly TimeSpan PatienceWithPages = TimeSpan.FromSeconds(30);

    /// <summary>Every prefix to its service, and <c>/signal/openapi.json</c> and its kin to the descriptions.</summary>
    public static RouteConfig[] All(IConfiguration configuration) =>
        [.. All().Select(r => r.Timeout == Usual ? r with { Timeout = Patience(configuration) } : r), .. ToPages(configuration)];

    // Who he is the portal asks itself, with a session of its own; a token has no business there.
    private static RouteConfig[] ToPages(IConfiguration configuration) => configuration["WO_PORTAL"] is null or "" ? [] :
    [
        .. from page in new[] { (Id: "page", Path: $"/{NoApi}"), (Id: "first-page", Path: "/") }
           select Route("portal", page.Id, page.Path, open: true) with
           {
               Match = new() { Path = page.Path, Methods = ["GET", "HEAD", "POST"] }, Order = 100, Timeout = PatienceWithPages,
           },
    ];

    private static RouteConfig[] All() =>
    [
        .. from row in Table
           from prefix in row.Prefixes
           select Route(row.Service, prefix, $"{prefix}/{{**rest}}", Open.Contains(prefix) || prefix == ComingIn),
        Route("notification", "coming-in", ComingIn, open: true) with { Match = new() { Path = ComingIn, Methods = ["POST"] }, Order = -1 },
        Route("signal", "ask-for-help", AskForHelp, open: true) with
        {
            Match = new() { Path = AskForHelp, Methods = ["POST"] }, Order = -1,
        },
        Route("signal", "erasure-standing", ErasureStanding, open: true) with
        {
            Match = new() { Path = ErasureStanding, Methods = ["POST"] }, Order = -1,
        },
        Route("referral", "not-right", NotRight, open: true) with { Match = new() { Path = NotRight, Methods = ["POST"] }, Order = -1 },
        Route("notification", "live-inbox", LiveInbox, open: false) with { Match = new() { Path = LiveInbox, Methods = ["GET"] },
            Timeout = TimeSpan.FromMinutes(6), Order = -1 },
        .. from row in Table
           from file in Files
           where row.Prefixes.Any(prefix => file.StartsWith($"{prefix}/", StringComparison.Ordinal))
           select Route(row.Service, file, file, open: false) with
           {
               ClusterId = $"{row.Service}-files", Match = new() { Path = file, Methods = ["POST"] }, Order = -1, Timeout = null,
               TimeoutPolicy = "Disable",
           },
        .. Table.Select(row => Route(row.Service, $"logboek-{row.Service}", $"/v1/logboek/{row.Service}/{{**rest}}", open: false)),
        .. Table.Select(row => Route(row.Service, $"openapi-{row.Service}", $"/{row.Service}/openapi.json", open: true) with
        {
            Transforms = [new Dictionary<string, string> { ["PathSet"] = "/openapi.json" }],
        }),
    ];

    /// <summary>Where each service stands: <c>WO_SIGNAL</c>, <c>WO_CONSENT</c>, <c>WO_REFERRAL</c> and <c>WO_NOTIFICATION</c>.</summary>
    public static ClusterConfig[] Services(IConfiguration configuration) =>
    [
        .. Table.Select(row => Cluster(configuration, row.Service, row.Service, Patience(configuration))),
        .. Table.Select(row => Cluster(configuration, $"{row.Service}-files", row.Service, PatienceWithFiles)),
        .. configuration["WO_PORTAL"] is null or "" ? [] : (ClusterConfig[])[Cluster(configuration, "portal", "portal", PatienceWithPages)],
    ];

    /// <summary>The services by name, for who reads their descriptions.</summary>
    public static IReadOnlyList<(string Service, Uri Address)> Addresses(IConfiguration configuration) =>
        [.. Table.Select(row => (row.Service, new Uri(Stands(configuration, row.Service)[0])))];

    private static ClusterConfig Cluster(IConfiguration configuration, string id, string service, TimeSpan patience)
    {
        var addresses = Stands(configuration, service);
        return new()
        {
            ClusterId = id,
            Destinations = addresses.Index().ToDictionary(
                one => addresses.Length == 1 ? service : $"{service}-{one.Index + 1}", one => new DestinationConfig { Address = one.Item }),
            HealthCheck = addresses.Length == 1 ? null : Asked,
            Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
            HttpRequest = new ForwarderRequestConfig
            {
                ActivityTimeout = patience,
                Version = new(1, 1),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
        };
    }

    private static RouteConfig Route(string service, string id, string path, bool open) => new()
    {
        RouteId = id,
        ClusterId = service,
        Match = new() { Path = path, Methods = open ? ["GET", "HEAD"] : null },
        AuthorizationPolicy = open ? "anonymous" : "default",
        Timeout = Usual,
    };

    // How many seconds a service has for an answer (WO_PATIENCE).
    private static TimeSpan Patience(IConfiguration configuration) => configuration["WO_PATIENCE"] switch
    {
        null or "" => Usual,
        { } text when int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 300 =>
            TimeSpan.FromSeconds(seconds),
        _ => throw new StartRefusedException("WO_PATIENCE is no number of seconds from 1 to 300; write it as 10."),
    };

    // One address, or one of each replica where nobody else divides the work among them.
    private static string[] Stands(IConfiguration configuration, string service)
    {
        var name = $"WO_{service.ToUpperInvariant()}";
        var written = (configuration[name] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return written is not [] && written.All(one => Uri.TryCreate(one, UriKind.Absolute, out var at) && at.Scheme is "http" or "https")
            ? [.. written.Select(one => new Uri(one).ToString())]
            : throw new StartRefusedException($"{name} is not the address of the {service} service; write it as http://127.0.0.1:5001.");
    }
}
