using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to the white spots of one month.</summary>
[JsonDerivedType(typeof(SearchesMissed), "searches-missed.v1")]
public abstract record WhiteSpotEvent;

/// <summary>So often was this searched without finding anything; never by whom or in which words.</summary>
public sealed record SearchesMissed(IReadOnlyList<MissedCount> Counts, DateTimeOffset At) : WhiteSpotEvent;

/// <summary>What was asked that nothing answers; null is not asked for. <see cref="Words"/> says that there were words too.</summary>
public sealed record MissedSearch(string? Domain, string? Area, string? Language, bool Words);

/// <summary>How often.</summary>
public sealed record MissedCount(MissedSearch Search, int Times);

/// <summary>The white spots of one month: what people looked for in vain.</summary>
public sealed record WhiteSpots(DateTimeOffset? Last)
{
    /// <summary>Before the first fact.</summary>
    public static readonly WhiteSpots Initial = new(Last: null);

    /// <summary>How a month's stream is named, decided and folded.</summary>
    public static readonly StreamKind<WhiteSpots, NoteMisses, WhiteSpotEvent> Kind =
        new("referral", "whitespots", Initial, WhiteSpotsDecider.Decide, Evolve);

    private static readonly Guid Months = new("0198f100-0000-7000-8000-0000000000ad");

    /// <summary>The stream of a month.</summary>
    public static Guid IdOf(int year, int month) =>
        DerivedIds.Of(Months, string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}"));

    /// <summary>The state after a fact.</summary>
    public static WhiteSpots Evolve(WhiteSpots state, WhiteSpotEvent fact) => fact switch
    {
        SearchesMissed missed => new(missed.At),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of white spots"),
    };
}
