using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Features;

/// <summary>What to look for: parts of a name, a birth date, a postcode; all of it must match one person.</summary>
public sealed record FindFamiliesRequest(string? Question);

/// <summary>A family in the own list.</summary>
public sealed record FamilyListed(Guid Family, Guid Team, int Members, int OpenSignals, DateTimeOffset LastActivity);

internal static class FindFamiliesFeature
{
    private const int Page = 200;

    public static void MapFindFamilies(this RouteGroupBuilder routes)
    {
        routes.MapGet("/", List)
            .WithSummary("De gezinnen van de eigen organisatie")
            .WithDescription(
                "Hoogstens 200 tegelijk; 'na' is het laatste gezin van de vorige keer. Met 'laatst=20' alleen de 20 waar het laatst iets "
                + "gebeurde, die voorop.")
            .Produces<FamilyListed[]>();
        routes.MapPost("/zoeken", Find)
            .WithMetadata(new DoneHere("zoeken"))
            .WithSummary("Zoek een gezin op naam, geboortedatum of postcode")
            .WithExample(new FindFamiliesRequest("Voorbeeld 7411 ZZ"))
            .WithDescription("Een verzoek met een inhoud, omdat een naam nooit in een adres mag staan. Alleen in de eigen organisatie.")
            .Produces<FamilyListed[]>();
    }

    private static async Task<IResult> List(
        Guid? na, int? laatst, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        if (http.Request.Query.ContainsKey("zoek"))
            return new InputErrors().Add("zoek", "Zoek met POST /v1/gezinnen/zoeken: een naam hoort niet in een adres.").ToProblem();

        if (laatst is not null and not (>= 1 and <= Page))
            return new InputErrors().Add("laatst", $"Vraag 1 tot {Page} gezinnen.").ToProblem();

        await views.FreshFor(http, FamiliesView.Table);
        if (laatst is { } latest)
            return TypedResults.Ok(await Latest(asker.Organisation, latest, views, ct));

        var after = na is { } last ? FamiliesView.Key(asker.Organisation, last) : null;
        var rows = await views.List<FamilyRow>(FamiliesView.Table, FamiliesView.Of(asker.Organisation), ct, Page, after);
        return TypedResults.Ok(rows.Select(Listed).ToArray());
    }

    private static async Task<FamilyListed[]> Latest(Guid organisation, int count, IViews views, CancellationToken ct)
    {
        var listed = new List<FamilyListed>();
        foreach (var recent in await views.List<RecentRow>(FamiliesView.Table, FamiliesView.RecentOf(organisation), ct, count))
        {
            if (await views.Get<FamilyRow>(FamiliesView.Table, FamiliesView.Key(organisation, recent.Family), ct) is { } row)
                listed.Add(Listed(row));
        }

        return [.. listed];
    }

    private static async Task<IResult> Find(
        FindFamiliesRequest body, HttpContext http, Asker asker, IViews views, ISearchIndex index, CancellationToken ct)
    {
        var errors = new InputErrors().Text(body.Question, "question", 200);
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, FamiliesView.Table);
        var found = new SortedDictionary<Guid, FamilyListed>();
        foreach (var member in await index.Find(asker.Organisation, NameTerms.Asked(body.Question!), ct))
        {
            // A member that the view does not know (yet) was never accepted, and is nobody's.
            if (await views.Get<MemberRow>(FamiliesView.Table, FamiliesView.OfMember(member), ct) is { } row
                && await views.Get<FamilyRow>(FamiliesView.Table, FamiliesView.Key(asker.Organisation, row.Family), ct) is { } family)
            {
                found[row.Family] = Listed(family);
            }
        }

        return TypedResults.Ok(found.Values.ToArray());
    }

    private static FamilyListed Listed(FamilyRow row) => new(row.Family, row.Team, row.Members, row.OpenSignals.Count, row.LastActivity);
}
