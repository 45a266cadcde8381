using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>The id of the request that was made.</summary>
public sealed record RequestMade(Guid Request);

internal static class RequestsEndpoint
{
    public static void MapRequests(this IEndpointRouteBuilder consents) => consents
        .MapPost("/{family:guid}/verzoeken", Handle)
        .RequiresRole(Roles.Professional)
        .Produces<RequestMade>(StatusCodes.Status201Created)
        .WithSummary("Vraag toestemming voor rijen of een bundel, aan een ontvanger, voor een doel")
        .WithExample(RequestInput.Example);

    private static async Task<IResult> Handle(
        Guid family, RequestBody asked, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        ListedTeamHandler teams, Recipients recipients, ConsentLaws laws, TimeProvider clock, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        var (team, state) = (TeamOf(asked.Team, asker), (await consents.Load(family, ct)).State);
        var law = await laws.Now(ct);
        var body = asked.Filled(state, asker.Organisation, today, law);
        var errors = RequestInput.Errors(body, today, law)
            .Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.")
            .OneOf(body.Channel, "channel", Lists.Channels)
            .Must(
                body.ExplainedTo is not { Count: 0 }, "explainedTo",
                "Laat dit weg als de uitleg met het verzoek meegaat, of zeg wie hem heeft gehoord.")
            .Explained(
                body.TextVersion, body.Language, body.Kind ?? Lists.Waiver, body.ToldBack, body.Opened, body.ReadAloud, body.Interpreter);
        if (!errors.None)
            return errors.ToProblem();
        if (!state.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var (explained, words) = await Explaining.Seal(
            vault, owner, body.Rows![0].Subject, body.TextVersion!, body.Language!, body.Kind!, body.ToldBack!, body.Opened, body.ReadAloud,
            body.Interpreter, ct);
        var context = await door.Open(http, asker.As(Roles.Professional), owner, ct, null, words);
        var found = await recipients.Find(body, ct);
        var command = new AskConsent(
            Guid.CreateVersion7(), asker.Organisation, team, body.RecipientTeam ?? Guid.Empty, body.RecipientOrganisation ?? Guid.Empty,
            body.Purpose!, body.Rows!, body.From ?? today, body.Until!.Value, body.Kind!, body.TextVersion!, body.Language!, body.ToldBack!,
            body.Channel!, clock.Now())
        {
            ByKind = (await teams.Find(team, asker.Organisation, ct))?.OrganisationKind,
            Explained = explained with { To = body.ExplainedTo },
            Scope = found.Scope,
            Bundle = body.Bundle,
            RecipientClosed = found.Closed,
            RecipientKinds = found.Kinds,
            Holding = law,
        };

        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer =>
        {
            var request = answer.Fact<ConsentRequested>()!.Request;
            return ($"/v1/toestemmingen/{family}/verzoeken/{request}", new RequestMade(request));
        });
    }

    /// <summary>The team that asks: the one that is named, or the only one he has.</summary>
    internal static Guid TeamOf(Guid? named, Asker asker) => named ?? (asker.Teams.Count == 1 ? asker.Teams.First() : Guid.Empty);
}
