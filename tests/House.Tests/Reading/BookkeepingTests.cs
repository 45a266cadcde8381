using System.Text;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

public sealed class BookkeepingTests : InAFolder
{
    [Fact]
    public async Task A_place_is_kept_and_never_goes_back()
    {
        await using (var street = new Street(Folder).Open())
        {
            var places = street.Of<ICheckpoints>();
            Assert.Null(await places.Load("announcer", CancellationToken.None));
            await places.Save("announcer", new(new(7), Cast.Id(7)), CancellationToken.None);
            await places.Save("announcer", new(new(5), Cast.Id(5)), CancellationToken.None);
        }

        await using var again = new Street(Folder).Open();
        Assert.Equal(new Checkpoint(new(7), Cast.Id(7)), await again.Of<ICheckpoints>().Load("announcer", CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_has_one_holder_and_the_next_has_a_higher_fence()
    {
        await using var street = new Street(Folder).Open();
        var leases = street.Of<ILeases>();

        var first = (await leases.Take("announcer", TimeSpan.FromSeconds(5), CancellationToken.None))!;
        Assert.Null(await leases.Take("announcer", TimeSpan.FromSeconds(5), CancellationToken.None));
        Assert.NotNull(await leases.Take("clocks", TimeSpan.FromSeconds(5), CancellationToken.None));
        Assert.True(await first.Renew(CancellationToken.None));

        await first.DisposeAsync();
        var second = await leases.Take("announcer", TimeSpan.FromSeconds(5), CancellationToken.None);
        Assert.True(second!.Fence > first.Fence);
        Assert.False(await first.Renew(CancellationToken.None));
    }

    [Fact]
    public async Task A_parked_message_stays_until_it_is_removed_and_counts_its_tries()
    {
        await using (var street = new Street(Folder).Open())
        {
            var parking = street.Of<IParking>();
            await parking.Park(Message(2, "no-answer"), CancellationToken.None);
            await parking.Park(Message(1, "no-answer"), CancellationToken.None);
            await parking.Park(Message(1, "unknown-type"), CancellationToken.None);
        }

        await using var again = new Street(Folder).Open();
        var parked = await again.Of<IParking>().List(10, CancellationToken.None);
        Assert.Equal([(Cast.Id(1), "unknown-type", 6), (Cast.Id(2), "no-answer", 3)], parked.Select(p => (p.Id, p.Why, p.Tries)));

        var one = await again.Of<IParking>().Find(Cast.Id(1), CancellationToken.None);
        Assert.Equal(("{}", Cast.Monday.AddHours(1)), (Encoding.UTF8.GetString(one!.Body), one.At));
        Assert.True(await again.Of<IParking>().Remove(Cast.Id(1), CancellationToken.None));
        Assert.False(await again.Of<IParking>().Remove(Cast.Id(1), CancellationToken.None));
        Assert.Null(await again.Of<IParking>().Find(Cast.Id(1), CancellationToken.None));
    }

    private static ParkedMessage Message(int id, string why) =>
        new(Cast.Id(id), "ConsentStands", "{}"u8.ToArray(), why, Cast.Monday.AddHours(id), 3);
}
