using WarmHandover.Embedded.Journey;
using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals;

namespace WarmHandover.Embedded.Sample;

/// <summary>The sample region: four organisations that hand over to each other, their teams, and the sociale kaart of the seeds.</summary>
public static class Region
{
    /// <summary>Organisations, as the administrator registers them.</summary>
    public static readonly IReadOnlyList<object> Organisations =
    [
        new { organisation = People.Jgz, name = "JGZ Deventer", kind = "jgz" },
        new { organisation = People.Wijkteams, name = "Wijkteams Deventer", kind = "wijkteam" },
        new { organisation = People.Schuldhulp, name = "Schuldhulp Deventer", kind = "schuldhulp" },
        new { organisation = People.Steun, name = "Humanitas Deventer", kind = "informele-steun" },
    ];

    /// <summary>Teams, as the administrator opens them. The telephone numbers are invented.</summary>
    public static readonly IReadOnlyList<object> Teams =
    [
        Team(People.JgzNoord, People.Jgz, "JGZ Deventer-Noord", actsForCollege: false, "0570-000101"),
        Team(People.WijkteamNoord, People.Wijkteams, "Wijkteam Deventer-Noord", actsForCollege: true, "0570-000102"),
        Team(People.SchuldhulpTeam, People.Schuldhulp, "Schuldhulp Deventer", actsForCollege: true, "0570-000103"),
        Team(People.HomeStart, People.Steun, "Home-Start Deventer", actsForCollege: false, "0570-000115"),
    ];

    /// <summary>Registers organisations and teams; again on the same data it changes nothing.</summary>
    public static async Task Register(Visitor administrator, CancellationToken ct)
    {
        foreach (var (organisation, n) in Organisations.Select((o, n) => (o, n)))
            await administrator.PostOnce("/v1/organisaties", organisation, DerivedIds.Of(People.Regio, $"organisation-{n}"), ct);
        foreach (var (team, n) in Teams.Select((t, n) => (t, n)))
            await administrator.PostOnce("/v1/teams", team, DerivedIds.Of(People.Regio, $"team-{n}"), ct);
    }

    /// <summary>Lists the sample provisions, each under its own fixed key; how many there are.</summary>
    public static async Task<int> ListProvisions(Visitor keeper, CancellationToken ct)
    {
        foreach (var provision in SampleProvisions.All)
            await keeper.PostOnce("/v1/voorzieningen", provision, DerivedIds.Of(People.Regio, $"{provision.Id}"), ct);

        return SampleProvisions.All.Count;
    }

    /// <summary>
    /// Publishes the sample care paths, each under its own fixed key and to be looked at again in a year; how many there are.
    /// </summary>
    public static async Task<int> PublishPaths(Visitor keeper, DateOnly today, CancellationToken ct)
    {
        foreach (var path in SamplePaths.All.Select(path => path with { ReviewOn = today.AddYears(1) }))
            await keeper.PostFirst("/v1/zorgpaden", path, DerivedIds.Of(People.Regio, $"path-{path.Title}"), ct);

        return SamplePaths.All.Count;
    }

    private static object Team(Guid team, Guid organisation, string name, bool actsForCollege, string phone) =>
        new { team, organisation, name, areas = new[] { People.Deventer }, actsForCollege, phone };
}
