using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using WarmHandover.Portal.Sessions;

namespace WarmHandover.Portal.SignIn;

/// <summary>
/// What is changed with the provider behind the browser's back: a code for tokens, a token for a new one, and a token that goes back.
/// </summary>
internal sealed class Exchange(OpenIdOptions options, Provider provider, IdTokens judge, TimeProvider clock)
{
    private const int LongestToken = 16 * 1024;

    /// <summary>The tokens for the code of an attempt; null when the provider does not take the code.</summary>
    public async Task<(JsonWebToken Token, Access Access)?> Code(string code, string back, Attempt attempt, CancellationToken ct)
    {
        var (status, answer) = await provider.Ask((await provider.Says(ct)).TokenEndpoint, Form(
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back), ("code_verifier", attempt.Verifier)), ct);
        if (status is not HttpStatusCode.OK)
            return null;

        var token = await judge.OfSignIn(answer, attempt.Nonce, ct);
        return (token, Read(answer, null) ?? throw new TokenRefusedException("access_token"));
    }

    /// <summary>A new token for a session, and who its person is by now; null when it is over.</summary>
    public async Task<Access?> Renew(Who who, string refresh, CancellationToken ct)
    {
        var (status, answer) = await provider.Ask((await provider.Says(ct)).TokenEndpoint, Form(
            ("grant_type", "refresh_token"), ("refresh_token", refresh)), ct);
        if (status is not HttpStatusCode.OK || Read(answer, refresh) is not { } access)
            return null;
        if (await judge.OfRenewal(answer, who.Subject, ct) is not { } said)
            return access;

        // Who has no role here any more is out.
        return Colleague.Of(said, who.Way) is { } now ? access with { Now = now } : null;
    }

    /// <summary>Gives a token back (RFC 7009), so that nothing of its session is worth anything any more.</summary>
    public async Task GiveBack(string refresh, CancellationToken ct)
    {
        if ((await provider.Says(ct)).RevocationEndpoint is { Length: > 0 } address)
            await provider.Ask(address, Form(("token", refresh), ("token_type_hint", "refresh_token")), ct);
    }

    /// <summary>A question to the provider, which names the APIs when it is about a token for them.</summary>
    public Dictionary<string, string> Form(params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        if (options.Resource is { } apis && (form.ContainsKey("grant_type") || form.ContainsKey("response_type")))
            form["resource"] = apis;
        return form;
    }

    private Access? Read(JsonElement answer, string? refresh) =>
        IdTokens.Text(answer, "access_token") is { Length: > 0 and <= LongestToken } token
        && string.Equals(IdTokens.Text(answer, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase)
        && answer.TryGetProperty("expires_in", out var life) && life.TryGetInt32(out var seconds) && seconds > 0
            ? new(token, clock.GetUtcNow().AddSeconds(seconds), IdTokens.Text(answer, "refresh_token") ?? refresh)
            : null;
}
