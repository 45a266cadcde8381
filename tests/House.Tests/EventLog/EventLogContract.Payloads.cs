using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.EventLog;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task The_same_ids_at_the_same_version_get_the_first_answer_also_when_the_stream_moved_on()
    {
        var append = Written.Facts(Written.Stream(1), 0, 2, "{}", Written.Payload(Family));
        var first = await Rig.Log.Append(append, Never);
        Assert.False(first.StoodBefore);
        var again = first with { StoodBefore = true };
        Assert.Equal(again, await Rig.Other.Append(append, Never));

        await Rig.Log.Append(Written.Facts(append.Stream, 2, 3), Never);
        Assert.Equal(again, await Rig.Log.Append(append, Never));
        Assert.Equal(5, (await Everything(Rig.Log)).Count);
    }

    [Fact]
    public async Task Other_ids_or_half_of_the_ids_are_a_conflict()
    {
        var append = Written.Facts(Written.Stream(1), 0, 2);
        await Rig.Log.Append(append with { Events = [append.Events[0]] }, Never);

        await Assert.ThrowsAsync<VersionConflictException>(() => Rig.Log.Append(append, Never));
        await Assert.ThrowsAsync<VersionConflictException>(() => Rig.Log.Append(append with { Events = [append.Events[1]] }, Never));
        Assert.Single(await Everything(Rig.Log));
    }

    [Fact]
    public async Task A_payload_is_put_once_and_never_changed()
    {
        var payload = Written.Payload(Family, "the first content");
        await Rig.Log.Append(Written.Facts(Written.Stream(1), 0, 1, "{}", payload), Never);
        await Rig.Log.Append(Written.Facts(Written.Stream(1), 1, 1, "{}", payload), Never);
        await Assert.ThrowsAsync<PayloadTakenException>(
            () => Rig.Log.Append(Written.Facts(Written.Stream(1), 2, 1, "{}", payload with { Ciphertext = [9] }), Never));

        var found = await Rig.Payloads.Find(payload.Id, Never);
        Assert.Equal((payload.Ref, payload.Owner, payload.Subject), (found!.Ref, found.Owner, found.Subject));
        Assert.Equal(payload.KeyVersion, found.KeyVersion);
        Assert.Equal(payload.WrappedKey, found.WrappedKey);
        Assert.Equal(2, (await Everything(Rig.Log)).Count);
    }

    [Fact]
    public async Task A_destroyed_payload_is_gone_and_its_place_stays_taken()
    {
        var (gone, stays) = (Written.Payload(Family), Written.Payload(Family));
        await Rig.Log.Append(Written.Facts(Written.Stream(1), 0, 1, "{}", gone, stays), Never);
        await Rig.Payloads.Destroy(gone.Id, Never);

        Assert.Null(await Rig.Payloads.Find(gone.Id, Never));
        Assert.NotNull(await Rig.Payloads.Find(stays.Id, Never));
        await Assert.ThrowsAsync<OwnerErasedException>(() => Rig.Log.Append(Written.Facts(Written.Stream(1), 1, 1, "{}", gone), Never));
        Assert.Single(await Everything(Rig.Log));
    }

    [Fact]
    public async Task An_erased_owner_keeps_nothing_and_takes_nothing()
    {
        var other = PayloadOwner.Staff("p-2");
        var (erased, stays) = (Written.Payload(Family), Written.Payload(other));
        await Rig.Log.Append(Written.Facts(Written.Stream(1), 0, 1, "{}", erased, stays), Never);
        await Rig.Payloads.DestroyOwner(Family, Never);
        await Rig.Payloads.DestroyOwner(Family, Never);

        Assert.Null(await Rig.Payloads.Find(erased.Id, Never));
        Assert.NotNull(await Rig.Payloads.Find(stays.Id, Never));
        var late = Written.Payload(Family);
        await Assert.ThrowsAsync<OwnerErasedException>(
            () => Rig.Other.Append(Written.Facts(Written.Stream(1), 1, 1, "{}", Written.Payload(other), late), Never));
        Assert.Null(await Rig.Payloads.Find(late.Id, Never));
        await Rig.Log.Append(Written.Facts(Written.Stream(1), 1, 1, "{}", Written.Payload(other)), Never);
    }
}
