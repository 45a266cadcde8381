using System.Diagnostics;
using System.Text.Json;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.SignIn;

/// <summary>
/// A certified OpenID provider (npm's <c>oidc-provider</c>, tests/provider) on loopback that knows the sample people; a test can make it
/// lie.
/// </summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    private const string Password = "a-password-of-forty-characters-and-a-few";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly HttpClient http;
    private Process? process;

    private IdentityProvider(Uri portal, object? key)
    {
        (Portal, Key) = (portal, key);
        Issuer = $"http://127.0.0.1:{Loopback.Port()}";
        http = new() { BaseAddress = new(Issuer) };
    }

    public string Issuer { get; }

    public Uri Portal { get; }

    private object? Key { get; }

    /// <summary>What the portal is told about this provider.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["WO_AUTHORITY"] = Issuer,
        ["WO_OIDC_CLIENT"] = "portaal",
        ["WO_OIDC_SECRET"] = Key is null ? Password : null,
        ["WO_OIDC_RESOURCE"] = "urn:warme-overdracht:apis",
        ["WO_PORTAL_ADDRESS"] = Portal.ToString(),
    };

    /// <summary>
    /// Starts one for a portal at this address, which proves who it is with a password, or with the private half of a key.
    /// </summary>
    public static async Task<IdentityProvider> Start(Uri portal, object? key = null)
    {
        var provider = new IdentityProvider(portal, key);
        await provider.Open();
        return provider;
    }

    /// <summary>Its ID tokens lie in one way while this is done; afterwards it tells the truth again.</summary>
    public async Task Lying(string way, Func<Task> work)
    {
        await Do($"lie?as={way}");
        try
        {
            await work();
        }
        finally
        {
            await Do("lie?as=");
        }
    }

    /// <summary>How long its access tokens live from now on.</summary>
    public Task Life(int seconds) => Do($"life?seconds={seconds}");

    /// <summary>A person is no longer there; whether the portal is told behind the browser's back.</summary>
    public Task Gone(string name, bool tell) => Do($"gone?naam={name}{(tell ? "&zeg=1" : "")}");

    /// <summary>He is there again.</summary>
    public Task Back(string name) => Do($"back?naam={name}");

    /// <summary>A logout token with these claims, signed with the real key.</summary>
    public Task<string> LogoutToken(object claims, string type = "logout+jwt") =>
        Do($"logout-token?typ={Uri.EscapeDataString(type)}&claims={Uri.EscapeDataString(JsonSerializer.Serialize(claims))}");

    /// <summary>How often its keys were asked for.</summary>
    public async Task<int> LookedForKeys() => int.Parse(await Do("looked"), null);

    /// <summary>How many tokens were given back.</summary>
    public async Task<int> Revoked() => int.Parse(await Do("revoked"), null);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
    }

    private async Task<string> Do(string what) => await http.GetStringAsync(new Uri($"/test/{what}", UriKind.Relative));

    private async Task Open()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "WarmHandover.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("The repository was not found.");

        var start = new ProcessStartInfo("node", "provider.mjs")
        {
            WorkingDirectory = Path.Combine(folder, "tests", "provider"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WO_PROVIDER"] = JsonSerializer.Serialize(
            new
            {
                issuer = Issuer,
                portal = Portal.ToString().TrimEnd('/'),
                secret = Key is null ? Password : null,
                key = Key,
                people = Known(),
            },
            JsonSerializerOptions.Web);
        process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line == "listens")
                return;
        }

        throw new InvalidOperationException($"The identity provider did not start (npm ci in tests/provider): {await said}");
    }

    private static IEnumerable<Persona> Known() => People.All.Where(p => p.Organisation != Guid.Empty);
}
