using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Reads the whole body before an endpoint acts on any of it, and keeps the bytes for the fingerprint (decision 2). Runs after
/// authorization: nobody unknown makes us hold memory.
/// </summary>
internal sealed class BodyStep(RequestDelegate next)
{
    /// <summary>The largest body that the house takes.</summary>
    public const int MaxBytes = 256 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var comes = request.ContentLength is > 0
            || request.ContentLength is null && http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesAStream>() is { } stream
            && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = stream.MostBytes;
            await next(http);
            return;
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<PassesPages>() is not null)
        {
            // Forms are read where the pages are; how large they may be the server said already.
            await next(http);
            return;
        }

        if (!comes || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || http.GetEndpoint() is null)
        {
            await next(http);
            return;
        }

        if (Unreadable(request))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        byte[]? body;
        try
        {
            body = await Whole(request, http.RequestAborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (body is null)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        http.KeepBody(body);
        request.Body = new MemoryStream(body, writable: false);
        await next(http);
    }

    private static bool Unreadable(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || type.Charset.HasValue && !type.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity";

    private static async Task<byte[]?> Whole(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes)
            return null;

        var body = new MemoryStream(request.ContentLength is { } length ? (int)length : 4096);
        var piece = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(piece, ct)) > 0)
        {
            if (body.Length + read > MaxBytes)
                return null;
            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }
}
