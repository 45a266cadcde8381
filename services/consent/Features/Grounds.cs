using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// Sharing without consent: on which ground, with whom, which rows, why, who was consulted, and whether the family was told. Some grounds
/// ask for a court order or a second person.
/// </summary>
public sealed record GroundBody(
    string? Code, Guid? RecipientTeam, Guid? RecipientOrganisation, string? Purpose, IReadOnlyList<Row>? Rows, DateOnly? Until,
    string? Motivation, string? Necessity, string? Consulted, string? ConsultedWho, bool? Told, string? NotTold, string? Seriousness,
    OrderBody? Order, string? Second, Guid? Team);

/// <summary>A court order.</summary>
public sealed record OrderBody(Guid? Child, Guid? Organisation, DateOnly? From, DateOnly? Until);

/// <summary>The ground that was recorded.</summary>
public sealed record GroundMade(Guid Ground);

/// <summary>Why a ground is over.</summary>
public sealed record GroundEndBody(string? Reason);

internal static class GroundsEndpoint
{
    public static void MapGrounds(this IEndpointRouteBuilder consents)
    {
        consents.MapPost("/{family:guid}/gronden", Invoke)
            .RequiresRole(Roles.Professional)
            .Produces<GroundMade>(StatusCodes.Status201Created)
            .WithSummary("Deel zonder toestemming, op een wettelijke grond, met motivering")
            .WithExample(new GroundBody(
                "veilig-thuis", Invented.Team, Invented.Organisation, "gezinshulp", [new(Invented.Child, "veiligheid")], Until: null,
                "Waarom u niet kunt wachten op een ja.", Necessity: null, "collega", "Met wie u overlegde.", Told: true, NotTold: null,
                "ernstig", Order: null, Second: null, Team: null));

        consents.MapPost("/{family:guid}/gronden/{ground:guid}/bevestiging", (
                Guid family, Guid ground, Asker asker, HttpContext http, Door door, ConsentHandler handler, TimeProvider clock,
                CancellationToken ct) =>
                Change(family, new ConfirmGround(ground, asker.Pseudonym, asker.Organisation, clock.Now()), asker, http, door, handler, ct))
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Bevestig als tweede persoon dat deze grond nodig is");

        consents.MapPost("/{family:guid}/gronden/{ground:guid}/einde", (
                Guid family, Guid ground, GroundEndBody body, Asker asker, HttpContext http, Door door, ConsentHandler handler,
                TimeProvider clock, CancellationToken ct) =>
                new InputErrors().OneOf(body.Reason, "reason", Lists.Grounds.Ended) is { None: false } errors
                    ? Task.FromResult<IResult>(errors.ToProblem())
                    : Change(
                        family, new EndGround(ground, body.Reason!, asker.Pseudonym, asker.Organisation, clock.Now()),
                        asker, http, door, handler, ct))
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Beeindig een grond: de rijen zijn meteen gesloten")
            .WithExample(new GroundEndBody("doel-bereikt"));

        consents.MapGroundReview();
    }

    private static async Task<IResult> Invoke(
        Guid family, GroundBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        ListedTeamHandler teams, ConsentLaws laws, TimeProvider clock, CancellationToken ct)
    {
        var team = RequestsEndpoint.TeamOf(body.Team, asker);
        var errors = Errors(body).Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.");
        if (!errors.None)
            return errors.ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var words = await vault.Seal(
            owner, body.Rows![0].Subject, new Motivation(body.Motivation!.Trim(), body.ConsultedWho!.Trim(), body.Necessity?.Trim()), ct);
        var context = await door.Open(http, asker.As(Roles.Professional), owner, ct, null, words);
        var order = body.Order is { } o ? new CourtOrder(o.Child!.Value, o.Organisation!.Value, o.From!.Value, o.Until!.Value) : null;
        var command = new InvokeGround(
            Guid.CreateVersion7(), body.Code!, asker.Organisation, team, await teams.Find(team, asker.Organisation, ct), asker.Pseudonym,
            body.RecipientTeam!.Value, body.RecipientOrganisation!.Value,
            await teams.Find(body.RecipientTeam.Value, body.RecipientOrganisation.Value, ct), body.Purpose!, body.Rows, body.Until,
            words.Ref, !string.IsNullOrWhiteSpace(body.Necessity), body.Consulted!, body.Told!.Value, body.NotTold, body.Seriousness!,
            order, body.Second, clock.Now())
        { Holding = await laws.Now(ct) };

        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer => (
            $"/v1/toestemmingen/{family}/gronden", new GroundMade(answer.Fact<GroundInvoked>()!.Ground)));
    }

    /// <summary>What is wrong with the shape of a ground, all of it at once.</summary>
    private static InputErrors Errors(GroundBody body)
    {
        var rule = body.Code is null ? null : Lists.Grounds.Find(body.Code);
        var errors = new InputErrors()
            .OneOf(body.Code, "code", Lists.Grounds.Grounds.Select(g => g.Code))
            .Id(body.RecipientTeam ?? default, "recipientTeam")
            .Id(body.RecipientOrganisation ?? default, "recipientOrganisation")
            .OneOf(body.Purpose, "purpose", Lists.Purposes.Purposes.Select(p => p.Code))
            .SomeRows(body.Rows)
            .Must(
                body.Rows?.All(r => r.Subject != Guid.Empty && r.Category is not null && Lists.Categories.Find(r.Category) is not null)
                    is not false,
                "rows", "Noem bij elke rij over wie het gaat, en een soort gegevens uit de lijst.")
            .Text(body.Motivation, "motivation", 2000)
            .OneOf(body.Consulted, "consulted", Lists.Consulted)
            .Text(body.ConsultedWho, "consultedWho", 200)
            .Must(body.Told is not null, "told", "Zeg of u het de familie hebt verteld.")
            .Must(
                body.Told is not false || (body.NotTold is not null && Lists.Grounds.NotTold.Contains(body.NotTold)), "notTold",
                $"Zeg waarom u het niet hebt verteld: {string.Join(", ", Lists.Grounds.NotTold)}.")
            .Must(body.Told is not true || body.NotTold is null, "notTold", "Laat dit weg als u het wel hebt verteld.")
            .OneOf(body.Seriousness, "seriousness", Lists.Grounds.Seriousness);
        if (body.Necessity is not null)
            errors.Text(body.Necessity, "necessity", 2000);
        if (rule is { NeedsSecond: true })
            errors.OneOf(body.Second, "second", Lists.Grounds.Second);

        return errors
            .Must(
                rule is not { NeedsOrder: true }
                    || body.Order is { Child: not null, Organisation: not null, From: not null, Until: not null },
                "order", "Noem de beschikking: over welk kind, welke instelling, van wanneer en tot en met wanneer.")
            .Must(
                body.Second != GroundMatrix.Elsewhere || body.Consulted == GroundMatrix.Elsewhere, "consulted",
                "Noem de collega elders met wie u overlegde.")
            .Must(rule is { NeedsOrder: true } || body.Order is null, "order", "Bij deze grond hoort geen beschikking.")
            .Must(rule is { NeedsSecond: true } || body.Second is null, "second", "Bij deze grond hoort geen tweede persoon.");
    }

    private static async Task<IResult> Change(
        Guid family, ConsentCommand command, Asker asker, HttpContext http, Door door, ConsentHandler consents, CancellationToken ct)
    {
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Family(family, asker.Organisation), ct);
        return (await consents.Handle(family, command, context, ct)).ToHttp(http);
    }
}
