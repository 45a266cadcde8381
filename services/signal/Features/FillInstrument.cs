using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>The answers to one version of an instrument, about a member. Every question may be skipped.</summary>
/// <param name="Member">Whom it is about.</param>
/// <param name="Instrument">Its code.</param>
/// <param name="Version">Its version: answers keep their meaning.</param>
/// <param name="FilledOn">The local date.</param>
/// <param name="Answers">By the code of the question; sealed.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
public sealed record FillInstrumentRequest(
    Guid? Member, string? Instrument, int? Version, DateOnly? FilledOn, IReadOnlyDictionary<string, string>? Answers, Guid? Team);

/// <summary>
/// The answers that were kept, and the signals to which they point. A person decides whether to record any: a score informs, it never
/// decides.
/// </summary>
public sealed record InstrumentFilledAnswer(Guid Filling, IReadOnlyList<PointedOut> PointsTo);

/// <summary>Answers to an instrument: only ever sealed.</summary>
public sealed record Answers(IReadOnlyDictionary<string, string> Given);

internal static class FillInstrumentFeature
{
    public static void MapFillInstrument(this RouteGroupBuilder routes)
    {
        routes.MapGet("/instrumenten", () => TypedResults.Ok(Instruments.All))
            .ShowsNobody()
            .WithSummary("De instrumenten, met elke versie die er was: vragen, waarom we ze stellen, waar antwoorden naar wijzen");
        routes.MapPost("/{gezin:guid}/instrumenten", Handle)
            .WithSummary("Bewaar de antwoorden op een instrument")
            .WithDescription("Het antwoord noemt de signalen waar de antwoorden naar wijzen. Vastleggen doet een mens.")
            .WithExample(new FillInstrumentRequest(
                Invented.Parent, "korte-geldvragen", 1, Invented.Day,
                new Dictionary<string, string> { ["rondkomen"] = "nee", ["post"] = "ja" }, Team: null))
            .Produces<InstrumentFilledAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> Handle(
        Guid gezin, FillInstrumentRequest body, HttpContext http, Asker asker, FamilyDesk desk, OwnKinds own, CancellationToken ct)
    {
        var instrument = await own.Find(body.Instrument, body.Version, ct);
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .Must(instrument is not null || Instruments.Knows(body.Instrument), "instrument", "Dit instrument is hier niet bekend.")
            .Must(instrument is not null || !Instruments.Knows(body.Instrument), "version", "Deze versie is er niet.")
            .Date(body.FilledOn, "filledOn")
            .Must(body.Answers is { Count: > 0 }, "answers", "Vul ten minste een antwoord in.")
            .ActingTeam(body.Team, asker);
        foreach (var (question, wrong) in instrument?.Wrong(body.Answers ?? new Dictionary<string, string>()) ?? [])
            errors.Add($"answers.{question}", wrong);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(http, said => (
            $"/v1/gezinnen/{gezin}",
            new InstrumentFilledAnswer(said.Fact<InstrumentFilled>()!.Filling, [.. instrument!.PointTo(body.Answers!)]))));

        async Task<FamilyCommand> Make(Writing writing) => new FillInstrument(
            Guid.CreateVersion7(), instrument!.Code, instrument.Version, body.Member!.Value, body.FilledOn!.Value,
            await writing.Seal(body.Member.Value, new Answers(body.Answers!)), writing.Organisation, writing.TeamOr(body.Team), writing.At);
    }
}
