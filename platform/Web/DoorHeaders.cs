using Microsoft.AspNetCore.Http;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Web;

/// <summary>The request headers that the house itself reads. Filters have checked them before an endpoint runs.</summary>
public static class DoorHeaders
{
    private static readonly object BodyKey = new();

    /// <summary>The command's id: the Idempotency-Key, a UUID.</summary>
    public static Guid CommandId(this HttpContext http) => Key(http.Request) ?? throw new NoCommandException();

    /// <summary>The version in <c>If-Match</c>, as <c>"7"</c>.</summary>
    public static long IfMatch(this HttpContext http) =>
        long.Parse(http.Request.Headers.IfMatch.ToString().Trim('"'), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The position in <c>At-Least</c>: how fresh the reader needs the view to be.</summary>
    public static Position? AtLeast(this HttpContext http) =>
        Position.TryParse(http.Request.Headers["At-Least"].ToString(), out var position) ? position : null;

    /// <summary>Waits until a view is as fresh as the reader asked with <c>At-Least</c>; does nothing without that header.</summary>
    public static Task FreshFor(this IViews views, HttpContext http, string view) =>
        http.AtLeast() is { } position ? views.Fresh(view, position, http.RequestAborted) : Task.CompletedTask;

    /// <summary>The body as it came, kept by the door's middleware.</summary>
    public static ReadOnlyMemory<byte> RawBody(this HttpContext http) => http.Items[BodyKey] is byte[] body ? body : default;

    internal static Guid? Key(HttpRequest request) =>
        Guid.TryParseExact(request.Headers["Idempotency-Key"].ToString(), "D", out var key) && key != Guid.Empty ? key : null;

    /// <summary>Keeps the body for <see cref="RawBody"/>.</summary>
    public static void KeepBody(this HttpContext http, byte[] body) => http.Items[BodyKey] = body;
}

/// <summary>
/// An endpoint wants to act while the request carries no number for the command. The door answers with what is wrong with the request.
/// </summary>
internal sealed class NoCommandException() : Exception("The request carries no Idempotency-Key.");
