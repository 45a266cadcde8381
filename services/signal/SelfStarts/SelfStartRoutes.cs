using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.SelfStarts;

/// <summary>Somebody to call: what he is called, how to reach him, and what he wanted to say. Null when it was destroyed.</summary>
public sealed record SelfStartAnswer(
    Guid SelfStart, Guid Team, string Area, string? Domain, string Channel, DateTimeOffset AskedAt, DateOnly KeptUntil, string? Result,
    Guid? Family, SelfStarter? Who);

/// <summary>What came of it.</summary>
/// <param name="Result">A code: <c>gesproken gesproken-klaar doorgewezen niet-bereikt geen-vraag</c>.</param>
/// <param name="Family">The file that was opened for this, when there is one of the own organisation.</param>
public sealed record AnswerSelfStartRequest(string? Result, Guid? Family);

internal static class SelfStartRoutes
{
    public static void MapSelfStarts(this WebApplication app)
    {
        app.MapAskForHelp();
        var routes = app.MapHouseGroup("/v1/zelfmeldingen").RequiresRole(Roles.Professional, Roles.TeamLead).WithTags("ik wil hulp")
            .NotesLooks("zelfmelding");
        routes.MapGet("", List)
            .WithSummary("Wie zelf om hulp vroeg en nog niet is gebeld: de lijst van de eigen teams")
            .Produces<SelfStartRow[]>();
        routes.MapGet("/{melding:guid}", Read)
            .WithSummary("Wie het is, en hoe u hem bereikt")
            .Produces<SelfStartAnswer>();
        routes.MapPost("/{melding:guid}/afgehandeld", Answer)
            .WithSummary("Leg vast wat ervan kwam")
            .WithDescription("Een week daarna worden de voornaam, het nummer en de woorden vernietigd. Zonder antwoord na 90 dagen.")
            .WithExample(new AnswerSelfStartRequest("gesproken", Invented.Family))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, SelfStartsView.Table);
        var rows = await views.OfTeams<SelfStartRow>(SelfStartsView.Table, SelfStartsView.Of, asker.Teams, ct);
        return TypedResults.Ok(rows.OrderBy(row => row.AskedAt).ToArray());
    }

    private static async Task<IResult> Read(Guid melding, Asker asker, SelfStartHandler selfStarts, IVault vault, CancellationToken ct)
    {
        var state = (await selfStarts.Load(melding, ct)).State;
        if (state.Received is not { } asked || !Theirs(asked, asker) || state.Lapsed)
            return Refusals.Missing.ToProblem();

        return TypedResults.Ok(new SelfStartAnswer(
            melding, asked.Team, asked.Area, asked.Domain, asked.Channel, asked.At, asked.KeepUntil, state.Answered?.Result,
            state.Answered?.Family, state.Destroyed ? null : await vault.Open<SelfStarter>(asked.Who, ct)));
    }

    private static async Task<IResult> Answer(
        Guid melding, AnswerSelfStartRequest body, HttpContext http, Asker asker, SelfStartHandler selfStarts, FamilyHandler families,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Result, "result", FamilyCodes.SelfStartResults.Codes);
        if (!errors.None)
            return errors.ToProblem();
        if ((await selfStarts.Load(melding, ct)).State.Received is not { } asked || !Theirs(asked, asker))
            return Refusals.Missing.ToProblem();

        // Only a file of the own organisation: any other does not exist to it.
        if (body.Family is { } id
            && !((await families.Load(id, ct)).State is FamilyFile.Opened file && file.Knows(asker.Organisation)))
        {
            return Refusals.Missing.ToProblem();
        }

        var actor = asker.As(Roles.Professional, Roles.TeamLead);
        var context = new CommandContext(http.CommandId(), actor);
        var command = new AnswerSelfStart(body.Result!, body.Family, actor.Organisation, clock.Now());
        return (await selfStarts.Handle(melding, command, context, ct)).ToHttp(http);
    }

    private static bool Theirs(SelfStartReceived asked, Asker asker) =>
        asked.Organisation == asker.Organisation && asker.Teams.Contains(asked.Team);
}
