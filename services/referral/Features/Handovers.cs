using System.Globalization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// When family, sender and receiver sit down together; in which form, where or how, with whom, with an interpreter or not.
/// </summary>
public sealed record PlanHandoverRequest(DateTimeOffset PlannedAt)
{
    /// <summary>driegesprek (the usual one), toeleiden or duo-consult.</summary>
    public string? Form { get; init; }

    /// <summary>thuis, bij-verwijzer, bij-ontvanger, telefoon, beeldbellen or elders.</summary>
    public string? Place { get; init; }

    /// <summary>Whether an interpreter comes.</summary>
    public bool Interpreter { get; init; }

    /// <summary>Who of the family is invited.</summary>
    public IReadOnlyList<Guid>? Members { get; init; }

    /// <summary>Which professionals are invited, by pseudonym.</summary>
    public IReadOnlyList<string>? Professionals { get; init; }
}

/// <summary>Which family member says that they sat down together.</summary>
public sealed record ConfirmHandoverRequest(Guid Member);

/// <summary>A neutral text for an invitation: day, time and a telephone number; never why, never by whom.</summary>
public sealed record InvitationAnswer(string Title, string Text);

/// <summary>Why it did not take place, and on which day somebody tries again.</summary>
public sealed record MissHandoverRequest(string? Reason, DateOnly? NextOn);

/// <summary>The conversation that was planned.</summary>
public sealed record ConversationAnswer(Guid Conversation);

/// <summary>When it was held and who was there: family members by id, professionals by pseudonym.</summary>
public sealed record HoldHandoverRequest(DateTimeOffset HeldAt, IReadOnlyList<Guid>? Members, IReadOnlyList<string>? Professionals)
{
    /// <summary>In which form; as planned when left out.</summary>
    public string? Form { get; init; }

    /// <summary>Whether a peer expert was there.</summary>
    public bool PeerExpert { get; init; }

    /// <summary>Which family member, being there, said yes to the peer expert.</summary>
    public Guid? PeerAgreedBy { get; init; }
}

/// <summary>Sitting down together: planned, held or missed.</summary>
internal static class HandoversFeature
{
    private const int MostPeople = 30;

    private static readonly string[] Days = ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"];

    private static readonly string[] Months =
    [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ];

    private static IEnumerable<string> MissedReasons => Transitions.Table.All
        .Where(t => t is { From: ReferralStatus.HandoverPlanned, To: ReferralStatus.Accepted }).SelectMany(t => t.Reasons).Distinct();

    public static void MapHandovers(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{verwijzing:guid}/gesprekken", Plan)
            .WithSummary("Plan de warme overdracht")
            .WithExample(new PlanHandoverRequest(Invented.Time))
            .Produces<ConversationAnswer>(StatusCodes.Status201Created);
        routes.MapPost("/{verwijzing:guid}/gesprekken/{gesprek:guid}/gehouden", Hold)
            .WithSummary("De warme overdracht was er: leg vast met wie")
            .WithExample(new HoldHandoverRequest(Invented.Time, [Invented.Parent], ["noor", "wim"]));
        routes.MapPost("/{verwijzing:guid}/gesprekken/{gesprek:guid}/gemist", Miss)
            .WithSummary("De warme overdracht ging niet door")
            .WithExample(new MissHandoverRequest(MissedReasons.First(), Invented.Day.AddDays(7)));
        routes.MapPost("/{verwijzing:guid}/gesprekken/{gesprek:guid}/bevestigd", Confirm)
            .WithSummary("Het gezin bevestigt dat u samen aan tafel zat")
            .WithExample(new ConfirmHandoverRequest(Invented.Parent));
        routes.MapGet("/{verwijzing:guid}/gesprekken/uitnodiging", Invite)
            .WithSummary("Een neutrale tekst om het gezin uit te nodigen").Produces<InvitationAnswer>();
    }

