using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// What a parent or young person sees of the referrals of the own family: only those with which a row about himself went along. Whatever
/// else there is looks to him as if it were not.
/// </summary>
internal static class OwnReferralsFeature
{
    private const int Most = 500;

    public static void MapOwnReferrals(this IEndpointRouteBuilder app)
    {
        var own = app.MapHouseGroup("/v1/mijn-verwijzingen").WithTags("mijn-verwijzingen").RequiresRole(Roles.Parent, Roles.Young)
            .NotesLooks("eigen-inzage")
            .TakesWayIn(WaysIn.Purposes.Consent);
        own.MapGet("", List).WithSummary("Waar heen is gestuurd wat over u gaat, en wat er daarna gebeurde").Produces<OwnReferral[]>();
        own.MapGet("/{verwijzing:guid}", Read).WithSummary("Eén verwijzing waarmee iets over u meeging").Produces<OwnReferral>();
    }

    private static async Task<IResult> List(
        HttpContext http, Asker asker, IViews views, IEventLog log, CaseHandler cases, CancellationToken ct)
    {
        if (asker is not { Family: { } family, Member: not null })
            return Refusals.Missing.ToProblem();

        await views.FreshFor(http, ReferralsView.Table);
        var mine = new List<OwnReferral>();
        foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(family), ct, limit: Most))
        {
            if (await Seen(row.Referral, asker, log, cases, ct) is { } seen)
                mine.Add(seen);
        }

        return TypedResults.Ok(mine.OrderByDescending(r => r.Steps[0].At).ToArray());
    }

    private static async Task<IResult> Read(Guid verwijzing, Asker asker, IEventLog log, CaseHandler cases, CancellationToken ct) =>
        await Seen(verwijzing, asker, log, cases, ct) is { } seen ? TypedResults.Ok(seen) : Refusals.Missing.ToProblem();

    private static async Task<OwnReferral?> Seen(Guid referral, Asker asker, IEventLog log, CaseHandler cases, CancellationToken ct)
    {
        if (asker is not { Family: { } family, Member: { } member })
            return null;

        var facts = new List<ReferralEvent>();
        await foreach (var stored in log.Read(Referral.Kind.Stream(referral), 0, ct))
            facts.Add(Facts.Read<ReferralEvent>(stored.Type, stored.Data));
        if (facts is not [ReferralDrafted drafted, ..] || drafted.Family != family)
            return null;

        var still = (await cases.Load(family, ct)).State.StillSince;
        return OwnTimeline.Of(referral, facts, member, still.TryGetValue(member, out var since) ? since : null);
    }
}
