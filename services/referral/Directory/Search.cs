using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// The sociale kaart for everybody, also without signing in: nobody is written down for looking. What stood there on a day in the past is
/// found in the same way.
/// </summary>
internal static class Search
{
    private const int Most = 100;
    private const int MostVersions = 2_000;

    public static void MapSearch(this RouteGroupBuilder routes)
    {
        routes.MapGet("/", Find)
            .WithSummary("Zoek wie wat biedt, waar en voor wie")
            .WithDescription("zoek: woorden; domein: leefgebied; gebied: CBS-code; taal: naam of code; op: tijdstip in het verleden. "
                + "Hoogstens 100 per keer (aantal), verder vanaf (vanaf); staat er meer, dan zegt de header Link waar.")
            .Produces<ProvisionCard[]>();
        routes.MapGet("/leefgebieden", () => TypedResults.Ok(HsdsTerms.DomainNames))
            .WithSummary("De leefgebieden waarop gezocht wordt").Produces<IReadOnlyDictionary<string, string>>();
        routes.MapGet("/{voorziening:guid}", Read)
            .WithSummary("Eén voorziening, nu of op een tijdstip in het verleden (op)").Produces<ProvisionCard>();
        routes.MapGet("/{voorziening:guid}/folder", Print).WithSummary("Een blad in gewone taal om af te drukken")
            .Produces<string>(StatusCodes.Status200OK, "text/html");
    }

    private static async Task<IResult> Find(
        string? zoek, string? domein, string? gebied, string? taal, DateTimeOffset? op, int? aantal, int? vanaf, HttpContext http,
        IViews views, SearchMisses misses, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(zoek is not { Length: > 100 }, "zoek", "Gebruik hoogstens 100 tekens.")
            .Must(domein is null || HsdsTerms.DomainNames.ContainsKey(domein), "domein",
                $"Kies een van: {string.Join(", ", HsdsTerms.DomainNames.Keys)}.")
            .Must(gebied is null || SearchTerms.IsArea(gebied), "gebied", "Gebruik een gemeente-, wijk- of buurtcode, zoals GM0150.")
            .Must(taal is not { Length: > 40 }, "taal", "Gebruik hoogstens 40 tekens.")
            .Must(aantal is null or (> 0 and <= Most), "aantal", $"Vraag er 1 tot en met {Most}.")
            .Must(vanaf is null or (>= 0 and <= 100_000), "vanaf", "Begin bij 0 of later.")
            .Must(op is null || op <= clock.Now(), "op", "Kies een tijdstip dat voorbij is.")
            .Must(op is null || zoek is null, "op", "In het verleden wordt gezocht op leefgebied, gebied en taal, niet op woorden.");
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, ProvisionsView.Table);
        var (limit, skip) = (aantal ?? Most, vanaf ?? 0);
        if (op is { } then)
            return TypedResults.Ok((await AsOf(views, domein, gebied, taal, then, ct)).Skip(skip).Take(limit).ToArray());

        var asked = SearchTerms.Asked(zoek, domein, gebied, taal, limit + 1, skip);
        var rows = await views.Search<ProvisionRow>(ProvisionsView.Table, asked, ct);
        if (rows.Count > limit)
            http.Response.Headers.Link = $"<{http.Request.Path}{Next(http, skip + limit)}>; rel=\"next\"";
        if (rows.Count == 0 && skip == 0)
            misses.Missed(domein, gebied, taal, zoek is not null);

        var today = Amsterdam.DateAt(clock.Now());
        return TypedResults.Ok(rows.Take(limit).Select(row => ProvisionCard.Of(row, today)).ToArray());
    }

    /// <summary>What stood in the sociale kaart at an instant, by what it was for and where.</summary>
    public static async Task<IReadOnlyList<ProvisionCard>> AsOf(
        IViews views, string? domain, string? area, string? language, DateTimeOffset at, CancellationToken ct)
    {
        var asked = SearchTerms.Asked(words: null, domain, area, language, MostVersions, skip: 0);
        var rows = await views.Search<ProvisionVersionRow>(ProvisionVersionsView.Table, asked, ct);
        var then = Amsterdam.DateAt(at);
        return [.. rows.Where(row => row.From <= at && (row.Until is null || at < row.Until))
            .Select(row => ProvisionCard.Of(row, then)).OrderBy(card => card.Name, StringComparer.Ordinal)];
    }

    private static async Task<IResult> Read(
        Guid voorziening, DateTimeOffset? op, HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        if (op is { } then)
        {
            var versions = await views.List<ProvisionVersionRow>(
                ProvisionVersionsView.Table, ProvisionVersionsView.Of(voorziening), ct, limit: 5_000);
            return versions.LastOrDefault(v => v.From <= then && (v.Until is null || then < v.Until)) is { } version
                ? TypedResults.Ok(ProvisionCard.Of(version, Amsterdam.DateAt(then)))
                : Refusals.Missing.ToProblem();
        }

        return await views.Get<ProvisionRow>(ProvisionsView.Table, voorziening.ToString("N"), ct) is { } row
            ? TypedResults.Ok(ProvisionCard.Of(row, Amsterdam.DateAt(clock.Now())))
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Print(Guid voorziening, HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        if (await views.Get<ProvisionRow>(ProvisionsView.Table, voorziening.ToString("N"), ct) is not { } row)
            return Refusals.Missing.ToProblem();

        var places = new List<LocationEntry>();
        foreach (var at in row.Entry.ServiceAtLocations ?? [])
        {
            if (at.LocationId is { } id && await views.Get<PlaceRow>(PlacesView.Table, id.ToString("N"), ct) is { } place)
                places.Add(place.Entry);
        }

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return TypedResults.Content(Leaflet.Of(row, places, clock.Now()), "text/html; charset=utf-8");
    }

    private static QueryString Next(HttpContext http, int skip) => QueryString.Create(http.Request.Query
        .Where(q => q.Key != "vanaf").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)))
        .Append(KeyValuePair.Create<string, string?>("vanaf", skip.ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
