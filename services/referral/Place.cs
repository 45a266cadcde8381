using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one place of the sociale kaart.</summary>
[JsonDerivedType(typeof(PlaceKept), "place-kept.v1")]
public abstract record PlaceEvent;

/// <summary>This is what the sociale kaart says of it from now on.</summary>
public sealed record PlaceKept(LocationEntry Entry, SealedPeople? People, DateTimeOffset At) : PlaceEvent;

/// <summary>A location, as its facts tell it.</summary>
public abstract record Place
{
    /// <summary>Before the first fact.</summary>
    public static readonly Place Initial = new Unknown();

    /// <summary>How its stream is named, decided and folded.</summary>
    public static readonly StreamKind<Place, KeepPlace, PlaceEvent> Kind =
        new("referral", "place", Initial, PlaceDecider.Decide, Evolve);

    private Place() { }

    /// <summary>Nobody wrote it down.</summary>
    public sealed record Unknown : Place;

    /// <summary>It is written down.</summary>
    public sealed record Known(LocationEntry Entry, SealedPeople? People) : Place;

    /// <summary>The state after a fact.</summary>
    public static Place Evolve(Place state, PlaceEvent fact) => fact switch
    {
        PlaceKept kept => new Known(kept.Entry, kept.People),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a place"),
    };
}
