using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>An organisation that takes part. The id may be given, so that sign-in and directory name the same one.</summary>
public sealed record RegisterOrganisationRequest(Guid? Organisation, string? Name, string? Kind);

/// <summary>The organisation.</summary>
public sealed record OrganisationAnswer(Guid Organisation);

/// <summary>A team that takes referrals. The id may be given, so that sign-in and directory name the same one.</summary>
public sealed record OpenTeamRequest(
    Guid? Team, Guid Organisation, string? Name, IReadOnlyList<string>? Areas, bool ActsForCollege, string? Phone);

/// <summary>The team.</summary>
public sealed record TeamAnswer(Guid Team);

/// <summary>Organisations and teams: kept by the administrator, read by everybody who is signed in as staff.</summary>
internal static class DirectoryRoutes
{
    private static readonly string[] Staff =
        [Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.Administrator, Roles.Auditor, Roles.PrivacyOfficer];

    public static void MapDirectory(this IEndpointRouteBuilder app)
    {
        var organisations = app.MapHouseGroup("/v1/organisaties").WithTags("organisaties");
        organisations.MapGet("/", Organisations).RequiresRole(Staff).WithSummary("Wie meedoet").Produces<OrganisationRow[]>();
        organisations.MapPost("/", Register).RequiresRole(Roles.Administrator)
            .WithSummary("Neem een organisatie op")
            .WithExample(new RegisterOrganisationRequest(Organisation: null, "Schuldhulp Voorbeeldstad", "schuldhulp"))
            .Produces<OrganisationAnswer>(StatusCodes.Status201Created);

        var teams = app.MapHouseGroup("/v1/teams").WithTags("teams");
        teams.MapGet("/", Teams).RequiresRole(Staff).WithSummary("Naar wie verwezen kan worden").Produces<TeamRow[]>();
        teams.MapPost("/", Open).RequiresRole(Roles.Administrator)
            .WithSummary("Open een team")
            .WithExample(new OpenTeamRequest(
                Team: null, Invented.Organisation, "Team Noord", ["GM0150"], ActsForCollege: true, "0570-000100"))
            .Produces<TeamAnswer>(StatusCodes.Status201Created);
        teams.MapPost("/{team:guid}/sluiten", Close).RequiresRole(Roles.Administrator)
            .WithSummary("Sluit een team waar geen werk meer naar wijst");
    }

    private static async Task<IResult> Organisations(HttpContext http, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, OrganisationsView.Table);
        return TypedResults.Ok(await views.List<OrganisationRow>(OrganisationsView.Table, OrganisationsView.All, ct, limit: 5_000));
    }

    private static async Task<IResult> Teams(HttpContext http, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, TeamsView.Table);
        return TypedResults.Ok(await views.List<TeamRow>(TeamsView.Table, TeamsView.All, ct, limit: 5_000));
    }

    private static async Task<IResult> Register(
        RegisterOrganisationRequest body, HttpContext http, Asker asker, OrganisationHandler organisations, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors()
            .Text(body.Name, "name", 200)
            .OneOf(body.Kind, "kind", OrganisationDecider.Kinds)
            .Must(body.Organisation != Guid.Empty, "organisation", "Vul een geldig nummer (UUID) in.");
        if (!errors.None)
            return errors.ToProblem();

        var id = body.Organisation ?? DerivedIds.Of(http.CommandId(), $"organisation|{asker.Pseudonym}");
        var context = await door.Open(http, asker.As(Roles.Administrator), PayloadOwner.Staff(asker.Pseudonym), ct);
        var answer = await organisations.Handle(id, new(body.Name!.Trim(), body.Kind!, clock.Now()), context, ct);
        return answer.ToCreated(http, _ => ("/v1/organisaties", new OrganisationAnswer(id)));
    }

    private static async Task<IResult> Open(
        OpenTeamRequest body, HttpContext http, Asker asker, TeamHandler teams, OrganisationHandler organisations, Door door,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(body.Team != Guid.Empty, "team", "Vul een geldig nummer (UUID) in.")
            .Id(body.Organisation, "organisation").Text(body.Name, "name", 200).Areas(body.Areas, "areas", 1).Text(body.Phone, "phone", 30)
            .Must(string.IsNullOrWhiteSpace(body.Phone) || body.Phone.Count(char.IsAsciiDigit) is >= 6 and <= 15, "phone",
                "Vul een telefoonnummer in waarop het team te bereiken is.");
        if (!errors.None)
            return errors.ToProblem();

        var id = body.Team ?? DerivedIds.Of(http.CommandId(), $"team|{asker.Pseudonym}");
        var organisation = (await organisations.Load(body.Organisation, ct)).State as Organisation.Registered;
        var entry = new TeamEntry(
            id, body.Organisation, organisation?.OfKind ?? "", body.Name!.Trim(), body.Areas!, body.ActsForCollege, body.Phone!.Trim());
        var context = await door.Open(http, asker.As(Roles.Administrator), PayloadOwner.Staff(asker.Pseudonym), ct);
        var answer = await teams.Handle(id, new OpenTeam(entry, organisation is not null, clock.Now()), context, ct);
        return answer.ToCreated(http, _ => ("/v1/teams", new TeamAnswer(id)));
    }

    private static async Task<IResult> Close(
        Guid team, HttpContext http, Asker asker, TeamHandler teams, IViews views, Door door, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshToHead(ReferralsView.Table, ct);
        var hasWork = false;
        foreach (var part in new[] { ReferralsView.SentBy(team), ReferralsView.AddressedTo(team) })
            hasWork |= (await views.List<ReferralRow>(ReferralsView.Table, part, ct, limit: 1)).Count > 0;

        var context = await door.Open(http, asker.As(Roles.Administrator), PayloadOwner.Staff(asker.Pseudonym), ct);
        return (await teams.Handle(team, new CloseTeam(hasWork, clock.Now()), context, ct)).ToHttp(http);
    }
}
