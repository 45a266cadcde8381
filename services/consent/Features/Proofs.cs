using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What shows that a request was explained and answered (GDPR 7(1)), oldest first.</summary>
public sealed record ProofOfRequest(
    Guid Request, IReadOnlyList<ExplanationShown> Explanations, IReadOnlyList<AnswerShown> Answers, IReadOnlyList<MistakeShown> Mistakes);

/// <summary>
/// One explanation: to whom (nobody named: it went with the request to all), which text by its hash, what was opened and read aloud.
/// </summary>
public sealed record ExplanationShown(
    IReadOnlyList<Guid>? To, string Version, string Language, string? Level, string? TextHash, IReadOnlyList<string> Opened,
    IReadOnlyList<string> ReadAloud, string ToldBack, string? Interpreter, string? InterpreterWho, string Channel, string RecordedBy,
    DateTimeOffset At);

/// <summary>One answer: who recorded it (a pseudonym), through which channel, and what shows it.</summary>
public sealed record AnswerShown(
    Guid Signatory, string Answer, IReadOnlyList<Row> Rows, DateOnly? Until, string? Reason, string Channel, string RecordedBy,
    Guid? Organisation, string? Proof, string? Reference, DateTimeOffset At);

/// <summary>An answer that somebody called wrongly recorded, and what the second person said.</summary>
public sealed record MistakeShown(
    Guid Invalidation, Guid Signatory, string Reason, string By, DateTimeOffset At, bool? Upheld, string? ReviewedBy);

internal static class ProofsEndpoint
{
    public static void MapProofs(this IEndpointRouteBuilder consents) => consents
        .MapGet("/{family:guid}/verzoeken/{request:guid}/bewijs", Handle)
        .RequiresRole(Roles.Professional, Roles.Auditor)
        .InsideAnAssignment()
        .Produces<ProofOfRequest>()
        .WithSummary("Het bewijs bij een verzoek van uw organisatie: wat is uitgelegd, wie wat heeft gezegd, en wie dat vastlegde");

    private static async Task<IResult> Handle(
        Guid family, Guid request, Asker asker, HttpContext http, IEventLog log, IVault vault, CancellationToken ct)
    {
        var history = await History.Read(log, family, ct);
        if (!history.Now.HasParty(asker.Organisation) || history.Now.Find(request) is not { } found
            || found.Asked.AskedByOrganisation != asker.Organisation || !http.Covers(found.Asked.At))
        {
            return Refusals.Missing.ToProblem();
        }

        // Words that were sealed are for who works with the family, never for the auditor.
        var words = new Opened(vault, asker.Roles.Contains(Roles.Professional), ct);
        var (explanations, answers) = (new List<ExplanationShown>(), new List<AnswerShown>());
        foreach (var step in history.Steps)
        {
            if (await Explanation(step, request, words) is { } explanation)
                explanations.Add(explanation);
            if (await Answer(step, request, words) is { } answer)
                answers.Add(answer);
        }

        return TypedResults.Ok(new ProofOfRequest(request, explanations, answers, [.. found.Invalidations.Select(i => new MistakeShown(
            i.Made.Invalidation, i.Made.Signatory, i.Made.Reason, i.Made.By, i.Made.At, i.Review?.Upheld, i.Review?.By))]));
    }

    private static async Task<ExplanationShown?> Explanation(Step step, Guid request, Opened words) => step.Fact switch
    {
        ConsentRequested { Explained: null } asked when asked.Request == request => new(
            null, asked.TextVersion, asked.Language, null, null, [], [], asked.ToldBack, null, null, asked.Channel,
            step.Header.Actor.Pseudonym, asked.At),
        ConsentRequested { Explained: { } told } asked when asked.Request == request =>
            await Shown(told, told.To, asked.Channel, step, words),
        ExplanationGiven given when given.Request == request =>
            await Shown(given.Explained, [given.Signatory], given.Channel, step, words),
        _ => null,
    };

    private static async Task<ExplanationShown> Shown(
        Explained told, IReadOnlyList<Guid>? to, string channel, Step step, Opened words) => new(
        to, told.Version, told.Language, told.Level, told.TextHash, told.Opened, told.ReadAloud, told.ToldBack, told.Interpreter,
        (await words.Of<InterpreterNamed>(told.InterpreterWho))?.Name, channel, step.Header.Actor.Pseudonym, step.Fact.At);

    private static async Task<AnswerShown?> Answer(Step step, Guid request, Opened words)
    {
        AnswerShown? Said(
            Guid of, Guid who, string answer, IReadOnlyList<Row> rows, DateOnly? until, string? reason, string channel, Guid? by,
            Proof? proof) =>
            of != request ? null : new(
                who, answer, rows, until, reason, channel, step.Header.Actor.Pseudonym, by, proof?.Kind, null, step.Fact.At);

        var (said, shown) = step.Fact switch
        {
            AnswerGiven a => (Said(a.Request, a.Signatory, "ja", a.Rows, a.Until, null, a.Channel, a.RecordedBy, a.Proof), a.Proof),
            AnswerRefused a => (Said(a.Request, a.Signatory, "nee", a.Rows, null, a.Reason, a.Channel, a.RecordedBy, a.Proof), a.Proof),
            AnswerLater a => (Said(
                a.Request, a.Signatory, "later", a.Rows, a.AskAgainOn, null, a.Channel, a.RecordedBy, a.Proof), a.Proof),
            ConsentWithdrawn w => (Said(
                w.Request, w.Signatory, "ingetrokken", w.Rows, null, null, w.Channel, w.RecordedBy, w.Proof), w.Proof),
            _ => (null, null),
        };
        return said is null ? null : said with { Reference = (await words.Of<ProofKept>(shown?.Reference))?.Reference };
    }

    /// <summary>Opens what was sealed, for those who may read it.</summary>
    private sealed record Opened(IVault Vault, bool May, CancellationToken Ct)
    {
        public async Task<T?> Of<T>(PayloadRef? reference) where T : class =>
            May && reference is { } sealedWords ? await Vault.Open<T>(sealedWords, Ct) : null;
    }
}
