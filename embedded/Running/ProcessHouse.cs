using System.Text.Json;
using WarmHandover.Embedded.Operating;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Web;

namespace WarmHandover.Embedded.Running;

/// <summary>
/// The house as processes of its own: four services, the gateway and, where people want pages, the portal, over a RabbitMQ and a PostgreSQL
/// that somebody else started. Used by <c>deploy/local/run</c> and by the system tests, which kill its parts.
/// </summary>
public sealed class ProcessHouse : IRunningHouse
{
    private static readonly string[] Services = ["Signal", "Consent", "Referral", "Notification"];
    private readonly Dictionary<string, ServiceProcess> parts;
    private readonly Func<string, IReadOnlyDictionary<string, string>> settingsOf;
    private readonly string folder;
    private readonly bool pages;
    private DevTokens tokens;
    private TimeSpan ahead;

    private ProcessHouse(string folder, int gatewayPort, Func<string, IReadOnlyDictionary<string, string>> settingsOf, bool pages)
    {
        (this.folder, this.settingsOf, this.pages) = (folder, settingsOf, pages);
        tokens = People.Tokens(folder, TimeSpan.Zero);
        parts = Services.ToDictionary(name => name, name => new ServiceProcess(name, folder));
        parts["Gateway"] = new("Gateway", folder, gatewayPort);
        if (pages)
            parts["Portal"] = new("Portal", folder);
    }

    /// <inheritdoc/>
    public Uri Address => parts["Gateway"].Address;

    /// <summary>A part by the name of its project, to be killed and started again.</summary>
    public ServiceProcess Part(string project) => parts[project];

    /// <summary>
    /// Starts the services, then the gateway; with <paramref name="pages"/> the portal too, behind the gateway's own address.
    /// <paramref name="settingsOf"/> gives each (lower case) its store and broker.
    /// </summary>
    public static async Task<ProcessHouse> Start(
        string folder, int gatewayPort, Func<string, IReadOnlyDictionary<string, string>> settingsOf, CancellationToken ct,
        bool pages = false)
    {
        Directory.CreateDirectory(folder);
        var house = new ProcessHouse(Path.GetFullPath(folder), gatewayPort, settingsOf, pages);
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
        if (pages)
            await File.WriteAllTextAsync(SamplePeople, JsonSerializer.Serialize(People.All, JsonSerializerOptions.Web), ct);
        await Task.WhenAll(parts.Keys.Except(Services).Select(name => StartPart(name, ct)));
        new RunningFile(Services.ToDictionary(name => name.ToLowerInvariant(), name => parts[name].Address), ahead).Write(folder);
    }

    private string SamplePeople => Path.Combine(folder, "development", "people.json");

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
        if (pages && project == "Gateway")
            settings["WO_PORTAL"] = parts["Portal"].Address.ToString();
        if (pages && project is "Gateway" or "Portal")
            settings["WO_PROXIES"] = "127.0.0.1";
        if (project == "Portal")
            (settings["WO_GATEWAY"], settings["WO_SAMPLE_PEOPLE"]) = (Address.ToString(), SamplePeople);
        foreach (var (name, value) in settingsOf(project.ToLowerInvariant()))
            settings[name] = value;

        return settings;
    }
}
