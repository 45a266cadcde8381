using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Web;

/// <summary>
/// A form that its page no longer has: somebody was first, or it was sent already. The framework answers 400 with a bare English line;
/// here the page comes back as it now stands, with 409, a warning that nothing was done, and what was written. Any other 400 without a
/// page, such as a form that is not ours, becomes the page of that status.
/// </summary>
internal sealed class LateForms(RequestDelegate next)
{
    private const string Bare = "text/plain";

    // The framework adds it to each page that it draws, and not twice.
    private const string OncePerPage = "blazor-enhanced-nav";

    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(http);
            return;
        }

        // The answer to a form waits here until it is known what it is; nearly always a redirect, which is empty.
        var way = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await next(http);
            if (http.Response.StatusCode is StatusCodes.Status400BadRequest && !IsPage(answer))
            {
                var late = http.Response.ContentType is Bare && Posted.IsForm(http.Request);
                http.Response.ContentType = null;
                answer.SetLength(0);
                if (late)
                    await Draw(http);
            }
        }
        finally
        {
            http.Response.Body = way;
        }

        answer.Position = 0;
        if (answer.Length > 0)
            await answer.CopyToAsync(way, http.RequestAborted);
    }

    private static bool IsPage(MemoryStream answer) => answer.TryGetBuffer(out var bytes) && bytes is [(byte)'<', ..];

    // As if it were opened just now: the page asks again what there is, and finds no form that was sent.
    private async Task Draw(HttpContext http)
    {
        Posted.TooLate(http);
        http.Request.Method = HttpMethods.Get;
        http.Request.ContentType = null;
        http.Features.Set<IFormFeature>(null);
        http.Response.Headers.Remove(OncePerPage);
        http.Response.StatusCode = StatusCodes.Status409Conflict;

        // What draws pages in this scope was used up by the first time.
        var used = http.RequestServices;
        await using var fresh = used.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        try
        {
            await next(http);
        }
        finally
        {
            http.RequestServices = used;
        }
    }
}
