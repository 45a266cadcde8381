using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>
/// What another policy about terms touches: the running terms of its kinds (they keep their day), and how many referrals.
/// </summary>
internal sealed class TermTouches(IViews views) : IPolicyTouches
{
    /// <inheritdoc/>
    public string Kind => TermPolicy.Kind.Code;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Touched>> Count(Policy before, Policy after, DateOnly from, CancellationToken ct)
    {
        await views.FreshToHead(TermsView.Table, ct);
        var changed = TermRules.Standard.Kinds.Where(k => TermPolicy.Under(k, before) != TermPolicy.Under(k, after)).Select(k => k.Kind);
        var open = (await views.List<OpenTerms>(TermsView.Table, TermsView.Referrals, ct))
            .SelectMany(held => held.Open).Where(term => changed.Contains(term.Kind)).ToArray();
        return [new("lopende-termijnen", open.Length), new("lopende-verwijzingen", open.Select(t => t.Referral).Distinct().Count())];
    }

    private sealed record OpenTerms(IReadOnlyList<TermRow> Open);
}
