namespace WarmHandover.Portal.Api;

/// <summary>Files of an API for whoever asked, as the API gives them: nothing of them stays here.</summary>
internal static class PassingOn
{
    /// <summary>Streams a file of an API to the browser, to keep under this name.</summary>
    public static async Task<IResult> PassOn(this ApiClient api, string path, string name, HttpContext http, CancellationToken ct)
    {
        var answer = await api.File(path, ct);
        http.Response.RegisterForDispose(answer);
        return Results.File(
            await answer.Content.ReadAsStreamAsync(ct), answer.Content.Headers.ContentType?.ToString() ?? "application/octet-stream", name);
    }
}
