using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

/// <summary>What the search index promises on every store.</summary>
public abstract class SearchIndexContract : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly Guid family = Guid.CreateVersion7();
    private readonly Guid jgz = Guid.CreateVersion7();
    private readonly Guid wijkteam = Guid.CreateVersion7();
    private VaultRig? rig;

    private SearchIndex Index => (rig ??= new(Reach(), new(), new())).Index;

    private PayloadOwner Owner => PayloadOwner.Family(family, jgz);

    /// <summary>The store, as one more process would reach it.</summary>
    protected abstract IVaultDatabase Reach();

    public virtual Task InitializeAsync() => Reach().Prepare(Never);

    public virtual Task DisposeAsync()
    {
        rig?.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("jansen")]
    [InlineData("Van den JANSEN")]
    [InlineData("yara 03-05-2014")]
    [InlineData("2014-05-03 1012 AB")]
    public async Task A_family_is_found_by_any_of_what_was_stored(string question)
    {
        await PutYara();

        Assert.Equal([family], await Index.Find(jgz, NameTerms.Asked(question), Never));
    }

    [Theory]
    [InlineData("jansen 04-05-2014")]
    [InlineData("jans")]
    [InlineData("samira jansen")]
    [InlineData("")]
    public async Task Every_term_must_match(string question)
    {
        await PutYara();

        Assert.Empty(await Index.Find(jgz, NameTerms.Asked(question), Never));
    }

    [Fact]
    public async Task Nobody_is_found_across_organisations()
    {
        await PutYara();

        Assert.Empty(await Index.Find(wijkteam, NameTerms.Asked("jansen"), Never));
    }

    [Fact]
    public async Task Terms_add_up_and_saying_them_twice_changes_nothing()
    {
        await PutYara();
        await PutYara();
        await Index.Put(Owner, family, jgz, NameTerms.Stored(["Samira Jansen"]), Never);

        Assert.Equal([family], await Index.Find(jgz, ["yara", "samira", "jansen"], Never));
    }

    [Fact]
    public async Task Two_families_of_one_name_are_both_found_and_a_date_tells_them_apart()
    {
        var other = Guid.CreateVersion7();
        await PutYara();
        await Index.Put(PayloadOwner.Family(other, jgz), other, jgz, NameTerms.Stored(["Bo Jansen"], new(2016, 1, 1)), Never);

        Assert.Equal([family, other], (await Index.Find(jgz, ["jansen"], Never)).Order());
        Assert.Equal([other], await Index.Find(jgz, ["jansen", "2016-01-01"], Never));
    }

    [Fact]
    public async Task A_corrected_name_is_no_longer_found_under_the_old_one()
    {
        await PutYara();
        await Index.Remove(Owner, family, Never);
        await Index.Put(Owner, family, jgz, NameTerms.Stored(["Yara de Vries"]), Never);

        Assert.Empty(await Index.Find(jgz, ["jansen"], Never));
        Assert.Equal([family], await Index.Find(jgz, ["vries"], Never));
    }

    [Fact]
    public async Task Erasure_empties_the_index_of_one_owner_for_ever()
    {
        var other = Guid.CreateVersion7();
        await PutYara();
        await Index.Put(PayloadOwner.Family(other, jgz), other, jgz, NameTerms.Stored(["Bo Jansen"]), Never);

        await Index.Purge(Owner, Never);
        await Index.Purge(Owner, Never);

        Assert.Equal([other], await Index.Find(jgz, ["jansen"], Never));
        await Assert.ThrowsAsync<OwnerErasedException>(PutYara);
        Assert.Equal([other], await Index.Find(jgz, ["jansen"], Never));
    }

    [Fact]
    public async Task No_term_slips_past_a_purge_that_is_just_being_done()
    {
        for (var round = 0; round < 10; round++)
        {
            var owner = PayloadOwner.Family(Guid.CreateVersion7(), jgz);
            var outcomes = await Task.WhenAll(
                Task.Run(() => Record.ExceptionAsync(() => Index.Put(owner, family, jgz, ["jansen"], Never))),
                Task.Run(() => Record.ExceptionAsync(() => Index.Purge(owner, Never))));

            Assert.All(outcomes, outcome => Assert.True(outcome is null or OwnerErasedException, outcome?.ToString()));
            Assert.Empty(await Index.Find(jgz, ["jansen"], Never));
        }
    }

    private Task PutYara() =>
        Index.Put(Owner, family, jgz, NameTerms.Stored(["Yara", "van den Jansen"], new(2014, 5, 3), "1012AB"), Never);
}
