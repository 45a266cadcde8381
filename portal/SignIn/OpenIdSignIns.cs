using WarmHandover.Portal.Sessions;
using WarmHandover.Portal.Web;

namespace WarmHandover.Portal.SignIn;

/// <summary>
/// Adds signing in with the identity provider where the operator set one, and the address at which people show again who they are.
/// </summary>
internal static class OpenIdSignIns
{
    /// <summary>Where a person shows again who he is; <c>?terug=</c> says where he goes on.</summary>
    public const string AgainPath = "/opnieuw-aanmelden";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static void Add(IServiceCollection services, OpenIdOptions? options)
    {
        if (options is null)
            return;

        services.AddSingleton(options);
        services.AddHttpClient(nameof(Provider), http => (http.Timeout, http.MaxResponseContentBufferSize) = (Patience, 256 * 1024))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        services.AddSingleton(provider => new Provider(
            options, provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(Provider)),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IdTokens>();
        services.AddSingleton<Exchange>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<IWayToSignIn, OpenIdSignIn>();
    }

    public static void MapAgain(this WebApplication app) => app.MapGet(AgainPath, async (string? terug, HttpContext http) =>
    {
        var (who, back) = (Who.Of(http.User)!, SmallForms.Local(terug));
        var way = http.RequestServices.GetServices<IWayToSignIn>().FirstOrDefault(w => w.Name == who.Way);
        return way is null ? Results.LocalRedirect("/aanmelden") : await way.Again(http, who, back);
    }).RequireAuthorization();
}
