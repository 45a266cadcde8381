using WarmHandover.Consents.Views;
using WarmHandover.Contracts;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// Something to ask anew: in which family, about whom, why, from which day, who signs from then on, and which rows closed. Without a
/// request the child was born: nothing about it was asked yet.
/// </summary>
public sealed record ToAskAnew(
    Guid Family, Guid Team, Guid? Request, Guid Subject, string Reason, string Words, DateOnly On, bool Foreseen,
    IReadOnlyList<RowSigned> Rows, IReadOnlyList<Row> Closed);

internal static class ReopeningsEndpoint
{
    public static void MapReopenings(this IEndpointRouteBuilder consents) => consents
        .MapGet("/werklijst", Handle)
        .RequiresRole(Roles.Professional, Roles.TeamLead)
        .Produces<ToAskAnew[]>()
        .WithSummary("Wat uw teams opnieuw moeten vragen, nu of binnen 30 dagen");

    private static async Task<IResult> Handle(
        HttpContext http, Asker asker, IViews views, ConsentHandler consents, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, ReopeningsView.Table);
        var work = new List<ToAskAnew>();
        foreach (var team in asker.Teams.Order())
        {
            foreach (var listed in await views.List<FamilyToAsk>(ReopeningsView.Table, ReopeningsView.Of(team), ct))
            {
                var consent = (await consents.Load(listed.Family, ct)).State;
                if (consent.HasParty(asker.Organisation))
                    work.AddRange(Of(listed.Family, team, consent, consent.NotBefore(clock.Now())));
            }
        }

        return TypedResults.Ok(work.OrderBy(w => w.On).ThenBy(w => w.Family).ThenBy(w => w.Subject).ToArray());
    }

    private static IEnumerable<ToAskAnew> Of(Guid family, Guid team, Consent consent, DateTimeOffset at) => Reopenings.Open(consent, at)
        .Where(o => ReopeningsView.TeamsOf(o, consent).Contains(team))
        .Select(o => new ToAskAnew(
            family, team, o.What.Request, o.What.Subject, o.What.Reason, Words(o), o.On, o.Foreseen, o.What.Rows, o.What.Closed));

    private static string Words(Opening opening)
    {
        var day = DutchWords.Of(opening.On);
        return opening.What.Reason switch
        {
            ReopenReason.Twelve => $"Vanaf {day} beslist het kind mee. Vraag het ook aan het kind.",
            ReopenReason.Sixteen => $"Vanaf {day} beslist de jongere alleen. Vraag het opnieuw, aan de jongere.",
            ReopenReason.Eighteen => $"Vanaf {day} is de jongere volwassen en eindigt het gezag.",
            ReopenReason.Born => "Het kind is geboren. Vraag wie het gezag heeft, en vraag opnieuw wat u over het kind wilt delen.",
            ReopenReason.Authority => $"Vanaf {day} beslissen andere mensen over dit kind. Vraag het aan wie nog niet is gevraagd.",
            ReopenReason.Represented =>
                $"Vanaf {day} beslist iemand anders voor deze persoon, of juist niet meer. Vraag het aan wie nu tekent.",
            ReopenReason.Safety => "Iemand die moet tekenen, mag niet meer worden geïnformeerd. Deze gegevens blijven dicht.",
            _ => opening.Foreseen
                ? $"Vanaf {day} geldt deze toestemming niet meer. Vraag op tijd of het langer mag."
                : "Deze toestemming is voorbij. Vraag het opnieuw als het nog nodig is.",
        };
    }
}
