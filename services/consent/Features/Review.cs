using WarmHandover.Consents.Views;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// One thing to look at. For the focus officer without a family, a request or a person: only which team, since when, and how late.
/// </summary>
public sealed record ReviewItem(
    string Kind, Guid Team, Guid Organisation, Guid? Family, Guid? Request, Guid? About, Guid? Signatory, DateOnly On, bool Late,
    string Sentence);

internal static class ReviewEndpoint
{
    private static readonly string[] Kinds = ["intrekkingen", "later", "verlopend", "nakijken"];

    public static void MapReview(this IEndpointRouteBuilder consents) => consents
        .MapGet("/lijst", Handle)
        .RequiresRole(Roles.Professional, Roles.TeamLead, Roles.FocusOfficer)
        .Produces<ReviewItem[]>()
        .WithSummary("Over alle gezinnen: ingetrokken en niet bevestigd, later vragen, bijna verlopen, en nog na te kijken");

    private static async Task<IResult> Handle(
        string? soort, HttpContext http, Asker asker, IViews views, ConsentHandler consents, TimeProvider clock, CancellationToken ct)
    {
        if (soort is not null && !Kinds.Contains(soort))
            return new InputErrors().OneOf(soort, "soort", Kinds).ToProblem();

        await views.FreshFor(http, ReviewView.Table);
        var list = new ReviewLists(views, consents, asker, clock.Now(), ct);
        var items = new List<ReviewItem>();
        if (asker.Roles.Contains(Roles.FocusOfficer) && soort is null or "intrekkingen")
            items.AddRange(await list.Escalated());
        if (asker.Roles.Contains(Roles.Professional) || asker.Roles.Contains(Roles.TeamLead))
        {
            foreach (var kind in Kinds.Where(k => soort is null || soort == k))
                items.AddRange(await list.Of(kind));
        }

        return TypedResults.Ok(items.OrderBy(i => i.On).ThenBy(i => i.Kind, StringComparer.Ordinal).ThenBy(i => i.About).ToArray());
    }
}
