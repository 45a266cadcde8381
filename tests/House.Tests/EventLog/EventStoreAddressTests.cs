using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Tests.EventLog;

/// <summary>Connection strings as operators write them.</summary>
public sealed class EventStoreAddressTests
{
    [Fact]
    public void One_node_is_asked_itself_and_a_cluster_is_asked_who_leads()
    {
        var one = EventStoreAddress.Parse("esdb://wo:ge%40heim@es1:2114?tlsVerifyCert=false&connectionName=signaal");
        Assert.Equal(("https://es1:2114/", false, false, "signaal"),
            (one.Nodes.Single().ToString(), one.Discovers, one.VerifiesCertificate, one.ConnectionName));
        Assert.Equal("Basic " + Convert.ToBase64String("wo:ge@heim"u8), one.Authorization);

        var cluster = EventStoreAddress.Parse("kurrentdb://es1,es2:2115,es3?tls=false&token=abc&gossipTimeout=700&maxDiscoverAttempts=3");
        Assert.Equal(["http://es1:2113/", "http://es2:2115/", "http://es3:2113/"], cluster.Nodes.Select(n => n.ToString()));
        Assert.Equal((true, "Bearer abc", 700.0, 3),
            (cluster.Discovers, cluster.Authorization, cluster.GossipLimit.TotalMilliseconds, cluster.DiscoverAttempts));
        Assert.True(EventStoreAddress.Parse("esdb+discover://es1").Discovers);
        Assert.Null(EventStoreAddress.Parse("esdb://es1").Authorization);
    }

    [Theory]
    [InlineData("http://es1:2113", "esdb://")]
    [InlineData("es1", "esdb://")]
    [InlineData("esdb://", "geen naam")]
    [InlineData("esdb://es1,,es2", "geen naam")]
    [InlineData("esdb://wo@es1", "gebruiker:wachtwoord@")]
    [InlineData("esdb://wo:geheim@es1?token=abc", "niet allebei")]
    [InlineData("esdb://wo:geheim@es1?tls=misschien", "tls is true of false")]
    [InlineData("esdb://wo:geheim@es1?tls=true&tls=false", "twee keer")]
    [InlineData("esdb://wo:geheim@es1?kleur=rood", "kleur")]
    [InlineData("esdb://wo:geheim@es1?nodePreference=follower", "leider")]
    [InlineData("esdb://wo:geheim@es1?gossipTimeout=-1", "boven nul")]
    [InlineData("esdb://wo:geheim@es1?tlsCaFile=/er/niet", "tlsCaFile")]
    public void What_is_wrong_is_said_without_the_password(string text, string part)
    {
        var refused = Assert.Throws<StartRefusedException>(() => EventStoreAddress.Parse(text)).Message;
        Assert.Contains(part, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused, StringComparison.Ordinal);
    }
}
