using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using WarmHandover.Platform.Hosting;
using IPNetwork = System.Net.IPNetwork;

namespace WarmHandover.Platform.Web;

/// <summary>
/// From where a visitor really comes, for whatever is counted by address (wrong codes, calls for help). What stands in front (the load
/// balancer for the gateway, the gateway for the portal, the portal for the gateway) says it in <c>X-Forwarded-For</c>; it is believed only
/// from the networks in <c>WO_PROXIES</c>, and one step at a time, so a visitor cannot invent an address. Without that setting nobody is
/// believed.
/// </summary>
public static class VisitorAddress
{
    /// <summary>The header in which it is passed on.</summary>
    public const string Header = "X-Forwarded-For";

    private const int Widest = 8;

    /// <summary>Takes the visitor's address from who stands in front, where the operator said who that is.</summary>
    public static IApplicationBuilder UseVisitorAddress(this IApplicationBuilder app, IConfiguration configuration)
    {
        var proxies = Proxies(configuration["WO_PROXIES"]);
        if (proxies.Count == 0)
            return app;

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in proxies)
            options.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(options);
    }

    private static List<IPNetwork> Proxies(string? text)
    {
        var found = new List<IPNetwork>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            found.Add(
                IPAddress.TryParse(part, out var one) ? new(one, one.GetAddressBytes().Length * 8)
                : IPNetwork.TryParse(part, out var network) && network.PrefixLength >= Widest ? network
                : throw new StartRefusedException($"WO_PROXIES names '{part}', which is no address and no network of at most /{Widest}; "
                    + "write it as 10.0.0.7 or 10.1.0.0/16, with commas between."));
        }

        return found;
    }
}
