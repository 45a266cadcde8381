using System.Globalization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals.Features;

/// <summary>The one question that the family is asked, and what was answered.</summary>
public sealed record OwnCheckBackAnswer(string Number, string Question, DateOnly DueOn, bool Answered, IReadOnlyList<string> Codes);

/// <summary>What the family says: 1 (not at all) to 5 (very much), a code, and own words if it likes.</summary>
public sealed record OwnCheckBackRequest(int Score, string? Code, string? Words);

/// <summary>
/// Whether it helped, said by the family itself with the code it was given. Nothing of the help is shown, so the code alone is enough.
/// </summary>
internal static class OwnCheckBackFeature
{
    private const int LongestWords = 4_000;

    public static void MapOwnCheckBack(this IEndpointRouteBuilder app)
    {
        var own = app.MapHouseGroup("/v1/mijn-nazorg").WithTags("mijn-nazorg").RequiresRole(Roles.Parent, Roles.Young)
            .NotesLooks("eigen-inzage")
            .TakesWayIn(WaysIn.Purposes.CheckBack, codeIsEnough: true);
        own.MapGet("", Read).WithSummary("De vraag of het heeft geholpen").Produces<OwnCheckBackAnswer>();
        own.MapPost("", Answer).WithSummary("Zeg zelf of het heeft geholpen")
            .WithExample(new OwnCheckBackRequest(4, "geholpen", "Er is weer overzicht."));
    }

    private static async Task<IResult> Read(Asker asker, OwnDesk desk, CancellationToken ct)
    {
        if (await desk.CheckBack(asker, ct) is not var (known, checkBack))
            return Refusals.Missing.ToProblem();

        var since = known.AcceptedAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $" die op {Dates.Read(at)} begon")
            : "";
        return TypedResults.Ok(new OwnCheckBackAnswer(
            known.Draft.Number, $"Heeft de hulp{since} u geholpen?", checkBack.Planned.DueOn, checkBack.Answer is not null,
            ReferralDecider.OwnHelpedCodes));
    }

    private static async Task<IResult> Answer(OwnCheckBackRequest body, HttpContext http, Asker asker, OwnDesk desk)
    {
        var errors = new InputErrors()
            .Must(body.Score is >= 1 and <= 5, "score", "Geef een cijfer van 1 tot en met 5.")
            .OneOf(body.Code, "code", ReferralDecider.OwnHelpedCodes);
        if (body.Words is not null)
            errors.Text(body.Words, "words", LongestWords);
        return errors.None
            ? await desk.Say(http, asker, body.Words?.Trim(), (checkBack, words, at) =>
                new AnswerOwnCheckBack(checkBack.Planned.CheckBack, body.Score, body.Code!, words, at))
            : errors.ToProblem();
    }
}
