using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>Of which teams and organisations somebody wants to know the name.</summary>
public sealed record NamesRequest(IReadOnlyList<Guid>? Teams, IReadOnlyList<Guid>? Organisations);

/// <summary>Those that the directory knows; the others are left out.</summary>
public sealed record NamesAnswer(IReadOnlyList<TeamNamed> Teams, IReadOnlyList<OrganisationNamed> Organisations);

/// <summary>What a team is called, and where it is called.</summary>
public sealed record TeamNamed(Guid Team, Guid Organisation, string Name, string Phone);

/// <summary>What an organisation is called.</summary>
public sealed record OrganisationNamed(Guid Organisation, string Name);

/// <summary>
/// The names behind the numbers on somebody's own page: of who may know something, and of who looked. Asked one by one and not as a list,
/// so
/// that his page holds no word about a team that his own rows have nothing to do with.
/// </summary>
internal static class NamesRoutes
{
    private const int AtOnce = 200;

    public static void MapNames(this IEndpointRouteBuilder app) => app.MapHouseGroup("/v1/teams").WithTags("teams")
        .MapPost("/namen", Names)
        .RequiresRole(Roles.Parent, Roles.Young)
        .TakesWayIn(WaysIn.Purposes.Consent)
        .WithSummary("Hoe de teams en organisaties heten die op uw eigen pagina staan")
        .WithExample(new NamesRequest([Invented.Team], [Invented.Organisation]))
        .Produces<NamesAnswer>();

    private static async Task<IResult> Names(
        NamesRequest body, TeamHandler teams, OrganisationHandler organisations, CancellationToken ct)
    {
        var (askedTeams, askedOrganisations) = (body.Teams ?? [], body.Organisations ?? []);
        var errors = new InputErrors()
            .Must(askedTeams.Count <= AtOnce, "teams", $"Vraag hoogstens {AtOnce} tegelijk.")
            .Must(askedOrganisations.Count <= AtOnce, "organisations", $"Vraag hoogstens {AtOnce} tegelijk.");
        if (!errors.None)
            return errors.ToProblem();

        var named = new List<TeamNamed>();
        foreach (var team in askedTeams.Distinct())
        {
            var entry = (await teams.Load(team, ct)).State switch
            {
                Team.Open open => open.Entry,
                Team.Closed closed => closed.Entry,
                _ => null,
            };
            if (entry is not null)
                named.Add(new(team, entry.Organisation, entry.Name, entry.Phone));
        }

        var known = new List<OrganisationNamed>();
        foreach (var organisation in askedOrganisations.Distinct())
        {
            if ((await organisations.Load(organisation, ct)).State is Organisation.Registered registered)
                known.Add(new(organisation, registered.Name));
        }

        return TypedResults.Ok(new NamesAnswer(named, known));
    }
}
