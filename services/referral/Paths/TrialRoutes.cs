using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Paths;

/// <summary>
/// A path, and the period of the past to try it on. Give a path's number and version, or the words of one that does not exist.
/// </summary>
public sealed record TryPathRequest(DateOnly? From, DateOnly? Until, Guid? Path = null, int? Version = null, CarePathRequest? Draft = null);

/// <summary>A path tried on the past, before anybody follows it.</summary>
internal static class TrialRoutes
{
    private const int Most = 2_000;
    private const int MostYears = 5;

    public static void MapTrials(this RouteGroupBuilder routes) => routes
        .MapPost("/beproeven", Try).WithSummary("Hoeveel overdrachten van toen een andere weg waren gegaan")
            .WithExample(new TryPathRequest(Invented.Day.AddMonths(-6), Invented.Day, Draft: PathForm.Example)).Produces<TrialAnswer>();

    private static async Task<IResult> Try(TryPathRequest body, HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        var errors = new InputErrors()
            .Must(body.From is not null, "from", "Zeg vanaf welke dag.")
            .Must(body.Until is null || body.From <= body.Until, "until", "De laatste dag ligt voor de eerste.")
            .Must(body.From is null || body.From >= today.AddYears(-MostYears), "from", $"Kijk hoogstens {MostYears} jaar terug.")
            .Must(body.Path is null ^ body.Draft is null, "path", "Geef het nummer van een zorgpad, of de tekst van een nieuw zorgpad.");
        if (body.Draft is { } draft && await PathForm.Errors(draft, views, ct) is { None: false } wrong)
            return wrong.ToProblem();
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshToHead(PastReferralsView.Table, ct);
        var content = body.Draft is { } words ? PathForm.Content(words) : await Known(body, views, ct);
        if (content is null)
            return Refusals.Missing.ToProblem();

        var kinds = (await views.List<TeamRow>(TeamsView.Table, TeamsView.All, ct, limit: 5_000))
            .ToDictionary(t => t.Entry.Team, t => t.Entry.OrganisationKind);
        var past = await Past(views, Amsterdam.StartOf(body.From!.Value), Amsterdam.StartOf((body.Until ?? today).AddDays(1)), ct);
        return TypedResults.Ok(PathTrial.Try(content, past, kinds));
    }

    private static async Task<CarePathContent?> Known(TryPathRequest body, IViews views, CancellationToken ct)
    {
        var key = body.Version is { } version ? CarePathsView.Key(body.Path!.Value, version) : body.Path!.Value.ToString("N");
        return (await views.Get<CarePathRow>(CarePathsView.Table, key, ct))?.Content;
    }

    private static async Task<List<PastReferralRow>> Past(IViews views, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var past = new List<PastReferralRow>();
        for (var month = new DateTimeOffset(from.Year, from.Month, 1, 0, 0, 0, TimeSpan.Zero); month < until; month = month.AddMonths(1))
        {
            await foreach (var row in views.Walk<PastReferralRow>(
                PastReferralsView.Table, PastReferralsView.Month(month), row => $"{row.Referral:N}", ct))
            {
                if (row.DraftedAt >= from && row.DraftedAt < until)
                    past.Add(row);
            }
        }

        return past;
    }
}
