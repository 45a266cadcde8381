using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Watching;

/// <summary>
/// Spans and measures to the collector of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, measures on the page of <c>WO_METRICS</c> too; without either
/// nothing is gathered or sent. Sources are those of the whole process: of several services in one process only one should gather
/// (<c>WO_TELEMETRY=off</c> for the others).
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
    public static void Add(IServiceCollection services, string service, HouseOptions options)
    {
        if (options is { Otlp: null, Metrics: null })
            return;

        var resource = ResourceBuilder.CreateEmpty().AddService(service, "warme-overdracht");
        if (options.Otlp is { } otlp)
        {
            var endpoint = new Uri(otlp);
            services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource).AddSource(Sources).AddProcessor(new WithoutQueries())
                .AddOtlpExporter(o => o.Endpoint = endpoint).Build());
            services.AddHostedService<Gathering<TracerProvider>>();
        }

        services.AddSingleton(_ =>
        {
            var measures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters);
            if (options.Metrics is not null)
                measures.AddPrometheusExporter();
            if (options.Otlp is { } collector)
                measures.AddOtlpExporter(o => o.Endpoint = new(collector));
            return measures.Build();
        });
        services.AddHostedService<Gathering<MeterProvider>>();
        if (options.Metrics is { } address)
            services.AddHostedService(provider => new MetricsPage(address, provider.GetRequiredService<MeterProvider>()));
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
    private sealed class Gathering<TProvider>(TProvider provider) : IHostedService
        where TProvider : BaseProvider
    {
        public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

        public Task StopAsync(CancellationToken ct)
        {
            if (provider is TracerProvider spans)
                spans.ForceFlush(2000);
            if (provider is MeterProvider measures)
                measures.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
