using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>An answer as a professional records it, or as the person gives it himself (then he is the signatory).</summary>
public sealed record AnswerBody(
    Guid? Signatory, Guid? Request, string? Answer, IReadOnlyList<Row>? Rows, DateOnly? Until, DateOnly? AskAgainOn, string? Reason,
    string? Channel)
{
    /// <summary>What shows it: a signature, a scan, a recording.</summary>
    public ProofBody? Proof { get; init; }
}

/// <summary>A withdrawal: of one request or of everything, of some rows or of all of his.</summary>
public sealed record WithdrawalBody(Guid? Signatory, Guid? Request, IReadOnlyList<Row>? Rows, string? Channel)
{
    /// <summary>What shows it: a signature, a scan, a recording.</summary>
    public ProofBody? Proof { get; init; }
}

/// <summary>What shows an answer: its kind, and where the organisation keeps it (sealed).</summary>
public sealed record ProofBody(string? Kind, string? Reference);

internal static class AnswersEndpoint
{
    public static void MapAnswers(this IEndpointRouteBuilder consents)
    {
        consents.MapPost("/{family:guid}/verzoeken/{request:guid}/antwoorden", Answer)
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Leg het antwoord van een ondertekenaar vast: ja, nee of later")
            .WithExample(new AnswerBody(
                Invented.Parent, Request: null, "ja", Rows: null, Until: null, AskAgainOn: null, Reason: null, "papier")
            {
                Proof = new("handtekening", "Waar u het formulier bewaart."),
            });

        consents.MapPost("/{family:guid}/intrekkingen", Withdraw)
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Leg een intrekking vast: van een verzoek, of van alles")
            .WithExample(new WithdrawalBody(Invented.Parent, Invented.Request, Rows: null, "telefoon"));
    }

    /// <summary>The command that an answer is, when nothing is wrong with its shape.</summary>
    internal static Answer Command(AnswerBody body, Guid request, Guid signatory, string channel, Guid? by, DateTimeOffset at) =>
        body.Answer switch
        {
            "ja" => new GiveConsent(request, signatory, body.Rows, body.Until, channel, by, at),
            "nee" => new RefuseConsent(request, signatory, body.Rows, body.Reason ?? Lists.NoReason, channel, by, at),
            _ => new PostponeAnswer(request, signatory, body.Rows, body.AskAgainOn!.Value, channel, by, at),
        };

    /// <summary>What is wrong with the shape of an answer.</summary>
    internal static InputErrors Errors(AnswerBody body, DateOnly today) => new InputErrors()
        .OneOf(body.Answer, "answer", ["ja", "nee", "later"])
        .PerhapsRows(body.Rows)
        .NamedRows(body.Rows)
        .Must(body.Answer != "later" || body.AskAgainOn is not null, "askAgainOn", "Noem de dag waarop u het weer mag vragen.")
        .Must(
            body.AskAgainOn is not { } day || (day > today && day <= today.AddYears(1)), "askAgainOn",
            "Kies een dag na vandaag, en binnen een jaar.")
        .Must(body.Answer == "ja" || body.Until is null, "until", "Alleen een 'ja' heeft een laatste dag.")
        .Must(body.Answer == "later" || body.AskAgainOn is null, "askAgainOn", "Alleen 'later' heeft een dag om het weer te vragen.")
        .Must(body.Reason is null || (body.Answer == "nee" && Lists.Reasons.Contains(body.Reason)), "reason",
            $"Een reden is niet nodig. Bij een 'nee' kan: {string.Join(", ", Lists.Reasons)}.");

    /// <summary>What is wrong with the shape of what shows it.</summary>
    internal static InputErrors Shown(this InputErrors errors, ProofBody? proof) => proof is null ? errors : errors
        .OneOf(proof.Kind, "proof.kind", Lists.Proofs)
        .Text(proof.Reference, "proof.reference", 200);

    private static async Task<IResult> Answer(
        Guid family, Guid request, AnswerBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = Errors(body, Amsterdam.DateAt(clock.Now()))
            .Id(body.Signatory ?? default, "signatory")
            .OneOf(body.Channel, "channel", Lists.Channels)
            .Must(body.Request is null || body.Request == request, "request", "Het verzoek staat al in het adres.")
            .Shown(body.Proof);
        if (!errors.None)
            return errors.ToProblem();

        return await Record(
            family, body.Signatory!.Value, body.Proof,
            proof => Command(body, request, body.Signatory.Value, body.Channel!, asker.Organisation, clock.Now()) with { Proof = proof },
            asker, http, door, vault, consents, ct);
    }

    private static async Task<IResult> Withdraw(
        Guid family, WithdrawalBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Id(body.Signatory ?? default, "signatory")
            .OneOf(body.Channel, "channel", Lists.Channels)
            .PerhapsRows(body.Rows)
            .NamedRows(body.Rows)
            .Shown(body.Proof);
        if (!errors.None)
            return errors.ToProblem();

        return await Record(
            family, body.Signatory!.Value, body.Proof,
            proof => new WithdrawConsent(body.Signatory.Value, body.Request, body.Rows, body.Channel!, asker.Organisation, clock.Now())
            {
                Proof = proof,
            },
            asker, http, door, vault, consents, ct);
    }

    private static async Task<IResult> Record(
        Guid family, Guid signatory, ProofBody? shown, Func<Proof?, ConsentCommand> command, Asker asker, HttpContext http, Door door,
        IVault vault, ConsentHandler consents, CancellationToken ct)
    {
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var words = shown is null ? null : await vault.Seal(owner, signatory, new ProofKept(shown.Reference!.Trim()), ct);
        var context = await door.Open(http, asker.As(Roles.Professional), owner, ct, null, words is null ? [] : [words]);
        var proof = words is null ? null : new Proof(shown!.Kind!, words.Ref);
        return (await consents.Handle(family, command(proof), context, ct)).ToHttp(http);
    }
}
