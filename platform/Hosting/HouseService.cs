using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Looking.Unusual;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Operations;
using WarmHandover.Platform.Overviews;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// What makes a service of a <see cref="WebApplicationBuilder"/>: its log, vault, views, bus, door and identity, all from this builder's
/// own configuration, so that several services can stand in one process. Parts migrate in <c>IHostedService.StartAsync</c>: hosted
/// services start one after another, in the order of this file, and the address only opens when all of them did.
/// </summary>
public static class HouseService
{
    /// <summary>Adds the whole platform under a service's name; <paramref name="say"/> lists what the service consists of.</summary>
    public static WebApplicationBuilder AddHouse(this WebApplicationBuilder builder, string service, Action<ServiceParts> say)
    {
        var options = builder.AddHouseEdge(service);
        EventLogs.Add(builder.Services, options, service);
        Vaults.Add(builder.Services, options, service, builder.Environment.IsDevelopment());
        builder.Services.AddHostedService<Opening>();
        Readings.Add(builder.Services, options, service);
        Proofs.Add(builder.Services, options, service);
        Erasings.Add(builder.Services, options, service);
        var parts = new ServiceParts(builder.Services, service);
        parts.Shows<AccessLinesView>().Shows<DestructionsView>().Watches<DestructionHand>();
        parts.Shows<UnusualView>();
        say(parts);
        Messagings.Add(builder.Services, options, parts);
        builder.Services.AddSingleton(parts);
        builder.Services.AddSingleton(new OwnTables(
            service, PostgresMigrations.Service,
            [$"{service}.log.db", $"{service}.views.db", $"{service}.proof.db", $"{service}.keys.db"], HasKeys: true));
        builder.Services.AddSingleton<Door>();
        builder.Services.AddSingleton<OverviewLooks>();
        Logs.Add(builder.Services, options, service, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Operating>(provider, service));
        return builder;
    }

    /// <summary>
    /// Maps the door, <c>/health/live</c>, <c>/health/ready</c>, <c>/openapi.json</c> and the operator's <c>/internal</c>. Routes
    /// come after.
    /// </summary>
    public static WebApplication MapHouse(this WebApplication app)
    {
        app.MapHouseEdge();
        app.MapOpenApi("/openapi.json").AllowAnonymous();
        app.MapOperating();
        app.MapLooks();
        return app;
    }
}
