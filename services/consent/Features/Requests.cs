using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What a professional asks: rows, for whom, what for, until when, and how it was explained.</summary>
public sealed record RequestBody(
    IReadOnlyList<Row>? Rows, Guid? RecipientTeam, Guid? RecipientOrganisation, string? Purpose, DateOnly? From, DateOnly? Until,
    string? Kind, string? TextVersion, string? Language, string? ToldBack, string? Channel, Guid? Team);

/// <summary>The id of the request that was made.</summary>
public sealed record RequestMade(Guid Request);

internal static class RequestsEndpoint
{
    internal static readonly RequestBody Example = new(
        [new(Invented.Parent, "schulden")], Invented.Team, Invented.Organisation, "schuldhulp", From: null, Invented.Day.AddMonths(6),
        Lists.Waiver, "b1-1", "nl", "ja", "gesprek", Team: null);

    public static void MapRequests(this IEndpointRouteBuilder consents) => consents
        .MapPost("/{family:guid}/verzoeken", Handle)
        .RequiresRole(Roles.Professional)
        .Produces<RequestMade>(StatusCodes.Status201Created)
        .WithSummary("Vraag toestemming voor rijen, aan een ontvanger, voor een doel")
        .WithExample(Example);

    private static async Task<IResult> Handle(
        Guid family, RequestBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents, ListedTeamHandler teams,
        TimeProvider clock, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        var errors = Errors(body, today);
        var team = TeamOf(body.Team, asker);
        errors.Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.")
            .Must(Code(body.TextVersion, 40), "textVersion", "Noem de versie van de tekst die u gebruikte.")
            .Must(Code(body.Language, 10), "language", "Noem de taal als code, zoals nl.")
            .OneOf(body.ToldBack, "toldBack", Lists.ToldBack)
            .OneOf(body.Channel, "channel", Lists.Channels);
        if (!errors.None)
            return errors.ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Family(family, asker.Organisation), ct);
        var command = new AskConsent(
            Guid.CreateVersion7(), asker.Organisation, team, body.RecipientTeam!.Value, body.RecipientOrganisation!.Value, body.Purpose!,
            body.Rows!, body.From ?? today, body.Until!.Value, body.Kind!, body.TextVersion!, body.Language!, body.ToldBack!, body.Channel!,
            clock.Now())
        {
            ByKind = (await teams.Find(team, asker.Organisation, ct))?.OrganisationKind,
        };

        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer =>
        {
            var request = answer.Fact<ConsentRequested>()!.Request;
            return ($"/v1/toestemmingen/{family}/verzoeken/{request}", new RequestMade(request));
        });
    }

    /// <summary>What is wrong with the shape of a request, all of it at once.</summary>
    internal static InputErrors Errors(RequestBody body, DateOnly today)
    {
        var from = body.From ?? today;
        return new InputErrors()
            .SomeRows(body.Rows)
            .Must(body.Rows?.All(r => r.Subject != Guid.Empty) is not false, "rows", "Noem bij elke rij over wie het gaat.")
            .Must(
                body.Rows?.All(r => r.Category is not null && Lists.Categories.Find(r.Category) is not null) is not false,
                "rows", "Kies bij elke rij een soort gegevens uit de lijst.")
            .Id(body.RecipientTeam ?? default, "recipientTeam")
            .Id(body.RecipientOrganisation ?? default, "recipientOrganisation")
            .OneOf(body.Purpose, "purpose", Lists.Purposes.Purposes.Select(p => p.Code))
            .OneOf(body.Kind, "kind", Lists.Kinds)
            .Must(from >= today, "from", "Toestemming begint vandaag of later.")
            .Must(body.Until is not null, "until", "Toestemming heeft altijd een laatste dag.")
            .Must(body.Until is null || body.Until >= from, "until", "De laatste dag ligt op of na de eerste.")
            .Must(
                body.Until is null || body.Until <= today.AddYears(Lists.Default.LongestYears),
                "until", "Toestemming duurt hoogstens een jaar.");
    }

    /// <summary>The team that asks: the one that is named, or the only one he has.</summary>
    internal static Guid TeamOf(Guid? named, Asker asker) => named ?? (asker.Teams.Count == 1 ? asker.Teams.First() : Guid.Empty);

    private static bool Code(string? text, int max) =>
        text is { Length: > 0 } && text.Length <= max && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}
