using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace WarmHandover.Platform.Watching;

/// <summary>
/// Spans and measures to the collector of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without it nothing is gathered or sent. Sources are those of
/// the whole process: of several services in one process only one should gather (<c>WO_TELEMETRY=off</c> for the others).
/// </summary>
public static class Telemetry
{
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "MassTransit", "Yarp.ReverseProxy", "Npgsql", HouseMeters.Name];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "MassTransit", "Npgsql", HouseMeters.Name,
    ];

    /// <summary>Starts gathering with the host, and sends what is left when it stops.</summary>
    public static void Add(IServiceCollection services, string service, string? otlp)
    {
        if (otlp is null)
            return;

        var endpoint = new Uri(otlp);
        var resource = ResourceBuilder.CreateEmpty().AddService(service, "warme-overdracht");
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource).AddSource(Sources).AddProcessor(new WithoutQueries())
            .AddOtlpExporter(o => o.Endpoint = endpoint).Build());
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(o => o.Endpoint = endpoint).Build());
        services.AddHostedService<Gathering>();
    }

    /// <summary>Takes from a span what a person may have typed: a search is a query string.</summary>
    public sealed class WithoutQueries : BaseProcessor<Activity>
    {
        private static readonly string[] Typed = ["url.query", "url.full", "url.original", "http.url", "http.target"];

        /// <inheritdoc/>
        public override void OnEnd(Activity data)
        {
            foreach (var tag in Typed)
                data.SetTag(tag, null);
        }
    }

    // The container owns the providers; asking for them starts them, disposing the container flushes them.
    private sealed class Gathering(TracerProvider spans, MeterProvider measures) : IHostedService
    {
        public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

        public Task StopAsync(CancellationToken ct)
        {
            spans.ForceFlush(2000);
            measures.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
