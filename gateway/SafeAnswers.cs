using Yarp.ReverseProxy.Forwarder;

namespace WarmHandover.Gateway;

/// <summary>The headers that keep a browser from doing anything with an answer but reading it.</summary>
internal sealed class SafeAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(Stamp, http);
        await next(http);

        // The proxy cannot tell a client that went away from a service that took too long, and calls both a bad request.
        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest }
            && http.GetForwarderErrorFeature() is { Error: ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled })
        {
            http.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }
    }

    private static Task Stamp(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        if (headers.ContentSecurityPolicy.Count is 0)
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        // A description is for every page of every developer (API Design Rules, /core/publish-openapi); nothing else is for another's page.
        if (((HttpContext)state).Request.Path.Value?.EndsWith("/openapi.json", StringComparison.Ordinal) is true)
            headers.AccessControlAllowOrigin = "*";
        return Task.CompletedTask;
    }
}