    private static async Task<IResult> Plan(
        Guid verwijzing, PlanHandoverRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .OneOf(body.Form ?? ReferralDecider.Forms[0], "form", ReferralDecider.Forms)
            .OneOf(body.Place ?? ReferralDecider.Places[^1], "place", ReferralDecider.Places)
            .Must(body.Members is null or { Count: <= MostPeople }, "members", $"Noem hoogstens {MostPeople} mensen.")
            .Must(body.Professionals is null || (body.Professionals.Count <= MostPeople && body.Professionals.All(IsPseudonym)),
                "professionals", "Noem hulpverleners bij hun code.");
        if (!errors.None)
            return errors.ToProblem();

        var said = body.Form is not null || body.Place is not null || body.Interpreter || body.Members is not null
            || body.Professionals is not null;
        var meeting = said
            ? new Meeting(
                body.Form ?? ReferralDecider.Forms[0], body.Place ?? ReferralDecider.Places[^1], body.Interpreter, body.Members ?? [],
                body.Professionals ?? [])
            : null;
        return await desk.Act(
            verwijzing,
            new(http, asker),
            act => Task.FromResult<ByPerson>(new PlanHandover(
                Guid.CreateVersion7(), Instants.Cut(body.PlannedAt), act.By, act.At, meeting)),
            answer => answer.ToCreated(http, made =>
                ($"/v1/verwijzingen/{verwijzing}", new ConversationAnswer(made.Fact<HandoverPlanned>()!.Conversation))));
    }

    private static async Task<IResult> Confirm(
        Guid verwijzing, Guid gesprek, ConfirmHandoverRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().Id(body.Member, "member");
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new ConfirmHandover(gesprek, body.Member, act.By, act.At)))
            : errors.ToProblem();
    }

    /// <summary>Who reads it over a shoulder learns nothing: not of whom, not about what, not from which organisation.</summary>
    private static async Task<IResult> Invite(
        Guid verwijzing, Asker asker, ReferralDesk desk, TeamHandler teams, CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { Known: var known })
            return Refusals.Missing.ToProblem();
        if (known is { Gone: true } or { Planned: null })
            return ReferralRefusals.NotPlanned.ToProblem();

        var planned = known.Planned;
        var at = Amsterdam.LocalAt(planned.PlannedAt);
        var day = string.Create(
            CultureInfo.InvariantCulture, $"{Days[(int)at.DayOfWeek]} {at.Day} {Months[at.Month - 1]} om {at:HH:mm} uur");
        var phone = asker.Teams.Contains(known.Draft.FromTeam)
            ? await teams.Phone(known.Draft.FromTeam, ct)
            : await teams.Phone(known.To.Team, ct);
        var interpreter = planned.Meeting?.Interpreter is true ? " Er is een tolk bij." : "";
        var call = phone is null ? "" : $" Komt het niet uit? Bel {phone}.";
        return TypedResults.Ok(new InvitationAnswer(
            "Uw afspraak", $"U hebt een afspraak op {day}.{interpreter}{call}"));
    }

    private static async Task<IResult> Hold(
        Guid verwijzing, Guid gesprek, HoldHandoverRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .Must(body.Members is { Count: > 0 and <= MostPeople }, "members", "Leg vast wie van het gezin erbij was.")
            .Must(body.Professionals is { Count: > 0 and <= MostPeople }, "professionals", "Leg vast welke hulpverleners erbij waren.")
            .Must(body.Professionals is null || body.Professionals.All(IsPseudonym), "professionals", "Noem hulpverleners bij hun code.")
            .OneOf(body.Form ?? ReferralDecider.Forms[0], "form", ReferralDecider.Forms);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act => Task.FromResult<ByPerson>(new HoldHandover(
                gesprek, Instants.Cut(body.HeldAt), body.Members!, body.Professionals!, act.By, act.At, body.Form, body.PeerExpert,
                body.PeerAgreedBy)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Miss(
        Guid verwijzing, Guid gesprek, MissHandoverRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", MissedReasons);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new MissHandover(gesprek, body.Reason!, act.By, act.At, body.NextOn)))
            : errors.ToProblem();
    }

    internal static bool IsPseudonym(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
