using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// What another chain agreement touches: the referrals that go on between its partners, before and after the change. What is not sent yet
/// follows the new agreement; what was sent keeps the times under which it went. Counts only.
/// </summary>
public sealed class AgreementTouches(IViews views)
{
    /// <summary>What becomes other from a local date on, with its counts.</summary>
    public async Task<AgreementPreview> Preview(
        DateOnly from, AgreementEntry? before, AgreementEntry? after, CancellationToken ct)
    {
        await views.FreshToHead(UnderWayView.Table, ct);
        var partners = (before?.Organisations ?? []).Union(after?.Organisations ?? []).ToArray();
        var (unsent, sent) = (0, 0);
        foreach (var partner in partners)
        {
            var between = (await views.List<UnderWayRow>(UnderWayView.Table, UnderWayView.SentBy(partner), ct))
                .Where(r => r.To != partner && partners.Contains(r.To)).ToArray();
            sent += between.Count(r => r.Sent);
            unsent += between.Count(r => !r.Sent);
        }

        return new(from, before, after, [new("nog-niet-verzonden", unsent), new("lopende-verwijzingen-partners", sent)]);
    }
}
