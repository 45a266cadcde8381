using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>Where events go, as it lies in the vault.</summary>
internal sealed record WebhookTarget(string Address);

/// <summary>What signs them, as it lies in the vault.</summary>
internal sealed record WebhookSecret(string Secret);

/// <summary>What webhooks are told by the operator.</summary>
internal sealed record WebhookSettings(string Source, bool PrivateToo)
{
    /// <summary>
    /// <c>WO_SOURCE</c>: the <c>urn:nld:</c> of this system. <c>WO_WEBHOOKS_PRIVATE</c> is for Development: targets on this machine.
    /// </summary>
    public static WebhookSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var source = configuration["WO_SOURCE"] is { Length: > 0 } set ? set : "urn:nld:oin:00000099000000000000:systeem:warme-overdracht";
        var inside = configuration["WO_WEBHOOKS_PRIVATE"] == "allow";
        if (!source.StartsWith("urn:nld:", StringComparison.Ordinal) || source.Contains(' ', StringComparison.Ordinal))
            throw new Platform.Hosting.StartRefusedException("WO_SOURCE must be a urn:nld: with organisation and system.");
        if (inside && !isDevelopment)
            throw new Platform.Hosting.StartRefusedException("WO_WEBHOOKS_PRIVATE is for Development only.");

        return new(source, inside);
    }
}

/// <summary>Brings one event to one target, once: structured CloudEvents JSON, signed over time and body.</summary>
internal sealed class Courier(WebhookSettings settings, HttpClient http, IVault vault, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The event as it goes over the line.</summary>
    public byte[] Body(Guid id, EventNoted noted, DateTimeOffset recorded) => JsonSerializer.SerializeToUtf8Bytes(
        new CloudEvent("1.0", id, settings.Source, noted.Type, Instants.Text(recorded), "application/json", noted.Data), Json);

    /// <summary>One try.</summary>
    public async Task<(string Answer, bool Delivered, int Milliseconds)> Bring(Subscription to, byte[] body, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        int Took() => (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (await vault.Open<WebhookTarget>(to.Made!.Target, ct) is not { } target || await Signature(to, body, ct) is not { } signed)
            return ("adres-vernietigd", false, Took());
        if (PublicAddress.Wrong(target.Address, settings.PrivateToo) is not null)
            return ("adres-gesloten", false, Took());

        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/cloudevents+json") { CharSet = "utf-8" };
        request.Headers.Add("Webhook-Timestamp", signed.Time);
        request.Headers.Add("Webhook-Signature", signed.Text);
        try
        {
            // The answer's body is nobody's: it is not read, however long it is.
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return ($"{(int)answer.StatusCode}", answer.IsSuccessStatusCode, Took());
        }
        catch (Exception broken) when (!ct.IsCancellationRequested
            && broken is HttpRequestException or OperationCanceledException or IOException)
        {
            return (broken switch
            {
                OperationCanceledException => "geen-antwoord",
                { InnerException: ClosedAddressException } => "adres-gesloten",
                HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls-mislukt",
                HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "naam-onbekend",
                HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "geen-verbinding",
                _ => "afgebroken",
            }, false, Took());
        }
    }

    private async Task<(string Time, string Text)?> Signature(Subscription to, byte[] body, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. body];
        var parts = new List<string>();
        var keys = to.OldKey is { } old && now < old.Until ? [to.Key!, old.Key] : new[] { to.Key! };
        foreach (var key in keys)
        {
            if (await vault.Open<WebhookSecret>(key.Key, ct) is not { } secret)
                return null;

            parts.Add($"{key.Id}={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Secret), signed))}");
        }

        return (time, string.Join(", ", parts));
    }

    private sealed record CloudEvent(
        string Specversion, Guid Id, string Source, string Type, string Time, string Datacontenttype, OutwardData Data);
}
