using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Watching;

/// <summary>
/// The measures for Prometheus, at an address of their own: the address of the APIs does not have them, so neither does the gateway, and
/// whoever may read measures reaches no API there. It says numbers, codes and ids of views and webhooks; who may reach it is the network's.
/// </summary>
internal sealed class MetricsPage(string address, MeterProvider measures) : IHostedService, IAsyncDisposable
{
    private const string Path = "/metrics";
    private WebApplication? page;

    /// <summary>The setting as an address on which this process can listen beside its own; anything else stops the start.</summary>
    public static string? Address(string? text, string? own)
    {
        if (text is null)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/"
            || !(IPAddress.TryParse(uri.Host.Trim('[', ']'), out _) || uri.Host == "localhost"))
        {
            throw new StartRefusedException(
                "WO_METRICS is an address to listen on, such as http://127.0.0.1:9464: http, an IP address and a port, nothing behind it.");
        }

        return (own ?? "").Split(';').Any(one => one.EndsWith($":{uri.Port}", StringComparison.Ordinal))
            ? throw new StartRefusedException("WO_METRICS needs another port than ASPNETCORE_URLS: who reads measures must reach no API.")
            : text;
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        page = builder.Build();
        page.UseOpenTelemetryPrometheusScrapingEndpoint(
            measures, http => http.Request.Path == Path && HttpMethods.IsGet(http.Request.Method),
            path: null, configureBranchedPipeline: null, optionsName: null);
        page.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        try
        {
            await page.StartAsync(ct);
        }
        catch (IOException taken)
        {
            throw new StartRefusedException(
                $"Op {address} (WO_METRICS) kan dit proces niet luisteren: {Kind(taken)}. (Cannot listen there.)");
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken ct) => page?.StopAsync(ct) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => page?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Kind(IOException taken) =>
        taken.InnerException is AddressInUseException ? "een ander luistert er al" : "dat adres is hier niet";
}
