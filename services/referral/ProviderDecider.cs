using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals.Directory;
using static WarmHandover.Referrals.Provider;

namespace WarmHandover.Referrals;

/// <summary>Write down what is known of it, the first time or again.</summary>
public sealed record KeepProvider(OrganizationEntry Entry, SealedPeople? People, DateTimeOffset At);

/// <summary>How a provider is written down.</summary>
public static class ProviderDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<ProviderEvent> Decide(KeepProvider wish, Provider state) =>
        state is Known there && there.People?.Mark == wish.People?.Mark
            && Facts.Same(there.Entry, wish.Entry)
            ? []
            : [new ProviderKept(wish.Entry, wish.People, wish.At)];
}
