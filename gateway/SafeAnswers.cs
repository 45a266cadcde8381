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
