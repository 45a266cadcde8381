using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Operations;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Auditor;
using WarmHandover.Portal.Debts;
using WarmHandover.Portal.Focus;
using WarmHandover.Portal.Privacy;
using WarmHandover.Portal.Sessions;
using WarmHandover.Portal.Shared;
using WarmHandover.Portal.SignIn;
using WarmHandover.Portal.Web;

namespace WarmHandover.Portal;

/// <summary>
/// The portal: the pages for professionals, parents, auditors and the offices behind them. A client of the gateway's APIs that keeps
/// sessions and nothing else (decision 20).
/// </summary>
public static class PortalService
{
    /// <summary>Adds the portal, alone in its process or inside the embedded host.</summary>
    public static WebApplicationBuilder AddPortal(this WebApplicationBuilder builder)
    {
        builder.AddHouseFront("portal");
        var options = PortalOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddSingleton(new OwnTables("portal", ["Sessions"], ["portal.db"], HasKeys: false));
        builder.Services.AddHttpContextAccessor();

        // First: its start says in a sentence why the keys of the portal cannot be read, before the framework meets them.
        Sessions.Sessions.Add(builder.Services, builder.Environment);
        builder.Services.AddRazorComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddHttpClient<ApiClient>(client => client.BaseAddress = options.Gateway)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(2),
            });
        builder.Services.AddScoped<Texts>(provider => new(provider.GetRequiredService<IHttpContextAccessor>()));
        builder.Services.AddScoped<Posted>();
        builder.Services.AddSingleton<Mine.VisitorRates>();
        builder.Services.AddSingleton<Mine.CodeSignIn>();
        builder.Services.AddSingleton<IWayToSignIn>(provider => provider.GetRequiredService<Mine.CodeSignIn>());
        builder.Services.AddSingleton<Professional.CodeShelf>();
        builder.Services.AddScoped<Professional.CodeBooks>();
        builder.Services.AddScoped<Professional.HandoverWork>();
        OpenIdSignIns.Add(builder.Services, OpenIdOptions.Read(builder.Configuration, builder.Environment.IsDevelopment()));
        return builder;
    }

    /// <summary>Maps the pages.</summary>
    public static WebApplication MapPortal(this WebApplication app)
    {
        // TLS ends in front of the portal; whatever a request says, its address is the one that the operator gave.
        var address = app.Services.GetRequiredService<PortalOptions>().Address;
        if (address is not null || !app.Environment.IsDevelopment())
        {
            app.Use((http, next) =>
            {
                http.Request.Scheme = address?.Scheme ?? Uri.UriSchemeHttps;
                if (address is not null)
                    http.Request.Host = new(address.Authority);
                return next(http);
            });
        }

        // HEAD answers like GET; the server leaves the body out by itself, because it knows what came in.
        app.Use((http, next) =>
        {
            if (HttpMethods.IsHead(http.Request.Method))
                http.Request.Method = HttpMethods.Get;
            return next(http);
        });
        app.UseVisitorAddress(app.Configuration);
        app.UseMiddleware<SafePages>();
        app.UseMiddleware<PageErrors>();
        app.UseFreshSignIn();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.RefuseForeignForms();
        app.UseMiddleware<LateForms>();
        app.MapHouseHealth();
        app.Services.GetRequiredService<Assets>().Map(app);
        app.MapLanguage();
        app.MapSignOut();
        app.MapAgain();
        foreach (var way in app.Services.GetServices<IWayToSignIn>())
            way.Map(app);
        app.MapEvidenceFiles();
        app.MapBreachFiles();
        app.MapRightFiles();
        app.MapFocusFiles();
        app.MapImportRun();
        app.MapCountsRun();
        app.MapDeliveryRun();
        app.MapRazorComponents<App>();
        return app;
    }
}
