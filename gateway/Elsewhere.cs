using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace WarmHandover.Gateway;

/// <summary>
/// What found no replica, or lost it before it said a word, goes to another: a replica may end at the moment at which it is chosen.
/// Always where nobody can have taken it; after that only what may be asked twice: a question, and a command with its own id
/// (decision 2).
/// </summary>
internal static class Elsewhere
{
    private const string CommandId = "Idempotency-Key";
    private const int Tries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    /// <summary>Stands before the step that chooses a replica.</summary>
    public static async Task Try(HttpContext http, RequestDelegate next)
    {
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var began = clock.GetTimestamp();
        var proxy = http.GetReverseProxyFeature();
        var left = proxy.AvailableDestinations;
        for (var tried = 1; ; tried++)
        {
            await next(http);
            if (tried == Tries || clock.GetElapsedTime(began) > Patience || !MayAgain(http))
                return;

            // Where one address stands for all replicas, whoever divides the work behind it takes another by himself.
            if (left.Where(one => one != proxy.ProxiedDestination).ToArray() is [_, ..] others)
                left = others;
            await Task.Delay(Breath, clock, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            proxy.AvailableDestinations = left;
            http.Features.Set<IForwarderErrorFeature>(null);
            http.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    private static bool MayAgain(HttpContext http)
    {
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested
            || http.GetForwarderErrorFeature() is not { Exception: { } why, Error: var error })
        {
            return false;
        }

        if (error is ForwarderError.Request && why is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
            return true;

        var gone = error is ForwarderError.Request or ForwarderError.RequestBodyDestination && Lost(why);
        return gone && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || IsKept(http.Request));
    }

    private static bool Lost(Exception why) => why is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
        || why.GetBaseException() is SocketException or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded };

    // The whole body is in memory by now, unless it is a file or a form, which have no id.
    private static bool IsKept(HttpRequest request)
    {
        if (request.Headers[CommandId].Count != 1 || request.Body is not MemoryStream body)
            return false;
        body.Position = 0;
        return true;
    }
}
