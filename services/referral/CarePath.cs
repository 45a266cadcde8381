using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one care path.</summary>
[JsonDerivedType(typeof(CarePathPublished), "care-path-published.v1")]
[JsonDerivedType(typeof(CarePathReviewed), "care-path-reviewed.v1")]
[JsonDerivedType(typeof(CarePathWithdrawn), "care-path-withdrawn.v1")]
public abstract record CarePathEvent(DateTimeOffset At);

/// <summary>This version of the path holds from now on, and is to be looked at again on that day.</summary>
public sealed record CarePathPublished(int Version, CarePathContent Content, DateOnly ReviewOn, DateTimeOffset At) : CarePathEvent(At);

/// <summary>It was looked at and still holds, until that day.</summary>
public sealed record CarePathReviewed(DateOnly ReviewOn, DateTimeOffset At) : CarePathEvent(At);

/// <summary>It is no longer followed.</summary>
public sealed record CarePathWithdrawn(DateTimeOffset At) : CarePathEvent(At);

/// <summary>
/// For which need and situation a path is: without areas for the whole region, without age bands for every age, without urgencies for all.
/// The steps come in order; which of them is taken is the professional's choice.
/// </summary>
public sealed record CarePathContent(
    string Title, string Domain, IReadOnlyList<string> Areas, IReadOnlyList<string> Bands, IReadOnlyList<string> Urgencies,
    string Situation,
    IReadOnlyList<PathStep> Steps);

/// <summary>
/// One step: what to do, and with whom: a kind of organisation, one team, or provisions of the sociale kaart; and whom to call first.
/// </summary>
public sealed record PathStep(
    string Title, string Text, string? OrganisationKind, Guid? Team, IReadOnlyList<Guid> Provisions, string? Contact);

/// <summary>A care path (zorgpad) as its facts tell it: the ordered route from a need to help.</summary>
public abstract record CarePath
{
    /// <summary>Before the first fact.</summary>
    public static readonly CarePath Initial = new NotPublished();

    /// <summary>How a path's stream is named, decided and folded.</summary>
    public static readonly StreamKind<CarePath, CarePathCommand, CarePathEvent> Kind =
        new("referral", "carepath", Initial, CarePathDecider.Decide, Evolve);

    private CarePath() { }

    /// <summary>Nobody published it.</summary>
    public sealed record NotPublished : CarePath;

    /// <summary>It holds.</summary>
    public sealed record Published(int Version, CarePathContent Content, DateOnly ReviewOn) : CarePath;

    /// <summary>It held.</summary>
    public sealed record Withdrawn(int Version, CarePathContent Content) : CarePath;

    /// <summary>The state after a fact.</summary>
    public static CarePath Evolve(CarePath state, CarePathEvent fact) => (state, fact) switch
    {
        (_, CarePathPublished published) => new Published(published.Version, published.Content, published.ReviewOn),
        (Published there, CarePathReviewed reviewed) => there with { ReviewOn = reviewed.ReviewOn },
        (Published there, CarePathWithdrawn) => new Withdrawn(there.Version, there.Content),
        _ => throw new UnreachableException($"{fact.GetType().Name} does not follow on {state.GetType().Name}"),
    };
}
