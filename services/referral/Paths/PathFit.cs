using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals.Paths;

/// <summary>For whom a path is: the need's domain, where, which age band, how urgent.</summary>
public static class PathFit
{
    /// <summary>Whether a path is for this need; what is not said of the need does not exclude it.</summary>
    public static bool Fits(CarePathContent path, string domain, string? area, string? band, string? urgency) =>
        path.Domain == domain
        && (area is null || path.Areas is [] || SearchTerms.AndAbove(area).Any(path.Areas.Contains))
        && (band is null || path.Bands is [] || path.Bands.Contains(band))
        && (urgency is null || path.Urgencies is [] || path.Urgencies.Contains(urgency));

    /// <summary>How precisely it is meant: the most precise one is shown first.</summary>
    public static int Precision(CarePathContent path) =>
        (path.Areas is [] ? 0 : 4) + (path.Bands is [] ? 0 : 2) + (path.Urgencies is [] ? 0 : 1);
}
