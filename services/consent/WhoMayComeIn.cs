using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents;

/// <summary>
/// Who of a family may come in by himself: whoever decides about a row that was asked, or decided about it before his authority ended. The
/// last day lies a year after the last consent, so that he can still see who looked. Under 12 nobody comes in.
/// </summary>
public static class WhoMayComeIn
{
    private const int YearsToLookBack = 1;

    /// <summary>The people, each with the role in which he comes in.</summary>
    public static IReadOnlyList<WayIn> Of(Consent consent, DateTimeOffset at) => consent.Family is not { } family ? [] :
    [
        .. from member in family.Members
           where member.Role is not ("unborn-child" or "organisation")
           let last = LastDay(consent, member.Id, at)
           where last is not null
           orderby member.Id
           select new WayIn(member.Id, member.Role == "child" ? Roles.Young : Roles.Parent, last.Value, member.MayNotBeInformed),
    ];

    private static DateOnly? LastDay(Consent consent, Guid member, DateTimeOffset at)
    {
        var (family, on) = (consent.Family!, Amsterdam.DateAt(at));
        var his = consent.Requests
            .Where(r => !consent.Hides(r, member))
            .Where(r => r.Asked.Rows.Any(row =>
                Signatories.MaySpeak(member, row, family, on, Lists.RuleSetOf(r.Asked))
                || OwnView.EndOf(member, row, r.Asked, family, on) is not null))
            .Select(r => (DateOnly?)r.Asked.Until);
        var grounds = consent.Uninformed.ContainsKey(member) ? [] : consent.Grounds
            .Where(g => g.MayBeTold && g.Invoked.Rows.Any(row => Signatories.MaySpeak(member, row, family, on, Lists.Default)))
            .Select(g => (DateOnly?)g.Invoked.Until);
        return his.Concat(grounds).Max()?.AddYears(YearsToLookBack);
    }
}
