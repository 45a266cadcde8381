using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// A need for which the sociale kaart has nothing. Fewer than ten families are not counted: a small number tells who they are.
/// </summary>
public sealed record UnmetNeed(string Domain, string Area, int? Families, bool FewerThanTen);

/// <summary>
/// Where the sociale kaart has white spots: what people searched in vain, and what families need without there being anything.
/// </summary>
public sealed record WhiteSpotsSeen(IReadOnlyList<MissedRow> Searches, IReadOnlyList<UnmetNeed> Needs);

/// <summary>What falls outside of everything that is offered, for whoever must see to it.</summary>
internal static class WhiteSpotRoutes
{
    private const int Few = 10;

    public static void MapWhiteSpots(this RouteGroupBuilder routes) => routes.MapGet("/witte-vlekken", Read)
        .WithSummary("Wat mensen zoeken en gezinnen nodig hebben, en er niet is").Produces<WhiteSpotsSeen>();

    private static async Task<IResult> Read(HttpContext http, IViews views, SearchMisses misses, CancellationToken ct)
    {
        await misses.Write(ct);
        await views.FreshToHead(MissedSearchesView.Table, ct);
        await views.FreshFor(http, NeedCountsView.Table);
        var searches = await views.List<MissedRow>(MissedSearchesView.Table, MissedSearchesView.All, ct, limit: 2_000);
        var needs = new List<UnmetNeed>();
        foreach (var row in await views.List<NeedCountRow>(NeedCountsView.Table, NeedCountsView.All, ct, limit: 5_000))
        {
            var asked = SearchTerms.Asked(words: null, row.Domain, row.Area, language: null, limit: 1, skip: 0);
            if ((await views.Search<ProvisionRow>(ProvisionsView.Table, asked, ct)).Count == 0)
                needs.Add(new(row.Domain, row.Area, row.Needs < Few ? null : row.Needs, row.Needs < Few));
        }

        return TypedResults.Ok(new WhiteSpotsSeen([.. searches.OrderByDescending(s => s.Times)], needs));
    }
}
