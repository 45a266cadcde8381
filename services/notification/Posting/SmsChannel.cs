using System.Net;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Notifications.Posting;

/// <summary>Where text messages are handed in: an HTTPS address (or this machine itself) and a token in a file.</summary>
internal sealed record SmsSettings(Uri Address, string Token, string From)
{
    /// <summary>Reads <c>WO_SMS</c>, <c>WO_SMS_TOKEN</c> and <c>WO_SMS_FROM</c>; null when none are sent.</summary>
    public static SmsSettings? Read(IConfiguration configuration)
    {
        if (configuration["WO_SMS"] is not { Length: > 0 } text)
            return null;

        var known = Uri.TryCreate(text, UriKind.Absolute, out var uri);
        if (!known || !(uri!.Scheme == "https" || (uri is { Scheme: "http", IsLoopback: true })))
            throw new StartRefusedException("WO_SMS must be the https address of the provider.");
        if (configuration["WO_SMS_TOKEN"] is not { Length: > 0 } file || !File.Exists(file))
            throw new StartRefusedException("WO_SMS_TOKEN must name a file with the provider's token.");

        return new(uri, File.ReadAllText(file).Trim(),
            configuration["WO_SMS_FROM"] is { Length: > 0 and <= 11 } from ? from : "Overdracht");
    }
}

/// <summary>
/// SMS: one POST of JSON per message; the reference is the message's id, so that a provider can see a second one as the same.
/// </summary>
internal sealed class SmsChannel(SmsSettings settings, HttpClient http) : IChannel
{
    /// <inheritdoc/>
    public string Name => "sms";

    /// <inheritdoc/>
    public async Task<Tried> Bring(Letter letter, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address)
        {
            Content = JsonContent.Create(new
            {
                to = letter.To,
                from = settings.From,
                body = letter.Text,
                reference = letter.Message.ToString("N"),
            }),
        };
        request.Headers.Authorization = new("Bearer", settings.Token);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var why = $"http-{(int)answer.StatusCode}";
            return answer.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => new(ProviderAnswer.Accepted, ""),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(ProviderAnswer.Later, why, Away: true),
                HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                    new(ProviderAnswer.Later, why),
                _ => new(ProviderAnswer.Never, why),
            };
        }
        catch (Exception broken) when (broken is HttpRequestException
            || (broken is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(ProviderAnswer.Later, "sms-onbereikbaar", Away: true);
        }
    }
}
