using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>A provision that somebody watches, and whether it changed since he began to.</summary>
public sealed record WatchedProvision(Guid Provision, string Name, DateTimeOffset Since, DateTimeOffset? Changed, bool Gone);

/// <summary>
/// How somebody and his organisation stand to a provision. Claim: vrij, gevraagd, eigen, geweigerd (it may be asked again),
/// gevraagd-door-ander or van-ander.
/// </summary>
public sealed record ProvisionStanding(bool Watched, string Claim);

/// <summary>What staff do with the sociale kaart: keep what their own organisation offers, and watch what they send families to.</summary>
internal static class Owning
{
    public static void MapOwning(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{voorziening:guid}/aanspraak", Claim).WithSummary("Zeg dat uw organisatie dit aanbiedt en het wil bijhouden");
        routes.MapPost("/{voorziening:guid}/bevestiging", Confirm).WithSummary("Als aanbieder: nagekeken, het klopt");
        routes.MapPut("/{voorziening:guid}/eigen", Keeping.Revise).RequiresIfMatch()
            .WithSummary("Als aanbieder: verbeter wat er over uw voorziening staat").WithExample(Keeping.Example);
        routes.MapPost("/{voorziening:guid}/volgen", Follow).WithSummary("Hoor het als deze voorziening verandert");
        routes.MapPost("/{voorziening:guid}/niet-meer-volgen", Leave).WithSummary("Volg deze voorziening niet meer");
        routes.MapGet("/{voorziening:guid}/stand", Standing)
            .WithSummary("Of u deze voorziening volgt, en of uw organisatie haar bijhoudt").Produces<ProvisionStanding>();
        routes.MapGet("/gevolgd", Watched).WithSummary("Wat u volgt, en wat daarvan veranderde").Produces<WatchedProvision[]>();
    }

    private static async Task<IResult> Claim(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
        CancellationToken ct) =>
        (await provisions.Handle(
            voorziening, new ClaimProvision(asker.Organisation, clock.Now()), await Keeping.Context(http, asker, door, ct), ct))
            .ToHttp(http);

    private static async Task<IResult> Confirm(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock, CancellationToken ct)
    {
        var check = new CheckProvision(asker.Organisation, ByKeeper: false, clock.Now());
        return (await provisions.Handle(voorziening, check, await Keeping.Context(http, asker, door, ct), ct)).ToHttp(http);
    }

    private static Task<IResult> Follow(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
        CancellationToken ct) =>
        Watch(voorziening, watches: true, http, asker, provisions, door, clock, ct);

    private static Task<IResult> Leave(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
        CancellationToken ct) =>
        Watch(voorziening, watches: false, http, asker, provisions, door, clock, ct);

    private static async Task<IResult> Watch(
        Guid voorziening, bool watches, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        var watch = new WatchProvision(Watcher(asker), watches, clock.Now());
        return (await provisions.Handle(voorziening, watch, await Keeping.Context(http, asker, door, ct), ct)).ToHttp(http);
    }

    private static async Task<IResult> Standing(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, CancellationToken ct)
    {
        var loaded = await provisions.Load(voorziening, ct);
        if (loaded.State is not Provision.Listed there)
            return Refusals.Missing.ToProblem();

        http.SetETag(loaded.VersionOf(Provision.EntryResource));
        return TypedResults.Ok(new ProvisionStanding(there.Watchers.Contains(Watcher(asker)), ClaimOf(there, asker.Organisation)));
    }

    private static string ClaimOf(Provision.Listed there, Guid organisation) => there switch
    {
        { Owner: { } owner } => owner == organisation ? "eigen" : "van-ander",
        { Claim: { } claim } => claim == organisation ? "gevraagd" : "gevraagd-door-ander",
        _ => there.Refused.Contains(organisation) ? "geweigerd" : "vrij",
    };

    private static async Task<IResult> Watched(HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        var seen = new List<WatchedProvision>();
        foreach (var watch in await views.List<WatchRow>(ProvisionsView.Table, ProvisionsView.WatchedBy(Watcher(asker)), ct))
        {
            var row = await views.Get<ProvisionRow>(ProvisionsView.Table, watch.Provision.ToString("N"), ct);
            var versions = await views.List<ProvisionVersionRow>(
                ProvisionVersionsView.Table, ProvisionVersionsView.Of(watch.Provision), ct, limit: 1000);
            seen.Add(new(
                watch.Provision, row?.Entry.Name ?? (versions is [.., var last] ? last.Entry.Name : ""), watch.Since,
                Changed(row, versions) is { } changed && changed > watch.Since ? changed : null, row is null));
        }

        return TypedResults.Ok(seen.OrderByDescending(w => w.Changed).ThenBy(w => w.Name, StringComparer.Ordinal).ToArray());
    }

    private static DateTimeOffset? Changed(ProvisionRow? row, IReadOnlyList<ProvisionVersionRow> versions) =>
        row?.Changed ?? (versions is [.., var last] ? last.Until : null);

    private static string Watcher(Asker asker) => $"{asker.Pseudonym}@{asker.Organisation:N}";
}
