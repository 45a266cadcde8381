using WarmHandover.Consents.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>A question about a case without anybody in it: codes only, so that nothing can slip in.</summary>
public sealed record ConsultBody(
    Guid? ToTeam, Guid? ToOrganisation, string? Band, IReadOnlyList<string>? Topics, string? Seriousness, string? Question, Guid? Team);

/// <summary>The answer, in codes; 'bel-mij' when a talk is better.</summary>
public sealed record ConsultAnswerBody(IReadOnlyList<string>? Answers);

/// <summary>The consultation that was asked.</summary>
public sealed record ConsultMade(Guid Consult);

internal static class ConsultsEndpoint
{
    public static void MapConsults(this IEndpointRouteBuilder consents)
    {
        consents.MapPost("/casusvragen", Ask)
            .RequiresRole(Roles.Professional)
            .Produces<ConsultMade>(StatusCodes.Status201Created)
            .WithSummary("Vraag een ander team anoniem om raad: zonder naam, datum, plaats of eigen woorden")
            .WithExample(new ConsultBody(
                Invented.Team, Invented.Organisation, "onder-12", ["verwaarlozing", "geld"], "ernstig", "is-dit-te-melden", Team: null));

        consents.MapGet("/casusvragen", Listed)
            .RequiresRole(Roles.Professional)
            .Produces<ConsultSeen[]>()
            .WithSummary("De casusvragen van en aan uw teams");

        consents.MapPost("/casusvragen/{consult:guid}/antwoord", Answer)
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Beantwoord een casusvraag aan uw team")
            .WithExample(new ConsultAnswerBody(["eerst-praten", "bel-mij"]));
    }

    private static async Task<IResult> Ask(
        ConsultBody body, Asker asker, HttpContext http, Door door, ConsultHandler consults, TimeProvider clock, CancellationToken ct)
    {
        var (lists, team) = (Lists.Consults, RequestsEndpoint.TeamOf(body.Team, asker));
        var errors = new InputErrors()
            .Id(body.ToTeam ?? default, "toTeam")
            .Id(body.ToOrganisation ?? default, "toOrganisation")
            .OneOf(body.Band, "band", lists.Bands)
            .Must(
                body.Topics is { Count: > 0 } && body.Topics.All(lists.Topics.Contains), "topics",
                $"Kies minstens een van: {string.Join(", ", lists.Topics)}.")
            .OneOf(body.Seriousness, "seriousness", Lists.Grounds.Seriousness)
            .OneOf(body.Question, "question", lists.Questions)
            .Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.");
        if (!errors.None)
            return errors.ToProblem();

        var consult = DerivedIds.Of(http.CommandId(), $"consult|{asker.Pseudonym}");
        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Organisation(asker.Organisation), ct);
        var asked = new ConsultAsked(
            consult, asker.Organisation, team, asker.Pseudonym, body.ToTeam!.Value, body.ToOrganisation!.Value, body.Band!,
            [.. body.Topics!.Distinct()], body.Seriousness!, body.Question!, lists.Version, clock.Now());
        return (await consults.Handle(consult, new AskConsult(asked), context, ct)).ToCreated(http, answer => (
            "/v1/toestemmingen/casusvragen", new ConsultMade(answer.Fact<ConsultAsked>()?.Consult ?? consult)));
    }

    private static async Task<IResult> Listed(HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, ConsultsView.Table);
        var by = await views.OfTeams<ConsultSeen>(ConsultsView.Table, ConsultsView.By, asker.Teams, ct);
        var to = await views.OfTeams<ConsultSeen>(ConsultsView.Table, ConsultsView.To, asker.Teams, ct);
        return TypedResults.Ok(by.Concat(to).DistinctBy(c => c.Consult).OrderBy(c => c.AskedAt).ThenBy(c => c.Consult).ToArray());
    }

    private static async Task<IResult> Answer(
        Guid consult, ConsultAnswerBody body, Asker asker, HttpContext http, Door door, ConsultHandler consults, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().Must(
            body.Answers is { Count: > 0 } && body.Answers.All(Lists.Consults.Answers.Contains), "answers",
            $"Kies minstens een van: {string.Join(", ", Lists.Consults.Answers)}.");
        if (!errors.None)
            return errors.ToProblem();

        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Organisation(asker.Organisation), ct);
        var command = new AnswerConsult(consult, body.Answers!, asker.Pseudonym, asker.Teams.ToHashSet(), clock.Now());
        return (await consults.Handle(consult, command, context, ct)).ToHttp(http);
    }
}
