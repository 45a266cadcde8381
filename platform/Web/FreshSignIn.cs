using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Web;

/// <summary>Marks a route for which a person must have shown just now who he is.</summary>
public sealed record NeedsFreshSignIn;

/// <summary>
/// Step-up (ASVS 7.5.3, RFC 9470): what is grave asks a token of somebody who signed in minutes ago, and as strongly as
/// <c>WO_STEP_UP_ACR</c> says. The identity provider signs when that was (<c>auth_time</c>) and how (<c>acr</c>).
/// </summary>
public static class FreshSignIn
{
    /// <summary>The code of the refusal, for whoever must let the person sign in again.</summary>
    public const string Code = "opnieuw-aanmelden";

    /// <summary>How long ago it may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>A route that is closed to a token of somebody who signed in longer ago, or less strongly.</summary>
    public static TBuilder RequiresFreshSignIn<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new NeedsFreshSignIn());

    internal static ProblemHttpResult? Refused(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<NeedsFreshSignIn>() is null)
            return null;

        var strong = http.RequestServices.GetRequiredService<HouseOptions>().StepUpAcr;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var recent = long.TryParse(http.User.FindFirst("auth_time")?.Value, CultureInfo.InvariantCulture, out var at)
            && now - Age - Skew <= DateTimeOffset.FromUnixTimeSeconds(at);
        if (recent && (strong is null || http.User.FindFirst("acr")?.Value == strong))
            return null;

        var challenge = $"Bearer error=\"insufficient_user_authentication\", max_age=\"{Age.TotalSeconds:0}\"";
        http.Response.Headers.WWWAuthenticate = strong is null ? challenge : $"{challenge}, acr_values=\"{strong}\"";
        return Problems.Of(StatusCodes.Status401Unauthorized, Code);
    }
}
