using System.Threading.RateLimiting;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Mine;

/// <summary>
/// How often one address may try: codes that were wrong, and calls for help. Who a visitor is says the gateway in front
/// (<c>WO_PROXIES</c>), and the portal says it again where it asks for him without a token. A right code costs nothing: a family behind the
/// same address as a guesser comes in until he used it up.
/// </summary>
public sealed class VisitorRates : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> wrong;
    private readonly PartitionedRateLimiter<HttpContext> calls;

    /// <summary>Ten wrong codes, then one each half minute; six calls for help, then one in ten minutes.</summary>
    public VisitorRates() => (wrong, calls) = (Of(10, TimeSpan.FromSeconds(30)), Of(6, TimeSpan.FromMinutes(10)));

    /// <summary>Stops who tried too often, also with the right code: he hears the same as before.</summary>
    public void MayTry(HttpContext http) => Stop(wrong, http);

    /// <summary>One wrong code more.</summary>
    public void Wrong(HttpContext http)
    {
        using var lease = wrong.AttemptAcquire(http);
    }

    /// <summary>Stops who asked for help too often.</summary>
    public void MayCall(HttpContext http) => Stop(calls, http);

    /// <summary>One call for help more.</summary>
    public void Called(HttpContext http)
    {
        using var lease = calls.AttemptAcquire(http);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        wrong.Dispose();
        calls.Dispose();
    }

    // Whole ones are counted: a bucket fills drop by drop, and asking for none of it is granted at the first drop.
    private static void Stop(PartitionedRateLimiter<HttpContext> limiter, HttpContext http)
    {
        if (limiter.GetStatistics(http) is { CurrentAvailablePermits: 0 })
            throw ApiProblem.Busy();
    }

    // Whoever has a network of his own has many addresses of it: counted by the network.
    private static string Visitor(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "-",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } six => Convert.ToHexString(six.GetAddressBytes().AsSpan(0, 8)),
        { } four => four.ToString(),
    };

    private static PartitionedRateLimiter<HttpContext> Of(int atOnce, TimeSpan each) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(Visitor(http), _ => new()
        {
            TokenLimit = atOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = each,
            QueueLimit = 0,
        }));
}
