using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Watching;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Hosting;

/// <summary>What a service and the gateway have in common: options, clock, identity, limits, JSON, health, logs and telemetry.</summary>
public static class HouseEdge
{
    /// <summary>Adds the edge, everything out of this builder's own configuration.</summary>
    public static HouseOptions AddHouseEdge(this WebApplicationBuilder builder, string service)
    {
        var options = HouseOptions.Read(builder.Configuration);
        if (!builder.Environment.IsDevelopment())
        {
            Hardening.Check(options);
            Mounts.Check(options);
        }

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(HouseClock.From(builder.Configuration, builder.Environment));
        services.ConfigureHttpJsonOptions(json => HouseJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        Identity.Add(services, options, builder.Environment);
        ApiDocument.Add(services, service, options.Contact);
        if (builder.Configuration["WO_TELEMETRY"] != "off")
            Telemetry.Add(services, service, options);

        builder.LimitAndQuiet();
        return options;
    }

    /// <summary>The limits of a request, and logs without what the framework would write into them.</summary>
    internal static void LimitAndQuiet(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyStep.MaxBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            // A body that is slow because this machine is busy is no attack: five seconds are not enough to tell.
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(20));
            kestrel.Limits.Http2.MaxStreamsPerConnection = 100;
        });

        // The framework's own request lines hold query strings, and its start-up line a stack trace where one sentence is said already.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }

    /// <summary>The steps of a request: problems and headers, who is it, may he, the whole body. Health stands beside them.</summary>
    public static WebApplication MapHouseEdge(
        this WebApplication app, Action<WebApplication>? beforeRouting = null, Action<WebApplication>? afterIdentity = null)
    {
        app.UseMiddleware<DoorStep>();
        beforeRouting?.Invoke(app);
        app.UseRouting();
        app.UseAuthentication();
        afterIdentity?.Invoke(app);
        app.UseAuthorization();
        app.UseMiddleware<BodyStep>();
        Health.Map(app);
        return app;
    }
}
