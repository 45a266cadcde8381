using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>Which new teams of a kind of organisation were told about, and to whom.</summary>
public sealed record NewcomersBody(IReadOnlyList<ListedRecipient>? Teams, IReadOnlyList<Guid>? Told, string? Channel);

/// <summary>The teams that a request reaches, and those that the directory lists since: they count after everybody was told.</summary>
public sealed record RecipientsSeen(Guid Request, IReadOnlyList<ListedRecipient> Reached, IReadOnlyList<ListedRecipient> Newcomers);

internal static class NewcomersEndpoint
{
    public static void MapNewcomers(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}/verzoeken/{request:guid}/ontvangers", Seen)
            .RequiresRole(Roles.Professional)
            .Produces<RecipientsSeen>()
            .WithSummary("Wie dit verzoek bereikt, en welke teams er sindsdien bij zijn gekomen");

        consents.MapPost("/{family:guid}/verzoeken/{request:guid}/ontvangers", Tell)
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Leg vast dat iedereen die beslist weet welk team erbij is gekomen; daarna telt het mee")
            .WithExample(new NewcomersBody([new(Invented.Team, Invented.Organisation)], [Invented.Parent], "telefoon"));
    }

    private static async Task<IResult> Seen(
        Guid family, Guid request, Asker asker, ConsentHandler consents, Recipients recipients, TimeProvider clock, CancellationToken ct)
    {
        var state = (await consents.Load(family, ct)).State;
        if (!state.HasParty(asker.Organisation) || state.Find(request) is not { } found
            || found.Asked.AskedByOrganisation != asker.Organisation)
        {
            return Refusals.Missing.ToProblem();
        }

        var reached = found.RecipientsAt(state.NotBefore(clock.Now()));
        var listed = found.Asked.Scope is { Width: RecipientScope.OfKind, Kind: { } kind, Area: { } area }
            ? await recipients.Listed(kind, area, ct)
            : [];
        return TypedResults.Ok(new RecipientsSeen(request, reached, [.. listed.Except(reached)]));
    }

    private static async Task<IResult> Tell(
        Guid family, Guid request, NewcomersBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents,
        Recipients recipients, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(body.Teams is { Count: > 0 and <= 100 }, "teams", "Noem minstens een team, en hoogstens 100.")
            .Must(body.Teams?.All(t => t is not null) is not false, "teams", "Noem bij elk team ook de organisatie.")
            .Must(body.Told is { Count: > 0 }, "told", "Zeg aan wie u het hebt verteld.")
            .OneOf(body.Channel, "channel", Lists.Channels);
        if (!errors.None)
            return errors.ToProblem();

        var state = (await consents.Load(family, ct)).State;
        if (!state.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var listed = state.Find(request)?.Asked.Scope is { Width: RecipientScope.OfKind, Kind: { } kind, Area: { } area }
            ? await recipients.Listed(kind, area, ct)
            : [];
        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Family(family, asker.Organisation), ct);
        return (await consents.Handle(
            family, new TellNewcomers(request, body.Teams!, listed, body.Told!, body.Channel!, asker.Organisation, clock.Now()), context,
            ct)).ToHttp(http);
    }
}
