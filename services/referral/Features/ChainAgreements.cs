using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>What partners let each other have, as it holds at this moment: also what was agreed a second ago.</summary>
public sealed class ChainAgreements(IViews views)
{
    /// <summary>
    /// The limits between two organisations for a purpose; null when they agreed on nothing. Of several agreements the one that names the
    /// purpose and began last; where none names it, nothing may go.
    /// </summary>
    public async Task<Limits?> Between(Guid from, Guid to, string purpose, DateTimeOffset at, CancellationToken ct)
    {
        await views.FreshToHead(AgreementsView.Table, ct);
        var day = Amsterdam.DateAt(at);
        var told = await views.List<AgreementTold>(AgreementsView.Table, AgreementsView.All, ct);
        return AgreementRow.Between(told.Select(a => a.On(day)).OfType<AgreementRow>(), from, to, purpose, day);
    }

    /// <summary>The limits on what goes from the sender of a referral to a recipient.</summary>
    public Task<Limits?> Between(Referral.Known known, Recipient to, DateTimeOffset at, CancellationToken ct) =>
        Between(known.Draft.FromOrganisation, to.Organisation, known.Draft.Purpose, at, ct);

    /// <summary>The refusal, with what the partners do let each other have.</summary>
    public static IResult Outside(Limits limits)
    {
        var problem = ReferralRefusals.OutsideAgreement.ToProblem();
        problem.ProblemDetails.Extensions["agreement"] = limits.Agreed.Agreement;
        problem.ProblemDetails.Extensions["purposes"] = limits.Purposes;
        problem.ProblemDetails.Extensions["categories"] = limits.Categories;
        return problem;
    }
}
