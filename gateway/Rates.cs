using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Gateway;

/// <summary>
/// How much one person may ask: <c>WO_RATE</c> requests a second (default 50) with room for four seconds at once. Counted by who the token
/// says it is, never by text of the client; the unknown are counted by address. The whole door takes a bounded number at a time.
/// </summary>
internal static class Rates
{
    private const int AtATime = 512;

    // People behind one address of their organisation share it, and the gateway does not know them apart; each page's own questions to the
    // APIs are counted by person.
    private const int PeopleAtOneAddress = 20;

    // An inbox that stays open takes no place of a request; one person needs a few windows, not a few hundred.
    private const int LivePerPerson = 8;

    public static void Set(RateLimiterOptions limiter, IConfiguration configuration)
    {
        var rate = Rate(configuration["WO_RATE"]);
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (refused, _) =>
        {
            refused.HttpContext.Response.Headers.RetryAfter = "1";
            await Problems.Write(refused.HttpContext, Problems.Of(StatusCodes.Status429TooManyRequests));
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => IsPage(http)
                ? Bucket($"pages from {http.Connection.RemoteIpAddress}", rate * PeopleAtOneAddress)
                : Bucket(Who(http), rate)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => IsComingIn(http)
                ? RateLimitPartition.GetTokenBucketLimiter($"in {http.Connection.RemoteIpAddress}", _ => new()
                {
                    TokenLimit = 30,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(2),
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter("elsewhere")),
            PartitionedRateLimiter.Create<HttpContext, string>(http => http.Request.Path.Equals(Routes.LiveInbox)
                ? RateLimitPartition.GetConcurrencyLimiter($"live {Who(http)}", _ => new() { PermitLimit = LivePerPerson, QueueLimit = 0 })
                : RateLimitPartition.GetConcurrencyLimiter("all", _ => new() { PermitLimit = AtATime, QueueLimit = AtATime })));
    }

    private static RateLimitPartition<string> Bucket(string who, int rate) => RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
    {
        TokenLimit = rate * 4,
        TokensPerPeriod = Math.Max(1, rate / 10),
        ReplenishmentPeriod = rate < 10 ? TimeSpan.FromSeconds(1d / rate) : TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    });

    private static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<PassesPages>() is not null;

    private static string Who(HttpContext http) => http.User.FindFirst("sub")?.Value is { } sub
        ? $"{http.User.FindFirst("organisation")?.Value}/{sub}"
        : $"from {http.Connection.RemoteIpAddress}";

    // Trying codes, and asking for help without an account, is slow from one address, whatever WO_RATE is; the services count beside it.
    private static bool IsComingIn(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method)
        && (http.Request.Path.Equals("/v1/toegang", StringComparison.OrdinalIgnoreCase)
            || http.Request.Path.Equals(Routes.AskForHelp, StringComparison.OrdinalIgnoreCase));

    private static int Rate(string? text) => text is null or ""
        ? 50
        : int.TryParse(text, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 100_000
            ? rate
            : throw new StartRefusedException("WO_RATE is no number of requests a second; write it as 50.");
}
