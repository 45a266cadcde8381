using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

public sealed class OwnerKeyCacheTests : IDisposable
{
    private static readonly PayloadOwner Owner = PayloadOwner.Family(Cast.Family, Cast.Jgz);
    private readonly FakeClock clock = new();
    private readonly OwnerKeyCache cache;

    public OwnerKeyCacheTests() => cache = new(clock);

    public void Dispose() => cache.Dispose();

    [Fact]
    public void A_key_nobody_asks_for_again_is_wiped_within_a_minute()
    {
        var key = Put();

        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(new byte[32], key);
        Assert.Null(cache.Find(Owner, version: null));
    }

    [Fact]
    public void A_key_stays_warm_for_most_of_that_minute()
    {
        Put();

        clock.Advance(TimeSpan.FromSeconds(50));

        Assert.NotNull(cache.Find(Owner, version: null));
        Assert.NotNull(cache.Find(Owner, version: 1));
        Assert.Null(cache.Find(Owner, version: 2));
    }

    [Fact]
    public void Its_minute_begins_when_the_store_was_asked_not_when_it_answered()
    {
        var asked = cache.Ask();
        clock.Advance(TimeSpan.FromSeconds(60));

        cache.Put(Owner, [new(1, NewKey())], asked);

        Assert.Null(cache.Find(Owner, version: null));
    }

    [Fact]
    public void A_dropped_owner_is_wiped_at_once()
    {
        var key = Put();
        cache.Drop(Owner);

        Assert.Equal(new byte[32], key);
        Assert.Null(cache.Find(Owner, version: null));
    }

    [Fact]
    public void An_answer_that_an_erasure_overtook_is_not_kept()
    {
        var asked = cache.Ask();
        cache.Drop(Owner);
        var late = NewKey();
        cache.Put(Owner, [new(1, late)], asked);

        Assert.Null(cache.Find(Owner, version: null));
        Assert.Equal(new byte[32], late);
    }

    [Fact]
    public void Whoever_is_sealing_keeps_a_good_key_while_the_cache_wipes_its_own()
    {
        var before = Put().ToArray();
        var mine = cache.Find(Owner, version: null)!;
        cache.Drop(Owner);

        Assert.Equal(before, mine.Key);
    }

    private byte[] Put()
    {
        var key = NewKey();
        cache.Put(Owner, [new(1, key)], cache.Ask());
        return key;
    }

    private static byte[] NewKey() => [.. Enumerable.Repeat((byte)7, 32)];
}
