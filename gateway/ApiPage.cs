using System.Text.Json;

namespace WarmHandover.Gateway;

/// <summary>
/// <c>/api</c>: what the services say of themselves, as one page to read. Made here out of their own descriptions, without script, because
/// the viewers that exist need scripts and styles that this door lets nobody run.
/// </summary>
internal static class ApiPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(WebApplication app)
    {
        var services = Routes.Addresses(app.Configuration);
        var http = new HttpClient { Timeout = Patience };
        app.Lifetime.ApplicationStopped.Register(http.Dispose);
        app.MapMethods("/api", ["GET", "HEAD"], async (HttpContext context, CancellationToken ct) =>
        {
            var told = await Task.WhenAll(services.Select(async s => (s.Service, Says: await Ask(http, s.Address, ct))));
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";
            return Results.Text(ApiPageText.Page(told), "text/html; charset=utf-8");
        }).AllowAnonymous();
        app.MapMethods("/api/stijl", ["GET", "HEAD"], () => Results.Text(ApiPageText.Style, "text/css; charset=utf-8")).AllowAnonymous();
    }

    // A service that is away is said to be away; the others are still there to be read.
    private static async Task<JsonElement?> Ask(HttpClient http, Uri service, CancellationToken ct)
    {
        try
        {
            var says = await http.GetFromJsonAsync<JsonElement>(new Uri(service, "/openapi.json"), ct);
            return says.TryGetProperty("paths", out _) ? says : null;
        }
        catch (Exception away) when (away is HttpRequestException or JsonException or OperationCanceledException)
        {
            return null;
        }
    }
}
