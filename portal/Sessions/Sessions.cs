using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// Sessions of half an hour that go on while somebody works, ten hours at most. Tokens stay in the store; a token about to run out is
/// renewed by the way that the person came in.
/// </summary>
public static class Sessions
{
    internal const string Scheme = "portal";
    private const string AccessToken = "access_token";
    private const string RefreshToken = "refresh_token";
    private const string ExpiresAt = "expires_at";
    private const string Begun = "begun";
    private const string SignedAt = "signed-at";
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Whole = TimeSpan.FromHours(10);

    /// <summary>Adds the store, the ring, the cookie and the anti-forgery of forms.</summary>
    public static void Add(IServiceCollection services, IHostEnvironment environment)
    {
        // In Development the portal stands on http at loopback, where a browser takes no Secure cookie under every name.
        var development = environment.IsDevelopment();
        services.AddSingleton<SessionDatabase>();
        services.AddHostedService<SessionStart>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IXmlRepository>(provider => provider.GetRequiredService<KeyRing>());
        services.AddDataProtection().SetApplicationName("warme-overdracht-portal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRingSetup>();
        services.AddSingleton<SessionStore>();
        services.AddAuthentication(Scheme).AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<SessionStore, TimeProvider>((cookie, store, clock) =>
        {
            cookie.SessionStore = store;
            cookie.TimeProvider = clock;
            cookie.Cookie.Name = development ? "wo-sessie" : "__Host-wo-sessie";
            cookie.Cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            (cookie.Cookie.HttpOnly, cookie.Cookie.SameSite, cookie.Cookie.Path) = (true, SameSiteMode.Lax, "/");
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Idle, true);
            (cookie.LoginPath, cookie.ReturnUrlParameter) = ("/aanmelden", "terug");
            cookie.Events.OnValidatePrincipal = valid => Keep(valid, store, clock);
            // Who came for himself goes back to where a code is typed, not to where colleagues sign in.
            cookie.Events.OnRedirectToLogin = asked =>
            {
                asked.Response.Redirect(Mine.OwnPlace.Is(asked.HttpContext) ? Mine.OwnPlace.Entrance : asked.RedirectUri);
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToAccessDenied = denied =>
            {
                denied.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser().Build());
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = development ? "wo-formulier" : "__Host-wo-formulier";
            forgery.Cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            (forgery.Cookie.SameSite, forgery.Cookie.Path, forgery.FormFieldName) = (SameSiteMode.Strict, "/", "formulier");
        });
    }

    /// <summary>
    /// Where people sign in nobody is signed in yet: the browser's old number is not looked at, so that no new session goes on under it.
    /// </summary>
    public static IApplicationBuilder UseFreshSignIn(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/aanmelden", StringComparison.OrdinalIgnoreCase)
            || http.Request.Path.StartsWithSegments(Mine.OwnPlace.Entrance, StringComparison.OrdinalIgnoreCase))
        {
            var name = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme).Cookie.Name!;
            var kept = http.Request.Headers.Cookie.ToString().Split(';', StringSplitOptions.TrimEntries)
                .Where(cookie => !cookie.StartsWith(name, StringComparison.Ordinal));
            http.Request.Headers.Cookie = string.Join("; ", kept);
        }

        return next(http);
    });

    /// <summary>
    /// Begins a session, always under a new number. <paramref name="sid"/> is the provider's own number of this sign-in, with which it says
    /// later that it is over; <paramref name="signedAt"/> is when the person showed who he is, absent: now.
    /// </summary>
    public static async Task Begin(
        HttpContext http, Who who, Access access, DateTimeOffset? endsAt = null, string? sid = null, DateTimeOffset? signedAt = null)
    {
        var session = new AuthenticationProperties { ExpiresUtc = endsAt, AllowRefresh = endsAt is null };
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        session.SetString(Begun, now.ToString("O", CultureInfo.InvariantCulture));
        session.SetString(SignedAt, (signedAt ?? now).ToString("O", CultureInfo.InvariantCulture));
        if (sid is not null)
            session.SetString(SessionStore.ProviderSession, sid);
        Store(session, access);
        await http.SignInAsync(Scheme, who.ToPrincipal(), session);
    }

    /// <summary>The token with which the APIs are asked on behalf of this request's person.</summary>
    public static Task<string?> Token(HttpContext http) => http.GetTokenAsync(Scheme, AccessToken);

    /// <summary>What renews the session's token, where the identity provider gave that.</summary>
    public static string? Refresh(AuthenticationProperties session) => session.GetTokenValue(RefreshToken);

    /// <summary>When this request's person showed who he is, for the last time.</summary>
    public static async Task<DateTimeOffset> LastShown(HttpContext http) =>
        At((await http.AuthenticateAsync(Scheme)).Properties?.GetString(SignedAt));

    /// <summary>Until when the session's token may be used.</summary>
    internal static DateTimeOffset Until(AuthenticationProperties session) => At(session.GetTokenValue(ExpiresAt));

    /// <summary>When a session began.</summary>
    internal static DateTimeOffset BegunAt(AuthenticationProperties session) => At(session.GetString(Begun));

    /// <summary>When its person last showed who he is.</summary>
    internal static DateTimeOffset ShownAt(AuthenticationProperties session) => At(session.GetString(SignedAt));

    /// <summary>Puts another token in a session.</summary>
    internal static void Store(AuthenticationProperties session, Access access)
    {
        List<AuthenticationToken> tokens =
        [
            new() { Name = AccessToken, Value = access.Token },
            new() { Name = ExpiresAt, Value = access.Until.ToString("O", CultureInfo.InvariantCulture) },
        ];
        if (access.Refresh is { } refresh)
            tokens.Add(new() { Name = RefreshToken, Value = refresh });
        session.StoreTokens(tokens);
    }

    private static async Task Keep(CookieValidatePrincipalContext valid, SessionStore store, TimeProvider clock)
    {
        if (Who.Of(valid.Principal!) is not { } who || clock.GetUtcNow() - At(valid.Properties.GetString(Begun)) > Whole
            || !await Renewals.Keep(valid, who, store, clock))
        {
            await End(valid);
        }
    }

    private static async Task End(CookieValidatePrincipalContext valid)
    {
        valid.RejectPrincipal();
        await valid.HttpContext.SignOutAsync(Scheme);
    }

    private static DateTimeOffset At(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? at
            : DateTimeOffset.MinValue;
}

/// <summary>Makes the store ready before the address opens, so that a store that is not there stops the start with one sentence.</summary>
internal sealed class SessionStart(
    HouseOptions options, SessionDatabase database, KeyRing ring, IDataProtectionProvider protection) : IPrepares
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.Prepare();
        await HouseFront.Start(options, async () =>
        {
            await ring.Prepare();
            await database.Run("delete from attempts where ends_at < @never", ("never", 0L));
            protection.CreateProtector("start").Protect([1]);
        });
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
