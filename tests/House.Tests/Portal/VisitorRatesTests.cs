using System.Net;
using Microsoft.AspNetCore.Http;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Mine;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// Who is one visitor: an address, or the network of somebody who has many.
/// </summary>
public sealed class VisitorRatesTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    public void Ten_wrong_codes_stop_one_visitor_and_no_other(string guesser, string other, bool stopped)
    {
        using var rates = new VisitorRates();
        var (one, two) = (From(guesser), From(other));
        for (var n = 0; n < 10; n++)
        {
            rates.MayTry(one);
            rates.Wrong(one);
        }

        var refused = Assert.Throws<ApiProblem>(() => rates.MayTry(one));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(stopped, Record.Exception(() => rates.MayTry(two)) is ApiProblem);
        rates.MayCall(one);
    }

    private static DefaultHttpContext From(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return http;
    }
}
