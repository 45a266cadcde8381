using WarmHandover.Consents.Views;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What is needed at once: for which own team and purpose, which rows, why (a code and words), for how many minutes.</summary>
public sealed record EmergencyBody(
    Guid? Team, string? Purpose, IReadOnlyList<Row>? Rows, string? Urgency, string? Motivation, int? Minutes);

/// <summary>The emergency that was asked: nothing is open until a second person agreed, before <see cref="AgreeBefore"/>.</summary>
public sealed record EmergencyMade(Guid Emergency, DateTimeOffset AgreeBefore);

/// <summary>What the reviewer found: <c>terecht</c> or <c>onterecht</c>.</summary>
public sealed record EmergencyJudgement(string? Outcome);

/// <summary>Break-glass in the list of an organisation: what waits for agreement, is open now, waits for a review, or was judged.</summary>
public sealed record EmergencyListed(
    Guid Emergency, Guid Family, Guid Team, string By, string Urgency, int Minutes, DateTimeOffset AskedAt, DateTimeOffset? OpenUntil,
    string Standing, string? Outcome);

internal static class EmergenciesEndpoint
{
    /// <summary>What this is called in the register of processing.</summary>
    public const string Activity = "noodtoegang";

    private const string Waiting = "wacht-op-instemming";
    private const string Open = "open";

    public static void MapEmergencies(this IEndpointRouteBuilder consents)
    {
        consents.MapPost("/{family:guid}/noodtoegang", Ask)
            .RequiresRole(Roles.Professional, Roles.TeamLead).RequiresFreshSignIn().NotesLooks(Activity)
            .Produces<EmergencyMade>(StatusCodes.Status201Created)
            .WithSummary("Vraag in een noodgeval om kort te mogen zien wat dicht is; pas open als een tweede persoon instemt")
            .WithExample(new EmergencyBody(
                Invented.Team, "gezinshulp", [new(Invented.Child, "veiligheid")], "acuut-gevaar-kind", "Waarom het niet kan wachten.", 30));
        consents.MapPost("/{family:guid}/noodtoegang/{emergency:guid}/instemming", (
                Guid family, Guid emergency, Asker asker, HttpContext http, Door door, ConsentHandler handler, TimeProvider clock,
                CancellationToken ct) => Decide(
                    family, new AgreeToEmergency(emergency, asker.Pseudonym, asker.Organisation, clock.Now()), asker, http, door,
                    handler, ct))
            .RequiresRole(Roles.Professional, Roles.TeamLead).RequiresFreshSignIn().NotesLooks(Activity)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Stem als tweede persoon in: de gegevens zijn vanaf nu een aantal minuten open");
        consents.MapPost("/{family:guid}/noodtoegang/{emergency:guid}/beoordeling", (
                Guid family, Guid emergency, EmergencyJudgement body, Asker asker, HttpContext http, Door door, ConsentHandler handler,
                TimeProvider clock, CancellationToken ct) =>
                new InputErrors().OneOf(body.Outcome, "outcome", Lists.Grounds.EmergencyOutcomes) is { None: false } errors
                    ? Task.FromResult<IResult>(errors.ToProblem())
                    : Decide(
                        family, new ReviewEmergency(emergency, body.Outcome!, asker.Pseudonym, asker.Organisation, clock.Now()), asker,
                        http, door, handler, ct))
            .RequiresRole(Roles.PrivacyOfficer, Roles.TeamLead).NotesLooks(Activity)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Beoordeel achteraf of de noodtoegang terecht was; niet wie haar vroeg of ermee instemde")
            .WithExample(new EmergencyJudgement("terecht"));
        consents.MapGet("/noodtoegang", List)
            .RequiresRole(Roles.PrivacyOfficer, Roles.TeamLead, Roles.Professional).NotesLooks(Activity)
            .Produces<EmergencyListed[]>()
            .WithSummary("De noodtoegang van uw organisatie: wat open is, wat nog moet worden nagekeken, en wat daarvan werd gevonden")
            .WithDescription("Een professional ziet wat in zijn eigen teams op een tweede persoon wacht of nu open is.");
        consents.MapEmergencySeen();
    }

