using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Directory;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Paths;

/// <summary>A care path that leads to a provision, and in which of its steps.</summary>
public sealed record PathUsing(Guid Path, string Title, IReadOnlyList<int> Steps);

/// <summary>What the sociale kaart offered for a need when a referral was begun, and whether it is still so.</summary>
public sealed record OfferThen(ProvisionCard Then, bool ChangedSince, bool GoneSince);

/// <summary>Where an entry of the sociale kaart is used: in care paths, and in what a sender saw when he began a referral.</summary>
internal static class PathUse
{
    public static void MapPathUse(this IEndpointRouteBuilder app)
    {
        app.MapHouseGroup("/v1/voorzieningen").WithTags("sociale kaart").RequiresRole(Roles.FocusOfficer)
            .MapGet("/{voorziening:guid}/zorgpaden", Using)
            .WithSummary("Welke zorgpaden naar deze voorziening leiden").Produces<PathUsing[]>();
        app.MapHouseGroup("/v1/verwijzingen").WithTags("verwijzingen").RequiresRole(Roles.Professional, Roles.TeamLead)
            .NotesLooks("verwijzing").MapGet("/{verwijzing:guid}/aanbod", Then)
            .WithSummary("Wat er in de sociale kaart stond toen deze verwijzing begon").Produces<OfferThen[]>();
    }

    private static async Task<IResult> Using(Guid voorziening, HttpContext http, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, CarePathsView.Table);
        var paths = await views.List<CarePathRow>(CarePathsView.Table, CarePathsView.All, ct, limit: 2_000);
        return TypedResults.Ok(paths
            .Select(p => new PathUsing(p.Path, p.Content.Title, [.. p.Content.Steps.Index()
                .Where(s => s.Item.Provisions.Contains(voorziening)).Select(s => s.Index + 1)]))
            .Where(p => p.Steps.Count > 0).ToArray());
    }

    /// <summary>The sender sees what he saw; a receiver, who sees the need from acceptance on, may see it then.</summary>
    private static async Task<IResult> Then(
        Guid verwijzing, Asker asker, ReferralHandler referrals, IViews views, CancellationToken ct)
    {
        if ((await referrals.Load(verwijzing, ct)).State is not Referral.Known known
            || !asker.Teams.Contains(known.Draft.FromTeam) && !(known.AcceptedAt is not null && asker.Teams.Contains(known.To.Team)))
        {
            return Refusals.Missing.ToProblem();
        }

        var (need, at) = (known.Draft.Need, known.Draft.At);
        var offers = new List<OfferThen>();
        foreach (var then in await Search.AsOf(views, need.Domain, need.Area, language: null, at, ct))
        {
            var now = await views.Get<ProvisionRow>(ProvisionsView.Table, then.Id.ToString("N"), ct);
            offers.Add(new(then, now is not null && now.Changed > at, now is null));
        }

        return TypedResults.Ok(offers);
    }
}
