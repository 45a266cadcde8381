using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Paths;

/// <summary>So many handovers went to one kind of organisation, where the path leads to another (null: to provisions only).</summary>
public sealed record OtherWay(string Went, string? Path, int Handovers);

/// <summary>
/// A path tried on the past: how many handovers it is about, how many went its way, and how many would have gone another; of those how many
/// were declined or sent on then. Whether the other way had been better nobody knows.
/// </summary>
public sealed record TrialAnswer(
    int Handovers, int ForThisPath, int SameWay, int OtherWay, int OtherWayDeclinedOrSentOn, int SameWayDeclinedOrSentOn,
    IReadOnlyList<OtherWay> Ways);

/// <summary>Replays the past under a path that did not hold then. Pure: the same past and path give the same answer.</summary>
public static class PathTrial
{
    /// <summary>Tries a path on handovers; the teams tell which kind of organisation each of them went to.</summary>
    public static TrialAnswer Try(
        CarePathContent path, IEnumerable<PastReferralRow> past, IReadOnlyDictionary<Guid, string> kindOfTeam)
    {
        var all = past.Where(row => row.Sent).ToArray();
        var about = all.Where(row => PathFit.Fits(path, row.Domain, row.Area, row.Band, row.Urgency)).ToArray();

        // A path may begin with a talk or with something to point at: its way is the first step that leads to a team or kind of team.
        var first = path.Steps.FirstOrDefault(s => s.Team is not null || s.OrganisationKind is not null) ?? path.Steps[0];
        var (same, other) = (about.Where(row => IsSame(row)).ToArray(), about.Where(row => !IsSame(row)).ToArray());
        return new(
            all.Length, about.Length, same.Length, other.Length, other.Count(Wandered), same.Count(Wandered),
            [.. other.GroupBy(Kind).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new OtherWay(g.Key, first.Team is { } team ? kindOfTeam.GetValueOrDefault(team, "onbekend")
                    : first.OrganisationKind, g.Count()))]);

        bool IsSame(PastReferralRow row) => first.Team is { } team ? row.ToTeam == team : first.OrganisationKind == Kind(row);
        string Kind(PastReferralRow row) => kindOfTeam.GetValueOrDefault(row.ToTeam, "onbekend");
    }

    private static bool Wandered(PastReferralRow row) => row.Declined || row.ReRouted;
}