    private static async Task<IResult> Ask(
        Guid family, EmergencyBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        ListedTeamHandler teams, ConsentLaws laws, TimeProvider clock, CancellationToken ct)
    {
        var law = await laws.Now(ct);
        var (matrix, team) = (law.Grounds, RequestsEndpoint.TeamOf(body.Team, asker));
        var errors = new InputErrors()
            .Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.")
            .OneOf(body.Purpose, "purpose", Lists.Purposes.Purposes.Select(p => p.Code))
            .SomeRows(body.Rows)
            .Must(
                body.Rows?.All(r => r.Subject != Guid.Empty && r.Category is not null && Lists.Categories.Find(r.Category) is not null)
                    is not false,
                "rows", "Noem bij elke rij over wie het gaat, en een soort gegevens uit de lijst.")
            .OneOf(body.Urgency, "urgency", matrix.EmergencyReasons)
            .Text(body.Motivation, "motivation", 2000)
            .Must(
                body.Minutes is null or >= 1 && !(body.Minutes > matrix.EmergencyLongestMinutes), "minutes",
                $"Kies 1 tot en met {matrix.EmergencyLongestMinutes} minuten, of laat dit weg voor {matrix.EmergencyMinutes}.");
        if (!errors.None)
            return errors.ToProblem();

        var state = (await consents.Load(family, ct)).State;
        if (!state.HasParty(asker.Organisation) && !state.Disclosed.Any(d => d.Team == team))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var words = await vault.Seal(owner, body.Rows![0].Subject, new Motivation(body.Motivation!.Trim(), null), ct);
        var context = await door.Open(http, asker.As(Roles.Professional, Roles.TeamLead), owner, ct, null, words);
        var kind = (await teams.Find(team, asker.Organisation, ct))?.OrganisationKind;
        var command = new AskEmergency(
            DerivedIds.Of(context.Id, "emergency"), asker.Organisation, team, kind, asker.Pseudonym, body.Purpose!, body.Rows,
            body.Urgency!, body.Minutes ?? matrix.EmergencyMinutes, words.Ref, clock.Now())
        { Holding = law };
        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer => (
            "/v1/toestemmingen/noodtoegang",
            new EmergencyMade(
                command.Ground, answer.Fact<GroundInvoked>()!.At.AddMinutes(matrix.EmergencyAgreeWithinMinutes))));
    }

    private static async Task<IResult> Decide(
        Guid family, EmergencyCommand command, Asker asker, HttpContext http, Door door, ConsentHandler consents, CancellationToken ct)
    {
        var actor = asker.As(Roles.Professional, Roles.TeamLead, Roles.PrivacyOfficer);
        var context = await door.Open(http, actor, PayloadOwner.Organisation(asker.Organisation), ct);
        return (await consents.Handle(family, command, context, ct)).ToHttp(http);
    }

    private static async Task<IResult> List(
        HttpContext http, Asker asker, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, ReviewView.Table);
        var now = clock.Now();
        var rows = await views.List<ListedEmergency>(ReviewView.Table, ReviewView.Emergencies(asker.Organisation), ct);
        var listed = rows.OrderBy(r => r.Outcome is not null).ThenByDescending(r => r.AskedAt).Select(r =>
        {
            var until = r.Agreed?.AddMinutes(r.Minutes);
            return new EmergencyListed(
                r.Ground, r.Family, r.Team, r.By, r.Urgency, r.Minutes, r.AskedAt, until, Standing(r.Outcome, until, r.AskedAt, now),
                r.Outcome);
        });
        var reviews = asker.Roles.Contains(Roles.PrivacyOfficer) || asker.Roles.Contains(Roles.TeamLead);
        return TypedResults.Ok(listed
            .Where(one => reviews || (one.Standing is Waiting or Open && asker.Teams.Contains(one.Team))).ToArray());
    }

    /// <summary>In one word where break-glass stands at an instant.</summary>
    public static string Standing(string? outcome, DateTimeOffset? until, DateTimeOffset askedAt, DateTimeOffset now) =>
        outcome is not null ? "beoordeeld"
        : until is null ? now > askedAt.AddMinutes(Lists.Grounds.EmergencyAgreeWithinMinutes) ? "vervallen" : Waiting
        : now < until ? Open
        : "nakijken";
}
