using WarmHandover.Embedded.Operating;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Web;

namespace WarmHandover.Embedded.Running;

/// <summary>
/// The house as five processes of its own: four services and the gateway, over a RabbitMQ and a PostgreSQL that somebody else started. Used
/// by
/// <c>deploy/local/run</c> and by the system tests, which kill its parts.
/// </summary>
public sealed class ProcessHouse : IRunningHouse
{
    private static readonly string[] Services = ["Signal", "Consent", "Referral", "Notification"];
    private readonly Dictionary<string, ServiceProcess> parts;
    private readonly Func<string, IReadOnlyDictionary<string, string>> settingsOf;
    private readonly string folder;
    private DevTokens tokens;
    private TimeSpan ahead;

    private ProcessHouse(string folder, int gatewayPort, Func<string, IReadOnlyDictionary<string, string>> settingsOf)
    {
        (this.folder, this.settingsOf, tokens) = (folder, settingsOf, People.Tokens(folder, TimeSpan.Zero));
        parts = Services.ToDictionary(name => name, name => new ServiceProcess(name, folder));
        parts["Gateway"] = new("Gateway", folder, gatewayPort);
    }

    /// <inheritdoc/>
    public Uri Address => parts["Gateway"].Address;

    /// <summary>A part by the name of its project, to be killed and started again.</summary>
    public ServiceProcess Part(string project) => parts[project];

    /// <summary>
    /// Starts the services, then the gateway. <paramref name="settingsOf"/> gives each service (lower case) its store and broker.
    /// </summary>
    public static async Task<ProcessHouse> Start(
        string folder, int gatewayPort, Func<string, IReadOnlyDictionary<string, string>> settingsOf, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var house = new ProcessHouse(Path.GetFullPath(folder), gatewayPort, settingsOf);
        try
        {
            await house.Open(ct);
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Token(Persona persona, Guid? family, Guid? member) => tokens.Issue(persona, family, member);

    /// <inheritdoc/>
    public async Task Later(TimeSpan ahead, CancellationToken ct)
    {
        await DisposeAsync();
        this.ahead = ahead;
        tokens = People.Tokens(folder, ahead);
        await Open(ct);
    }

    /// <summary>Starts one part, again or for the first time.</summary>
    public Task StartPart(string project, CancellationToken ct) => parts[project].Start(Settings(project), ct);

    /// <summary>Starts a second replica of a part on the same stores and broker; whoever asks for it stops it.</summary>
    public async Task<ServiceProcess> StartReplica(string project, CancellationToken ct)
    {
        var replica = new ServiceProcess(project, Path.Combine(folder, "replica"));
        await replica.Start(Settings(project), ct);
        return replica;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        RunningFile.Remove(folder);
        foreach (var part in parts.Values.Reverse())
            await part.DisposeAsync();
    }

    private async Task Open(CancellationToken ct)
    {
        // All services at once: each waits for its own store only, never for another service (decision 22).
        await Task.WhenAll(Services.Select(name => StartPart(name, ct)));
        await StartPart("Gateway", ct);
        new RunningFile(Services.ToDictionary(name => name.ToLowerInvariant(), name => parts[name].Address), ahead).Write(folder);
    }

    private Dictionary<string, string> Settings(string project)
    {
        var settings = new Dictionary<string, string>
        {
            ["WO_DATA"] = folder,
            ["WO_TRUSTED_KEYS"] = People.PublicKeys(folder),
        };
        if (ahead > TimeSpan.Zero)
            settings["WO_CLOCK_OFFSET"] = $"+{ahead:c}";
        foreach (var service in Services)
            settings[$"WO_{service.ToUpperInvariant()}"] = parts[service].Address.ToString();
        foreach (var (name, value) in settingsOf(project.ToLowerInvariant()))
            settings[name] = value;

        return settings;
    }
}
