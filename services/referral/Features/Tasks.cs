using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>What came of a task.</summary>
public sealed record TaskOutcomeRequest(string? Outcome);

/// <summary>A task of a team, with the sentence that says what to do.</summary>
public sealed record TaskListed(
    Guid Referral, string Number, string Task, string Reason, string Text, Guid Team, DateTimeOffset? Before, DateTimeOffset SetAt);

/// <summary>What teams have to do because something happened: most often call the family.</summary>
internal static class TasksFeature
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [TaskReasons.Withdrawn] = "Bel het gezin: er is toestemming ingetrokken. Wil het gezin nog hulp?",
        [TaskReasons.Unanswered] = "Bel het gezin: de ontvanger heeft nog niet geantwoord. Bespreek wat nu past.",
        [TaskReasons.NotCovered] =
            "De ontvanger wil doorsturen naar een team waarvoor het gezin geen toestemming gaf. Bespreek het met het gezin.",
        [TaskReasons.Declined] = "Bel het gezin: de ontvanger heeft nee gezegd. Bespreek wat nu past.",
        [TaskReasons.Question] = "De ontvanger heeft een vraag aan u.",
        [TaskReasons.QuestionAnswered] = "De verwijzer heeft uw vraag beantwoord.",
        [TaskReasons.MoreAllowed] = "Er is nu toestemming voor meer onderdelen van uw brief. Stuur ze na, of niet.",
        [TaskReasons.RowsAdded] = "De verwijzer heeft onderdelen aan de brief toegevoegd.",
        [TaskReasons.PlanAgain] = "Het gezamenlijke gesprek ging niet door. Spreek een nieuwe dag af.",
        [TaskReasons.PlanCheckBack] = "De hulp is afgerond. Spreek af wanneer iemand vraagt of het heeft geholpen.",
        [TaskReasons.OutsideArea] =
            "Het gezin woont nu buiten uw gebied. De hulp gaat door tot zij warm is overgedragen; vraag het gezin wat het wil.",
        [TaskReasons.VolunteerNo] = "De vrijwilliger zei nee. Vraag iemand anders, of overleg met het gezin.",
        [TaskReasons.VolunteerStops] = "De vrijwilliger wil stoppen. Bel, en zoek iemand anders of rond de steun goed af.",
        [TaskReasons.VolunteerAsks] = "De vrijwilliger wil met u overleggen, of denkt dat de steun klaar is. Bel vandaag of morgen.",
        [TaskReasons.Destroy] = "Deze verwijzing was niet voor uw team. Vernietig wat u hebt, en bevestig dat vandaag.",
        [TaskReasons.TakenOver] = "Uw team gaat verder met deze verwijzing: het vorige team is gesloten.",
    };

    /// <summary>What a task asks, in a sentence.</summary>
    public static string Text(string reason) => Texts[reason];

    public static void MapTasks(this RouteGroupBuilder routes)
    {
        routes.MapGet("/taken", List).WithSummary("Wat uw teams nog moeten doen, zoals 'bel het gezin'").Produces<TaskListed[]>();
        routes.MapPost("/{verwijzing:guid}/taken/{taak}/afgehandeld", Finish)
            .WithSummary("Leg vast wat er van een taak is gekomen")
            .WithExample(new TaskOutcomeRequest("gezin-wil-hulp"));
    }

    private static async Task<IResult> List(HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, TasksView.Table);
        var rows = await views.OfTeams<TaskRow>(TasksView.Table, TasksView.Of, asker.Teams, ct);
        return TypedResults.Ok(rows.OrderBy(r => r.Before ?? DateTimeOffset.MaxValue).ThenBy(r => r.SetAt).Select(r => new TaskListed(
            r.Referral, r.Number, r.Task, r.Reason, Texts[r.Reason], r.Team, r.Before, r.SetAt)).ToArray());
    }

    private static async Task<IResult> Finish(
        Guid verwijzing, string taak, TaskOutcomeRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().OneOf(body.Outcome, "outcome", ReferralDecider.TaskOutcomes);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new FinishTask(taak, body.Outcome!, act.By, act.At)))
            : errors.ToProblem();
    }
}
