namespace WarmHandover.Gateway;

/// <summary>The headers that keep a browser from doing anything with an answer but reading it.</summary>
internal sealed class SafeAnswers(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(Stamp, http);
        return next(http);
    }

    private static Task Stamp(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
