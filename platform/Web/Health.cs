using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Alive: the process answers. Ready: it started (migration and topology are done by then) and its own store answers. Never the broker, the
/// backlog or another service (decision 22).
/// </summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.NoContent()).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(HttpContext http, IHostApplicationLifetime life, ILogger<DoorStep> logger)
    {
        if (!life.ApplicationStarted.IsCancellationRequested || life.ApplicationStopping.IsCancellationRequested)
            return Problems.Of(503);
        if (http.RequestServices.GetServices<IHasLookedRound>().Any(one => !one.HasLooked))
            return Problems.Of(503);
        if (http.RequestServices.GetService<IEventLog>() is not { } log)
            return TypedResults.NoContent();

        try
        {
            await log.Head(http.RequestAborted).WaitAsync(Patience, http.RequestAborted);
            return TypedResults.NoContent();
        }
#pragma warning disable CA1031 // Whatever the store throws, the answer is the same: not ready.
        catch (Exception broken) when (!http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var kind = broken.GetType().Name;
            logger.StoreNotReady(kind);
            return Problems.Of(503);
        }
    }
}

/// <summary>
/// A process that divides work over others is not ready before it has asked each of them once, whatever they answered: until then it would
/// send people to a door that it does not know to be closed.
/// </summary>
public interface IHasLookedRound
{
    /// <summary>Whether it has.</summary>
    bool HasLooked { get; }
}
