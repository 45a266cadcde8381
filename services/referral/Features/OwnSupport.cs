using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// What a volunteer sees of the one family: before the yes what kind of help it is and where, after it the agreed fields; whom to call.
/// </summary>
public sealed record OwnSupportAnswer(
    string Number, string State, string Domain, string Area, string Band, bool Interpreter, DateTimeOffset Until, string? Phone,
    IReadOnlyList<OpenSection> Fields, IReadOnlyList<FieldNotShown> NotShown)
{
    /// <summary>Why one can say no, want to stop, and how it can go.</summary>
    public IReadOnlyList<string> Declines { get; init; } = ReferralDecider.VolunteerDeclines;

    /// <summary>Why one can want to stop.</summary>
    public IReadOnlyList<string> Stops { get; init; } = ReferralDecider.VolunteerStops;

    /// <summary>How it can go.</summary>
    public IReadOnlyList<string> Reports { get; init; } = ReferralDecider.SupportReports;
}

/// <summary>An agreed field that cannot be seen now, and a sentence; never why.</summary>
public sealed record FieldNotShown(string Category, string Text);

/// <summary>Why the volunteer says no.</summary>
public sealed record SupportNoRequest(string? Reason);

/// <summary>How it goes.</summary>
public sealed record SupportReportRequest(string? Report);

/// <summary>Why the volunteer wants to stop, and whether at once; otherwise when somebody else takes over.</summary>
public sealed record SupportStopRequest(string? Reason, bool AtOnce);

/// <summary>
/// The volunteer's side, by a way in of his own. The token says which referral and which support, so there is nothing to choose in an
/// address; each use asks the referral's own stream whether the support still stands.
/// </summary>
internal static class OwnSupportFeature
{
    private const string NotNow = "Dit is nu niet te zien. Vraag het aan uw coördinator.";

    public static void MapOwnSupport(this IEndpointRouteBuilder app)
    {
        var own = app.MapHouseGroup("/v1/mijn-steun").WithTags("mijn-steun").RequiresRole(Roles.Volunteer)
            .NotesLooks("eigen-inzage");
        own.MapGet("", Read).TakesWayIn(WaysIn.Purposes.Volunteer)
            .WithSummary("Het ene gezin dat u steunt: alleen wat daarvoor is afgesproken").Produces<OwnSupportAnswer>();
        own.MapPost("/ja", (HttpContext http, Asker asker, OwnDesk desk) => desk.Act(http, asker, (way, at) => new AcceptSupport(way, at)))
            .TakesWayIn(WaysIn.Purposes.Volunteer).WithSummary("Ik wil dit gezin helpen");
        own.MapPost("/nee", Decline).TakesWayIn(WaysIn.Purposes.Volunteer, codeIsEnough: true)
            .WithSummary("Ik wil of kan dit gezin niet helpen").WithExample(new SupportNoRequest("geen-tijd"));
        own.MapPost("/stand", Report).TakesWayIn(WaysIn.Purposes.Volunteer)
            .WithSummary("Hoe het gaat, in een woord").WithExample(new SupportReportRequest("loopt-goed"));
        own.MapPost("/wil-stoppen", Stop).TakesWayIn(WaysIn.Purposes.Volunteer, codeIsEnough: true)
            .WithSummary("Ik wil stoppen: nu meteen, of als er iemand anders is")
            .WithExample(new SupportStopRequest("geen-tijd", AtOnce: false));
    }

    private static Task<IResult> Decline(SupportNoRequest body, HttpContext http, Asker asker, OwnDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", ReferralDecider.VolunteerDeclines);
        return errors.None
            ? desk.Act(http, asker, (way, at) => new DeclineSupport(way, body.Reason!, at))
            : Task.FromResult<IResult>(errors.ToProblem());
    }

    private static Task<IResult> Report(SupportReportRequest body, HttpContext http, Asker asker, OwnDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Report, "report", ReferralDecider.SupportReports);
        return errors.None
            ? desk.Act(http, asker, (way, at) => new ReportSupport(way, body.Report!, at))
            : Task.FromResult<IResult>(errors.ToProblem());
    }

    private static Task<IResult> Stop(SupportStopRequest body, HttpContext http, Asker asker, OwnDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", ReferralDecider.VolunteerStops);
        return errors.None
            ? desk.Act(http, asker, (way, at) => new StopSupport(way, body.Reason!, body.AtOnce, at))
            : Task.FromResult<IResult>(errors.ToProblem());
    }

    private static async Task<IResult> Read(
        Asker asker, OwnDesk desk, ConsentQuestion consent, TeamHandler teams, IVault vault, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Support(asker, ct) is not var (known, support))
            return Refusals.Missing.ToProblem();
        if (!support.IsOpen(clock.Now()) || LetterAccess.Refused(known, clock.Now()) is not null)
            return ReferralRefusals.SupportOver.ToProblem();

        var (draft, phone) = (known.Draft, await teams.Phone(known.To.Team, ct));
        OwnSupportAnswer With(IReadOnlyList<OpenSection> fields, IReadOnlyList<FieldNotShown> not) => new(
            draft.Number, VolunteersFeature.State(support, clock.Now()), draft.Need.Domain, draft.Need.Area, draft.Need.Band,
            draft.Interpreter is true, support.Assigned.Until, phone, fields, not);
        if (support.AcceptedAt is null)
            return TypedResults.Ok(With([], []));

        Row[] agreed = [.. support.Assigned.Fields.Where(known.Sent.Contains)];
        FamilyAnswer answer;
        try
        {
            answer = await consent.AskFor(
                Guid.CreateVersion7(), ConsentQuestion.Open, new(asker.Pseudonym, Roles.Volunteer), known, agreed, ct);
        }
        catch (NoAnswerException)
        {
            return LetterAccess.NoAnswer(draft.Number, phone);
        }

        var (fields, not) = (new List<OpenSection>(), new List<FieldNotShown>());
        foreach (var row in agreed)
        {
            var section = answer.Granted.Any(g => g.Row == row) ? known.Letter.FirstOrDefault(s => s.Row == row) : null;
            if (section is not null && await vault.Open<SealedWords>(section.Content, ct) is { } words)
                fields.Add(new(row.Subject, row.Category, words.Text));
            else
                not.Add(new(row.Category, NotNow));
        }

        return TypedResults.Ok(With(fields, not));
    }
}
