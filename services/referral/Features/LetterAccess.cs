using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals.Features;

/// <summary>When the receiver may open a letter at all, and how a closed section is explained to a professional.</summary>
public static class LetterAccess
{
    /// <summary>Consent named no code: then there is none.</summary>
    public const string NoConsent = "geen-toestemming";

    private const string Gone = "vernietigd";
    private const int DaysAfterEnd = 30;

    private static readonly Refusal NotAccepted =
        new("nog-niet-geaccepteerd", "U kunt de brief openen nadat uw team de verwijzing heeft geaccepteerd.");

    private static readonly Refusal Ended =
        new("brief-gesloten", "Deze verwijzing is bij uw team geëindigd. De brief is niet meer te openen.");

    private static readonly Dictionary<string, string> Explanations = new()
    {
        ["beperkt"] = "Op verzoek van de betrokkene mag dit onderdeel voorlopig niet worden gebruikt. U krijgt bericht als het weer mag.",
        [NoConsent] = "Voor dit onderdeel is geen toestemming. Overleg met het gezin of met de verwijzer.",
        ["ingetrokken"] =
            "De toestemming voor dit onderdeel is ingetrokken. U kunt het niet meer openen. De verwijzing loopt door: vraag het gezin "
            + "of de hulp doorgaat.",
        ["verlopen"] = "De toestemming voor dit onderdeel is verlopen. Vraag de verwijzer om met het gezin te bespreken of zij nog geldt.",
        ["gesloten"] = "Dit onderdeel is gesloten. Overleg met de verwijzer.",
        [Gone] = "Dit onderdeel is vernietigd en komt niet terug.",
    };

    // What both sides of a referral see in its timeline as well.
    private static Refusal Now(Refusal refusal, Referral.Known known) => refusal with
    {
        Facts = new Dictionary<string, string>
        {
            ["stand"] = Transitions.Code(known.Status),
            ["sinds"] = Amsterdam.DateAt(known.Move.At).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        },
    };

    /// <summary>
    /// Open from acceptance, and 30 days after a normal end. After a no, a re-route, a recall, or an end before acceptance: nothing.
    /// </summary>
    public static Refusal? Refused(Referral.Known known, DateTimeOffset now) => known.Status switch
    {
        _ when known.IsWrongFor(known.To.Team) => ReferralRefusals.SentWrongly,
        ReferralStatus.Sent or ReferralStatus.Received or ReferralStatus.ReRouted => Now(NotAccepted, known),
        ReferralStatus.Accepted or ReferralStatus.HandoverPlanned or ReferralStatus.HandoverHeld or ReferralStatus.InProgress
            or ReferralStatus.OnHold or ReferralStatus.Reopened => null,
        ReferralStatus.Completed or ReferralStatus.Stopped when known.AcceptedAt is not null
            && Amsterdam.DateAt(now) <= Amsterdam.DateAt(known.Move.At).AddDays(DaysAfterEnd) => null,
        _ => Now(Ended, known),
    };

    /// <summary>A closed section with its sentence.</summary>
    public static ClosedSection Closed(Row row, string code) =>
        new(row.Subject, row.Category, code, Explanations.GetValueOrDefault(code, Explanations[NoConsent]))
        {
            Why = Whys.Of(code, Explanations.GetValueOrDefault(code, Explanations[NoConsent])),
        };

    /// <summary>A section that was destroyed, and since which day.</summary>
    public static ClosedSection Destroyed(Row row, DateOnly? since) => Closed(row, Gone) with
    {
        Explanation = since is { } day ? $"Dit onderdeel is vernietigd op {Dates.Read(day)} en komt niet terug." : Explanations[Gone],
        DestroyedOn = since,
    };

    /// <summary>The problem when everything that was asked for is destroyed: 410, with the sections and their days.</summary>
    public static ProblemHttpResult AllDestroyed(IReadOnlyList<ClosedSection> sections)
    {
        var days = sections.Select(s => s.DestroyedOn).Distinct().ToArray();
        var why = days is [{ } day] ? $"Dit is vernietigd op {Dates.Read(day)} en komt niet terug." : Explanations[Gone];
        var problem = (Refusals.Erased with { Reason = why }).ToProblem();
        problem.ProblemDetails.Extensions["withheld"] = sections;
        if (days is [{ } one])
            problem.ProblemDetails.Extensions["destroyedOn"] = one;
        return problem;
    }

    /// <summary>The problem when somebody else than who took it on opens it without a reason: with the reasons to choose from.</summary>
    public static ProblemHttpResult WhyOpen()
    {
        var problem = ReferralRefusals.OpeningNeedsReason.ToProblem();
        problem.ProblemDetails.Extensions["reasons"] = ReferralDecider.OpeningReasons;
        return problem;
    }

    /// <summary>
    /// The problem when consent cannot be asked: nothing of the letter, but whom to call and which number to say (a team's number, never a
    /// person's).
    /// </summary>
    public static ProblemHttpResult NoAnswer(string number, string? phone)
    {
        var problem = Problems.Of(StatusCodes.Status503ServiceUnavailable, "toestemming-niet-bereikbaar");
        problem.ProblemDetails.Extensions["number"] = number;
        if (phone is null)
            return problem;

        problem.ProblemDetails.Detail += $" Kan het niet wachten? Bel de verwijzer op {phone} en noem {number}.";
        problem.ProblemDetails.Extensions["phone"] = phone;
        return problem;
    }

    /// <summary>The problem when everything that was asked for stays closed.</summary>
    public static ProblemHttpResult AllClosed(IReadOnlyList<ClosedSection> closed)
    {
        var codes = closed.Select(c => c.Code).Distinct().ToArray();
        var code = codes is [var one] ? one : NoConsent;
        var problem = new Refusal(code, Explanations.GetValueOrDefault(code, Explanations[NoConsent])).ToProblem();
        problem.ProblemDetails.Extensions["withheld"] = closed;
        return problem;
    }
}
