using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

/// <summary>A store that several processes reach, a shelf of payloads beside it, and a clock; everything fresh in every test.</summary>
public abstract class OnOneStore : IAsyncLifetime
{
    protected static readonly CancellationToken Never = CancellationToken.None;

    // On a shared server the tombstones of other tests stay.
    private readonly Guid family = Guid.CreateVersion7();
    private readonly List<VaultRig> rigs = [];

    protected Shelf Shelf { get; } = new();

    protected FakeClock Clock { get; } = new();

    protected PayloadOwner AtJgz => PayloadOwner.Family(family, Cast.Jgz);

    protected PayloadOwner AtWijkteam => PayloadOwner.Family(family, Cast.Wijkteam);

    /// <summary>The store, as one more process would reach it.</summary>
    protected abstract IVaultDatabase Reach();

    public virtual Task InitializeAsync() => Reach().Prepare(Never);

    public virtual Task DisposeAsync()
    {
        rigs.ForEach(rig => rig.Dispose());
        return Task.CompletedTask;
    }

    protected VaultRig Process()
    {
        var rig = new VaultRig(Reach(), Shelf, Clock);
        rigs.Add(rig);
        return rig;
    }
}
