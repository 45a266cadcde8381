using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Overviews;

namespace WarmHandover.Consents.Answers;

/// <summary>Consent's part of an overview: the rows about somebody that this organisation asked or received, and who looked at
/// them.</summary>
internal sealed record ConsentHeld(IReadOnlyList<OwnRow> Rows, IReadOnlyList<OwnGround> Grounds);

/// <summary>
/// What consent holds about somebody, for the overview he asked at one organisation: what he would see on his own page, of what that
/// organisation asked, shared or received. What others asked is for others to tell.
/// </summary>
internal sealed class WhenHeldAsked(OwnReading reading, OverviewLooks looks, TimeProvider clock)
    : AnswersWhatIsHeld<WhatConsentHolds>("consent", looks, clock)
{
    private readonly TimeProvider clock = clock;

    protected override async Task<object> Holds(WhatConsentHolds question, Dictionary<string, int> left, CancellationToken ct)
    {
        var (rows, grounds) = (new List<OwnRow>(), new List<OwnGround>());
        foreach (var (family, member) in question.People.Where(p => p.Member is not null).Select(p => (p.Family, p.Member!.Value)))
        {
            var viewer = question.AskedBy.Contains(member) || question.AskedBy is [] ? member : question.AskedBy[0];
            if (await reading.Of(family, viewer, young: false, ct) is not { } mine)
                continue;

            var known = mine.Facts.Where(f => question.StillSince is not { } still || f.At < still).ToArray();
            Leave(left, OverviewCodes.Safety, mine.Facts.Except(known).Count(f => IsAbout(f, member, question.Organisation)));
            var page = OwnPage.Of(known, viewer, child: false, clock.Now());
            var requests = known.OfType<ConsentRequested>().Where(r => IsOf(r, question.Organisation)).Select(r => r.Request).ToHashSet();
            var invoked = known.OfType<GroundInvoked>().Where(g => IsOf(g, question.Organisation)).Select(g => g.Ground).ToHashSet();
            rows.AddRange(page.Rows.Where(r => r.Row.Subject == member && requests.Contains(r.Request)));
            grounds.AddRange(page.Grounds.Where(g => g.Row.Subject == member && invoked.Contains(g.Ground)));
        }

        return new ConsentHeld(rows, grounds);
    }

    private static bool IsOf(ConsentRequested asked, Guid organisation) =>
        asked.AskedByOrganisation == organisation || asked.IsFor(organisation);

    private static bool IsOf(GroundInvoked ground, Guid organisation) =>
        ground.ByOrganisation == organisation || ground.RecipientOrganisation == organisation;

    private static bool IsAbout(ConsentFact fact, Guid member, Guid organisation) => fact switch
    {
        ConsentRequested f => IsOf(f, organisation) && f.Rows.Any(r => r.Subject == member),
        GroundInvoked f => IsOf(f, organisation) && f.Rows.Any(r => r.Subject == member),
        AccessGranted f => f.By.Organisation == organisation && f.Granted.Any(g => g.Row.Subject == member),
        _ => false,
    };
}
