using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// What a parent or young person sees of the referrals of the own family: only those with which a row went along that consent shows him,
/// about himself or about a child he decides for. Whatever else there is looks to him as if it were not.
/// </summary>
internal static class OwnReferralsFeature
{
    public static void MapOwnReferrals(this IEndpointRouteBuilder app)
    {
        var own = app.MapHouseGroup("/v1/mijn-verwijzingen").WithTags("mijn-verwijzingen").RequiresRole(Roles.Parent, Roles.Young)
            .NotesLooks("eigen-inzage")
            .TakesWayIn(WaysIn.Purposes.Consent);
        own.MapGet("", List)
            .WithSummary("Waar heen is gestuurd wat over u gaat, of over uw kind, en wat er daarna gebeurde")
            .Produces<OwnReferral[]>();
        own.MapGet("/{verwijzing:guid}", Read)
            .WithSummary("Eén verwijzing waarmee iets over u of uw kind meeging")
            .Produces<OwnReferral>();
    }

    private static async Task<IResult> List(
        HttpContext http, Asker asker, IViews views, IEventLog log, CaseHandler cases, ConsentQuestion consent, CancellationToken ct)
    {
        if (asker is not { Family: { } family, Member: { } member })
            return Refusals.Missing.ToProblem();

        await views.FreshFor(http, ReferralsView.Table);
        var mine = new List<OwnReferral>();
        var rows = await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(family), ct);
        if (rows.Count == 0)
            return TypedResults.Ok(mine);

        var viewer = await Viewing(family, member, cases, consent, ct);
        foreach (var row in rows)
        {
            if (await Seen(row.Referral, family, viewer, log, ct) is { } seen)
                mine.Add(seen);
        }

        return TypedResults.Ok(mine.OrderByDescending(r => r.Steps[0].At).ToArray());
    }

    private static async Task<IResult> Read(
        Guid verwijzing, Asker asker, IEventLog log, CaseHandler cases, ConsentQuestion consent, CancellationToken ct) =>
        asker is { Family: { } family, Member: { } member }
            && await Seen(verwijzing, family, await Viewing(family, member, cases, consent, ct), log, ct) is { } seen
                ? TypedResults.Ok(seen)
                : Refusals.Missing.ToProblem();

    /// <summary>
    /// Whoever of both services heard first that he may not be informed is right: what he sees stands still from then on.
    /// </summary>
    private static async Task<Viewer> Viewing(
        Guid family, Guid member, CaseHandler cases, ConsentQuestion consent, CancellationToken ct)
    {
        var viewer = await consent.Shown(family, member, ct);
        var still = (await cases.Load(family, ct)).State.StillSince;
        return still.TryGetValue(member, out var since) && !(viewer.StillSince < since) ? viewer with { StillSince = since } : viewer;
    }

    private static async Task<OwnReferral?> Seen(Guid referral, Guid family, Viewer viewer, IEventLog log, CancellationToken ct)
    {
        var facts = new List<ReferralEvent>();
        await foreach (var stored in log.Read(Referral.Kind.Stream(referral), 0, ct))
            facts.Add(Facts.Read<ReferralEvent>(stored.Type, stored.Data));
        return facts is [ReferralDrafted drafted, ..] && drafted.Family == family ? OwnTimeline.Of(referral, facts, viewer) : null;
    }
}
