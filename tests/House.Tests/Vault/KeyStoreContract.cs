using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

/// <summary>What a key store promises on every engine: one key per owner, and a tombstone that nothing gets past.</summary>
public abstract class KeyStoreContract : OnOneStore
{
    [Fact]
    public async Task The_first_use_by_many_at_once_makes_one_key()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Process().Keys).ToArray();
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => stores[i % 4].Current(AtJgz, Never))));

        Assert.Equal(32, keys[0].Key.Length);
        Assert.All(keys, key => Assert.Equal(keys[0].Key, key.Key));
        Assert.Equal(keys[0].Key, (await Process().Keys.Find(AtJgz, 1, Never))!.Key);
    }

    [Fact]
    public async Task Each_organisation_has_its_own_key_of_a_family()
    {
        var keys = Process().Keys;

        Assert.NotEqual((await keys.Current(AtJgz, Never)).Key, (await keys.Current(AtWijkteam, Never)).Key);
    }

    [Fact]
    public async Task An_owner_who_never_had_a_key_can_be_erased_too()
    {
        var keys = Process().Keys;
        await keys.Destroy(AtJgz, Never);

        await Assert.ThrowsAsync<OwnerErasedException>(() => keys.Current(AtJgz, Never));
    }

    [Fact]
    public async Task No_key_slips_past_a_tombstone_that_is_just_being_written()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Process().Keys).ToArray();
        for (var round = 0; round < 20; round++)
        {
            var owner = PayloadOwner.Family(Guid.CreateVersion7(), Cast.Jgz);
            var uses = stores.Take(3).Select(store => Task.Run(() => Record.ExceptionAsync(() => store.Current(owner, Never))));
            var all = await Task.WhenAll([.. uses, Task.Run(() => Record.ExceptionAsync(() => stores[3].Destroy(owner, Never)))]);

            Assert.All(all, outcome => Assert.True(outcome is null or OwnerErasedException, outcome?.ToString()));
            Assert.Null(await Process().Keys.Find(owner, 1, Never));
        }
    }

    [Fact]
    public async Task A_tombstone_cannot_be_taken_away()
    {
        await Process().Keys.Destroy(AtJgz, Never);
        await using var connection = await Reach().Open(Never);

        foreach (var attempt in (string[])[
            "delete from owner_keys where owner = @owner",
            "update owner_keys set erased_at = null, wrapped_key = @owner, master_key = 'x' where owner = @owner"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = attempt;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("owner", AtJgz.Name);
            command.Parameters.Add(parameter);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => command.ExecuteNonQueryAsync(Never));
        }

        await Assert.ThrowsAsync<OwnerErasedException>(() => Process().Keys.Current(AtJgz, Never));
    }

    [Fact]
    public async Task A_key_that_is_missing_without_a_tombstone_is_a_fault_and_no_erasure() =>
        await Assert.ThrowsAsync<KeyMissingException>(() => Process().Keys.Find(AtJgz, 1, Never));
}
