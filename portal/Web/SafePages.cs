using System.Diagnostics;

namespace WarmHandover.Portal.Web;

/// <summary>
/// The headers on every page: nothing is kept by a browser or a proxy in between, nothing runs but our own files, nobody frames us.
/// </summary>
internal sealed partial class SafePages(RequestDelegate next, TimeProvider clock, ILogger<SafePages> logger)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        var started = clock.GetTimestamp();
        http.Response.OnStarting(Stamp, http);
        await next(http);

        // The route as the code writes it: never a path or a query.
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
        var method = http.Request.Method is "GET" or "HEAD" or "POST" ? http.Request.Method : "other";
        var (status, took) = (http.Response.StatusCode, clock.GetElapsedTime(started).TotalMilliseconds);
        Answered(logger, method, route, status, took);
    }

    private static Task Stamp(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (!http.Items.ContainsKey(Assets.MayBeKept))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} answered {Status} in {Milliseconds:F1} ms")]
    private static partial void Answered(ILogger logger, string method, string route, int status, double milliseconds);
}

/// <summary>What went wrong becomes a page in plain words, with its own status; the log gets kind and place, never the message.</summary>
internal sealed partial class PageErrors(RequestDelegate next, ILogger<PageErrors> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
                await Show(http, http.Response.StatusCode, null);
        }
        catch (Api.ApiProblem problem) when (!http.Response.HasStarted)
        {
            await Show(http, (int)problem.Status, problem);
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            await Show(http, wrong.StatusCode, null);
        }
#pragma warning disable CA1031 // Nothing leaves this step as an exception: the person gets a page, the log the kind and the place.
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var (kind, trace, place) = (failure.GetType().Name, Activity.Current?.TraceId.ToString() ?? "-", failure.StackTrace ?? "");
            Failed(logger, kind, trace, place);
            await Show(http, StatusCodes.Status500InternalServerError, null);
        }
    }

    private static async Task Show(HttpContext http, int status, Api.ApiProblem? problem)
    {
        if (status is StatusCodes.Status401Unauthorized && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect(Mine.OwnPlace.Is(http) ? Mine.OwnPlace.Entrance : "/aanmelden");
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
        if (status is 429 or 502 or 503 or 504)
            http.Response.Headers.RetryAfter = "2";
        // A page that broke halfway has used up what draws pages in its scope.
        var broken = http.RequestServices;
        await using var fresh = broken.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        try
        {
            await new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<Shared.ErrorPage>(
                new { Status = status, problem?.Code, problem?.Detail })
            { StatusCode = status }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = broken;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed with {Kind}, trace {TraceId}, at {Place}")]
    private static partial void Failed(ILogger logger, string kind, string traceId, string place);
}
