using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals.Directory;
using static WarmHandover.Referrals.Place;

namespace WarmHandover.Referrals;

/// <summary>Write down what is known of it, the first time or again.</summary>
public sealed record KeepPlace(LocationEntry Entry, SealedPeople? People, DateTimeOffset At);

/// <summary>How a place is written down.</summary>
public static class PlaceDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<PlaceEvent> Decide(KeepPlace wish, Place state) =>
        state is Known there && there.People?.Mark == wish.People?.Mark
            && Facts.Same(there.Entry, wish.Entry)
            ? []
            : [new PlaceKept(wish.Entry, wish.People, wish.At)];
}
