using Microsoft.AspNetCore.Http;

namespace WarmHandover.Platform.Web;

/// <summary>The request headers that the house itself reads. Filters have checked them before an endpoint runs.</summary>
public static class DoorHeaders
{
    private static readonly object BodyKey = new();

    /// <summary>The command's id: the Idempotency-Key, a UUID.</summary>
    public static Guid CommandId(this HttpContext http) => Guid.Parse(http.Request.Headers["Idempotency-Key"].ToString());

    /// <summary>The version in <c>If-Match</c>, as <c>"7"</c>.</summary>
    public static long IfMatch(this HttpContext http) =>
        long.Parse(http.Request.Headers.IfMatch.ToString().Trim('"'), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The body as it came, kept by the door's middleware.</summary>
    public static ReadOnlyMemory<byte> RawBody(this HttpContext http) => http.Items[BodyKey] is byte[] body ? body : default;

    /// <summary>Keeps the body for <see cref="RawBody"/>.</summary>
    public static void KeepBody(this HttpContext http, byte[] body) => http.Items[BodyKey] = body;
}
