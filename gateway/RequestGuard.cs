using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace WarmHandover.Gateway;

/// <summary>
/// Refuses what a proxy and a service could read differently: two lengths, hidden path characters, verbs that nobody offers, a question
/// with a body. A plain YARP passes all of these on.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next)
{
    private const int MaxBytes = 256 * 1024;
    private static readonly string[] Hidden = ["\\", "%5c", "%2f", "%25", "%00", "//", ";"];

    public Task InvokeAsync(HttpContext http)
    {
        ForgetBaggage();
        if (Wrong(http) is not { } status)
            return next(http);

        http.Response.StatusCode = status;
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    // The trace goes on to the service; what a client hung on it does not.
    private static void ForgetBaggage()
    {
        if (Activity.Current is not { } span)
            return;

        span.TraceStateString = null;
        foreach (var (name, _) in span.Baggage.ToArray())
            span.SetBaggage(name, null);
    }

    private static int? Wrong(HttpContext http)
    {
        var request = http.Request;
        if (request.Method is not ("GET" or "HEAD" or "POST" or "PUT" or "DELETE"))
            return StatusCodes.Status405MethodNotAllowed;
        if (TwoLengths(request.Headers) || HiddenPath(http) || request.Method is "GET" or "HEAD" && HasBody(http))
            return StatusCodes.Status400BadRequest;

        return request.ContentLength > MaxBytes && !Routes.Files.Contains(request.Path.Value ?? "")
            ? StatusCodes.Status413PayloadTooLarge
            : null;
    }

    // Kestrel keeps the length that came beside a Transfer-Encoding under another name (RFC 9112, 6.1: a smuggler's request).
    private static bool TwoLengths(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0 && (headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"));

    private static bool HiddenPath(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        return !path.StartsWith('/') || Hidden.Any(h => path.Contains(h, StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasBody(HttpContext http) =>
        http.Request.ContentLength > 0 || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
