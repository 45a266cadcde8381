using WarmHandover.Platform.Web;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Mine;

/// <summary>
/// What every page of a family has beside what all pages have: whether it may read, whether it is spoken to as a young person, and the
/// names
/// behind the numbers.
/// </summary>
public abstract class OwnPage : PortalPage
{
    private NamesSeen names = new([], []);

    /// <summary>Whether the second factor was given.</summary>
    protected bool MayRead => OwnPlace.MayRead(Me);

    /// <summary>Whether it is a young person, who is spoken to as one.</summary>
    protected bool Young => Me.Is(Roles.Young);

    /// <summary>What the tab says, on each of these pages the same: it tells who looks over a shoulder nothing.</summary>
    protected string Tab => T["mijn.tab"];

    /// <summary>A text, in the words for a young person where there are any.</summary>
    protected string Say(string key, params object?[] places) => T.To(Young, key, places);

    /// <summary>Asks the names of what stands on this page, all at once.</summary>
    protected async Task Name(IEnumerable<Guid?> teams, IEnumerable<Guid?> organisations)
    {
        Guid[] asked = [.. teams.OfType<Guid>().Distinct()];
        Guid[] others = [.. organisations.OfType<Guid>().Distinct()];
        if (asked.Length + others.Length > 0)
            names = await Api.Ask<NamesSeen>("/v1/teams/namen", new { teams = asked, organisations = others });
    }

    /// <summary>A team by its name; null when the directory does not know it.</summary>
    protected TeamNamed? Team(Guid? team) => names.Teams.FirstOrDefault(t => t.Team == team);

    /// <summary>An organisation by its name.</summary>
    protected string Organisation(Guid? organisation) =>
        names.Organisations.FirstOrDefault(o => o.Organisation == organisation)?.Name ?? T["mijn.een-organisatie"];

    /// <summary>For whom a row is: a team, a whole organisation, a kind of them.</summary>
    protected string Recipient(OwnRow row) => row switch
    {
        { Meeting: not null } => T["mijn.overleg"],
        { RecipientKind: { } kind } => T["mijn.alle-van-soort", T.Code("soort-organisatie", kind)],
        { RecipientTeam: { } team } => Team(team)?.Name ?? Organisation(row.RecipientOrganisation),
        _ => Organisation(row.RecipientOrganisation),
    };

    /// <summary>About whom a row is, seen by who reads it; children are told apart by a number, in the order of their first row.</summary>
    protected string About(Guid subject, IReadOnlyList<Guid> children) =>
        subject == Me.Member ? Say("mijn.over-u")
        : children.Count > 1 ? T["mijn.over-kind-nummer", children.ToList().IndexOf(subject) + 1]
        : T["mijn.over-kind"];

    /// <summary>The children on the page.</summary>
    protected IReadOnlyList<Guid> Children(OwnSeen seen) =>
    [
        .. seen.Rows.Select(r => r.Row.Subject).Concat(seen.Grounds.Select(g => g.Row.Subject)).Where(s => s != Me.Member).Distinct(),
    ];
}
