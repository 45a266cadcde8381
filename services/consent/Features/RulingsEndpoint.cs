using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>Changes of rows on request of the person they are about, as far as this organisation made or received them.</summary>
public sealed record RulingList(Guid Family, IReadOnlyList<RulingShown> Rulings);

/// <summary>
/// One change: verbetering or beperking, whether it was lifted, which rows, since when; for who made it which teams saw it, for who
/// received rows whether the own team did.
/// </summary>
public sealed record RulingShown(
    Guid Request, string Kind, bool Lifted, IReadOnlyList<Row> Rows, DateTimeOffset Since, string Text,
        IReadOnlyList<RulingTeamShown> Teams);

/// <summary>A team that had received rows, and when it saw the change.</summary>
public sealed record RulingTeamShown(Guid Team, Guid Organisation, DateTimeOffset? SeenAt);

/// <summary>That a team saw a change.</summary>
/// <param name="Team">Which of the own teams; absent: the one team.</param>
public sealed record RulingSeenBody(Guid? Team);

internal static class RulingsEndpoint
{
    public static void MapRulings(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}/verzoeken-van-betrokkenen", List)
            .RequiresRole(Roles.Professional, Roles.TeamLead, Roles.PrivacyOfficer)
            .Produces<RulingList>()
            .WithSummary("Wat op verzoek van de betrokkene is verbeterd of beperkt, en welke teams dat hebben gezien");

        consents.MapPost("/{family:guid}/verzoeken-van-betrokkenen/{verzoek:guid}/gezien", Seen)
            .RequiresRole(Roles.Professional, Roles.TeamLead)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Bevestig dat uw team zag dat gegevens die het kreeg, zijn verbeterd of beperkt")
            .WithExample(new RulingSeenBody(Invented.Team));
    }

    private static async Task<IResult> List(Guid family, Asker asker, ConsentHandler consents, CancellationToken ct)
    {
        var state = (await consents.Load(family, ct)).State;
        RulingShown[] shown = [.. state.Rulings.Select(r => Shown(r, asker)).OfType<RulingShown>()];
        return state.HasParty(asker.Organisation) || shown is not []
            ? TypedResults.Ok(new RulingList(family, shown))
            : Refusals.Missing.ToProblem();
    }

    private static RulingShown? Shown(Ruling ruling, Asker asker)
    {
        var heard = ruling.Heard;
        var own = heard.Organisation == asker.Organisation;
        RulingTeam[] teams = [.. ruling.Teams.Where(t => own || t.Recipient.Organisation == asker.Organisation)];
        var text = (heard.Kind, ruling.LiftedAt) switch
        {
            (Ruling.Restriction, null) =>
                "Op verzoek van de betrokkene mogen deze gegevens voorlopig niet worden gebruikt of gedeeld (AVG 18). Gebruik ze niet.",
            (Ruling.Restriction, _) => "De beperking is opgeheven: deze gegevens mogen weer worden gebruikt.",
            _ => "Op verzoek van de betrokkene zijn deze gegevens verbeterd (AVG 16). Kijk na wat u ervan overnam, en verbeter dat ook.",
        };
        return !own && teams is [] ? null : new(
            heard.Request, heard.Kind, ruling.LiftedAt is not null, heard.Rows, ruling.LiftedAt ?? heard.At, text,
            [.. teams.Select(t => new RulingTeamShown(t.Recipient.Team, t.Recipient.Organisation, t.SeenAt))]);
    }

    private static async Task<IResult> Seen(
        Guid family, Guid verzoek, RulingSeenBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var team = RequestsEndpoint.TeamOf(body.Team, asker);
        if (new InputErrors().Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.") is { None: false } errors)
            return errors.ToProblem();

        // A team that received rows need not be party to the family; to all others there is nothing here, and no key is made.
        var own = new ListedRecipient(team, asker.Organisation);
        var state = (await consents.Load(family, ct)).State;
        if (!state.Rulings.Exists(r => r.Heard.Request == verzoek && r.Teams.Exists(t => t.Recipient == own)))
            return Refusals.Missing.ToProblem();

        var context = await door.Open(
            http, asker.As(Roles.Professional, Roles.TeamLead), PayloadOwner.Organisation(asker.Organisation), ct);
        return (await consents.Handle(
            family, new SeeRuling(verzoek, team, asker.Organisation, asker.Pseudonym, clock.Now()), context, ct)).ToHttp(http);
    }
}
