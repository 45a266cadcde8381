using System.Net.Http.Headers;
using System.Text.Json;
using OpenTelemetry;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Looking.Export;

/// <summary>Takes lines of both logs and answers when they are kept there. What it does not acknowledge is brought again.</summary>
public interface ILogbook
{
    /// <summary>Returns when all lines of a request were taken; throws otherwise.</summary>
    Task Take(byte[] request, CancellationToken ct);
}

/// <summary>The lines were not taken, or not all of them.</summary>
public sealed class LogbookRefusedException(string why) : Exception(why);

/// <summary>
/// A collector that speaks OTLP over HTTP (<c>WO_LOGBOOK</c>, such as <c>https://collector:4318</c>). Apart from the traces of operation:
/// those may be sampled, lines of a log may not.
/// </summary>
internal sealed class OtlpLogbook : ILogbook, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
    private readonly Uri address;

    public OtlpLogbook(string setting, bool development)
    {
        if (!Uri.TryCreate(setting.TrimEnd('/') + "/v1/traces", UriKind.Absolute, out var read) || read.Scheme is not ("https" or "http")
            || read.UserInfo.Length > 0)
        {
            throw new StartRefusedException("WO_LOGBOOK must be the address of a collector that takes OTLP over HTTP: https://host:4318.");
        }

        // Lines are personal data: they leave over TLS only (Logboek Dataverwerkingen), or do not leave this machine.
        if (read.Scheme != "https" && !read.IsLoopback && !development)
            throw new StartRefusedException("WO_LOGBOOK must begin with https://, unless the collector is on this machine.");
        address = read;
    }

    public async Task Take(byte[] request, CancellationToken ct)
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(address, content, ct);
        if (!answer.IsSuccessStatusCode)
            throw new LogbookRefusedException($"status-{(int)answer.StatusCode}");

        var rejected = Rejected(await answer.Content.ReadAsByteArrayAsync(ct));
        if (rejected != 0)
            throw new LogbookRefusedException($"rejected-{rejected}");
    }

    public void Dispose() => client.Dispose();

    // OTLP: 200 with a partial success is not a success of all. An empty or other answer is one.
    private static long Rejected(byte[] body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("partialSuccess", out var partial)
                && partial.TryGetProperty("rejectedSpans", out var spans)
                    ? spans.ValueKind == JsonValueKind.String ? long.Parse(spans.GetString()!, provider: null) : spans.GetInt64()
                    : 0;
        }
        catch (Exception odd) when (odd is JsonException or FormatException or InvalidOperationException)
        {
            return 0;
        }
    }
}
