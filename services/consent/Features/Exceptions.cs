using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>A statutory exception for a child of 12-15: which one, for which rows, why, and who was consulted.</summary>
public sealed record ExceptionBody(
    string? Code, Guid? Child, IReadOnlyList<Row>? Rows, IReadOnlyList<string>? Reasons, string? Motivation, string? Consulted,
    string? ConsultedWho);

/// <summary>The exception that was recorded.</summary>
public sealed record ExceptionMade(Guid Exception);

/// <summary>The asker tried to reach a signatory, and did not.</summary>
public sealed record AttemptBody(Guid? Signatory, string? Channel);

/// <summary>The attempt that was recorded.</summary>
public sealed record AttemptMade(Guid Attempt);

/// <summary>The exceptions of a family, for review: the words only for who wrote them, never for the auditor.</summary>
public sealed record ExceptionList(Guid Family, IReadOnlyList<ExceptionSeen> Exceptions);

/// <summary>One exception as it is reviewed.</summary>
public sealed record ExceptionSeen(
    Guid Exception, Guid Request, Guid Child, IReadOnlyList<Row> Rows, string Code, int Version, string Meaning,
    IReadOnlyList<string> Sources, IReadOnlyList<string> Reasons, string Consulted, string By, DateTimeOffset At, Motivation? Motivation);

internal static class ExceptionsEndpoint
{
    public static void MapExceptions(this IEndpointRouteBuilder consents)
    {
        consents.MapPost("/{family:guid}/verzoeken/{request:guid}/uitzonderingen", Invoke)
            .RequiresRole(Roles.Professional)
            .Produces<ExceptionMade>(StatusCodes.Status201Created)
            .WithSummary("Gebruik een wettelijke uitzondering voor een kind van 12 tot en met 15, met motivering")
            .WithExample(new ExceptionBody(
                "ernstig-nadeel", Invented.Child, [new(Invented.Child, "gezondheid-kind")], ["hulp-kan-niet-wachten"],
                "Waarom u niet op de ouders kunt wachten.", "collega", "Met wie u overlegde."));

        consents.MapGet("/{family:guid}/uitzonderingen", Review)
            .RequiresRole(Roles.Professional, Roles.Auditor)
            .InsideAnAssignment()
            .Produces<ExceptionList>()
            .WithSummary("De uitzonderingen van uw organisatie, om te beoordelen");

        consents.MapPost("/{family:guid}/verzoeken/{request:guid}/contactpogingen", Attempt)
            .RequiresRole(Roles.Professional)
            .Produces<AttemptMade>(StatusCodes.Status201Created)
            .WithSummary("Leg vast dat u een ondertekenaar niet kon bereiken")
            .WithExample(new AttemptBody(Invented.Parent, "telefoon"));
    }

    private static async Task<IResult> Invoke(
        Guid family, Guid request, ExceptionBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var known = body.Code is null ? null : Lists.Rules.Exception(body.Code);
        var errors = new InputErrors()
            .OneOf(body.Code, "code", Lists.Rules.Exceptions.Select(e => e.Code))
            .Id(body.Child ?? default, "child")
            .SomeRows(body.Rows)
            .NamedRows(body.Rows)
            .Must(body.Reasons is { Count: > 0 }, "reasons", "Kies minstens een reden.")
            .Must(
                known is null || body.Reasons?.All(known.Reasons.Contains) is not false, "reasons",
                $"Kies uit: {string.Join(", ", known?.Reasons ?? [])}.")
            .Text(body.Motivation, "motivation", 2000)
            .OneOf(body.Consulted, "consulted", Lists.Consulted)
            .Text(body.ConsultedWho, "consultedWho", 200);
        if (!errors.None)
            return errors.ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var words = await vault.Seal(owner, body.Child!.Value, new Motivation(body.Motivation!.Trim(), body.ConsultedWho!.Trim()), ct);
        var context = await door.Open(http, asker.As(Roles.Professional), owner, ct, null, words);
        var command = new InvokeException(
            Guid.CreateVersion7(), request, body.Child.Value, body.Rows!, body.Code!, [.. body.Reasons!.Distinct()], words.Ref,
            body.Consulted!, asker.Pseudonym, asker.Organisation, clock.Now());

        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer => (
            $"/v1/toestemmingen/{family}/uitzonderingen",
            new ExceptionMade(answer.Fact<ExceptionInvoked>()?.Exception ?? Standing(answer.State, request, command).Exception)));
    }

    private static async Task<IResult> Attempt(
        Guid family, Guid request, AttemptBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.Signatory ?? default, "signatory").OneOf(body.Channel, "channel", Lists.Channels);
        if (!errors.None)
            return errors.ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var context = await door.Open(http, asker.As(Roles.Professional), PayloadOwner.Family(family, asker.Organisation), ct);
        var command = new RecordAttempt(
            Guid.CreateVersion7(), request, body.Signatory!.Value, body.Channel!, asker.Organisation, clock.Now());

        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer => (
            $"/v1/toestemmingen/{family}/verzoeken/{request}", new AttemptMade(answer.Fact<ContactAttempted>()!.Attempt)));
    }

    private static async Task<IResult> Review(
        Guid family, Asker asker, HttpContext http, ConsentHandler consents, IVault vault, CancellationToken ct)
    {
        var consent = (await consents.Load(family, ct)).State;
        if (!consent.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var seen = new List<ExceptionSeen>();
        foreach (var e in consent.Requests.SelectMany(r => r.Exceptions)
            .Where(e => e.ByOrganisation == asker.Organisation && http.Covers(e.At)))
        {
            var rule = Lists.Rules.Exception(e.Code)!;
            seen.Add(new(
                e.Exception, e.Request, e.Child, e.Rows, e.Code, e.Version, rule.Meaning, rule.Sources, e.Reasons, e.Consulted, e.By, e.At,
                asker.Roles.Contains(Roles.Professional) ? await vault.Open<Motivation>(e.Motivation, ct) : null));
        }

        return TypedResults.Ok(new ExceptionList(family, seen));
    }

    private static ExceptionInvoked Standing(Consent consent, Guid request, InvokeException command) =>
        consent.Find(request)!.Exceptions.Last(e => e.Code == command.Code && e.Rows.Intersect(command.Rows).Any());
}
