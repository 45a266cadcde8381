using WarmHandover.Portal.Api;
using WarmHandover.Tests.Door;

namespace WarmHandover.Tests.Portal;

/// <summary>What somebody wrote in one service never makes him wait for another, whose log counts differently.</summary>
[Collection(StoryHouse.Once)]
public sealed class ReadYourWritesTests(StoryHouse story)
{
    private static readonly Dictionary<string, string> Letters =
        new() { ["signal"] = "s", ["consent"] = "t", ["referral"] = "v", ["notification"] = "m" };

    [Fact]
    public void Every_address_of_every_service_is_known_to_be_of_that_service()
    {
        var addresses = story.Descriptions.SelectMany(service => service.Value.GetProperty("paths").EnumerateObject()
            .Select(path => (Service: service.Key, Path: $"/v1{path.Name}"))).ToArray();

        Assert.True(addresses.Length > 200, $"{addresses.Length} addresses");
        Assert.DoesNotContain(addresses, address => ReadYourWrites.Owner(address.Path) != Letters[address.Service]);
    }
}
