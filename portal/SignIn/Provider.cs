using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace WarmHandover.Portal.SignIn;

/// <summary>The provider does not answer, or not as a provider: nobody can be told anything about a person now.</summary>
internal sealed class ProviderAwayException(string why) : Exception($"The identity provider: {why}.");

/// <summary>
/// The identity provider: what it says of itself, its keys, and its answers at the back. What it says is kept for an hour; a key that is
/// not known is looked for once a minute at most, however many tokens name one.
/// </summary>
internal sealed class Provider(OpenIdOptions options, HttpClient http, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim gate = new(1);
    private OpenIdConnectConfiguration? known;
    private DateTimeOffset read;

    /// <summary>What it says of itself.</summary>
    public Task<OpenIdConnectConfiguration> Says(CancellationToken ct) => Read(Kept, ct);

    /// <summary>Its keys of one name. An unknown name is a reason to look again, but not more often than once a minute.</summary>
    public async Task<IEnumerable<SecurityKey>> Keys(string? name, CancellationToken ct)
    {
        if (name is not { Length: > 0 })
            return [];

        var now = (await Read(Kept, ct)).SigningKeys.Where(key => key.KeyId == name);
        return now.Any() ? now : (await Read(Seldom, ct)).SigningKeys.Where(key => key.KeyId == name);
    }

    /// <summary>Asks one of its addresses behind the browser's back, as the portal.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Says)> Ask(string address, Dictionary<string, string> form, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        ClientProof.Add(request, form, options, (await Says(ct)).Issuer, clock);
        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            if ((int)answer.StatusCode >= 500)
                throw new ProviderAwayException($"status {(int)answer.StatusCode}");
            return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
        }
        catch (Exception away) when (Away(away, ct))
        {
            throw new ProviderAwayException(away.GetType().Name);
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<OpenIdConnectConfiguration> Read(TimeSpan notOlder, CancellationToken ct)
    {
        if (known is { } fresh && clock.GetUtcNow() - read < notOlder)
            return fresh;

        await gate.WaitAsync(ct);
        try
        {
            if (known is { } meanwhile && clock.GetUtcNow() - read < notOlder)
                return meanwhile;

            known = await Fetch(ct);
            return known;
        }
        catch (ProviderAwayException) when (known is not null)
        {
            // What it said an hour ago still holds; it is asked again in a minute.
            return known;
        }
        finally
        {
            read = known is null ? default : clock.GetUtcNow();
            gate.Release();
        }
    }

    private async Task<OpenIdConnectConfiguration> Fetch(CancellationToken ct)
    {
        var retriever = new HttpDocumentRetriever(http) { RequireHttps = !options.IsDevelopment };
        try
        {
            var place = $"{options.Authority.ToString().TrimEnd('/')}/.well-known/openid-configuration";
            var says = await OpenIdConnectConfigurationRetriever.GetAsync(place, retriever, ct);
            // Who answers under this address must be who it says it is (OpenID Connect Discovery, 4.3).
            return says.Issuer?.TrimEnd('/') == options.Authority.ToString().TrimEnd('/')
                ? says
                : throw new ProviderAwayException("its name is not its address");
        }
        catch (Exception away) when (Away(away, ct))
        {
            throw new ProviderAwayException(away.GetType().Name);
        }
    }

    private static bool Away(Exception failure, CancellationToken ct) => !ct.IsCancellationRequested && failure
        is HttpRequestException or IOException or JsonException or OperationCanceledException or InvalidOperationException
        or ArgumentException;
}
