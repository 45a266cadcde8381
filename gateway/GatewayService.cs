using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using Yarp.ReverseProxy.Transforms;

namespace WarmHandover.Gateway;

/// <summary>
/// The one door to the outside: looks at the request before anybody else does, asks who it is, counts, and passes it on to the service that
/// owns the address. The service checks everything again: the gateway is believed by nobody.
/// </summary>
public static class GatewayService
{
    // An allow-list: an invented identity header, a method override or a cookie simply does not exist behind this door.
    private static readonly string[] Passed =
    [
        "Accept", "Accept-Language", "Authorization", "At-Least", "Content-Length", "Content-Type", "Idempotency-Key", "If-Match",
        "Last-Event-ID",
        "Transfer-Encoding",
    ];

    // What a browser and the pages need of each other, and no token.
    private static readonly string[] PassedToPages =
        ["Accept", "Accept-Language", "Content-Length", "Content-Type", "Cookie", "Transfer-Encoding"];

    /// <summary>Adds the gateway; the addresses of the services come out of this builder's configuration.</summary>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddHouseEdge("gateway");
        builder.Services.AddSingleton<IHasLookedRound, FirstRound>();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddRateLimiter(limiter => Rates.Set(limiter, builder.Configuration));
        builder.Services.AddReverseProxy()
            .LoadFromMemory(Routes.All(builder.Configuration), Routes.Services(builder.Configuration))
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(2))
            .AddTransforms(transforms =>
            {
                var pages = Routes.Pages.Contains(transforms.Route.RouteId);
                // A page says where it is: by the door's own name. Said before the headers, it stands; after them it would not.
                transforms.AddOriginalHost(pages);
                transforms.AddRequestHeadersAllowed(pages ? PassedToPages : Passed);
                transforms.AddXForwarded(ForwardedTransformActions.Remove);
                if (pages)
                    transforms.AddXForwardedFor(action: ForwardedTransformActions.Set);
                transforms.AddResponseHeaderRemove("Server");
            });
        return builder;
    }

    /// <summary>Maps the steps of a request through the gateway.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseVisitorAddress(app.Configuration);
        app.MapHouseEdge(
            beforeRouting: door =>
            {
                door.UseMiddleware<SafeAnswers>();
                door.UseMiddleware<RequestGuard>();
            },
            afterIdentity: door =>
            {
                door.UseRateLimiter();
                door.UseRequestTimeouts();
            });
        SecurityText.Map(app);
        ApiPage.Map(app);
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(LiveUntilStop);
            proxy.Use(Elsewhere.Try);
            proxy.UseLoadBalancing();
        }).ConfigureEndpoints((endpoint, route) =>
        {
            if (Routes.Files.Contains(route.RouteId))
                endpoint.WithMetadata(new TakesAStream(Routes.LargestFile));
            if (Routes.Pages.Contains(route.RouteId))
                endpoint.WithMetadata(new PassesPages());
        });
        return app;
    }

    // An inbox that is live would keep a stop waiting; who reads it comes back elsewhere, with the place where he was.
    private static async Task LiveUntilStop(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.Equals(Routes.LiveInbox))
        {
            await next(http);
            return;
        }

        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        http.RequestAborted = ends.Token;
        await next(http);
    }
}
