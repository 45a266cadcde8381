using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>The added threats as a kind of policy, on top of what the book of terms holds.</summary>
internal sealed class GrownThreats(TermBookHandler book) : IGrownPolicy
{
    /// <inheritdoc/>
    public string Code => MunicipalPolicy.Threats;

    /// <inheritdoc/>
    public async Task<PolicyKind> Kind(CancellationToken ct) =>
        MunicipalPolicy.OfThreats((await book.Load(TermBook.TheBook, ct)).State);
}

/// <summary>The decision terms as a kind of policy, on top of what the book of terms holds.</summary>
internal sealed class GrownDecisions(TermBookHandler book) : IGrownPolicy
{
    /// <inheritdoc/>
    public string Code => MunicipalPolicy.Decisions;

    /// <inheritdoc/>
    public async Task<PolicyKind> Kind(CancellationToken ct) =>
        MunicipalPolicy.OfDecisions((await book.Load(TermBook.TheBook, ct)).State);
}

/// <summary>What another threat touches: who waits in its municipality for a first talk that is not due at once yet.</summary>
internal sealed class ThreatTouches(IViews views) : IPolicyTouches
{
    /// <inheritdoc/>
    public string Kind => MunicipalPolicy.Threats;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Touched>> Count(Policy before, Policy after, DateOnly from, CancellationToken ct) =>
        [new("wachten-op-eerste-gesprek", await MunicipalTerms.Count(views, before, after, "eerste-gesprek", g => g[..6], ct))];
}

/// <summary>What another decision term touches: the decisions that are awaited there, which keep their day.</summary>
internal sealed class DecisionTouches(IViews views) : IPolicyTouches
{
    /// <inheritdoc/>
    public string Kind => MunicipalPolicy.Decisions;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Touched>> Count(Policy before, Policy after, DateOnly from, CancellationToken ct) =>
        [new("lopende-besluiten", await MunicipalTerms.Count(views, before, after, "besluit", g => g, ct))];
}

/// <summary>Open terms in the municipalities of which something becomes other.</summary>
internal static class MunicipalTerms
{
    public static async Task<int> Count(
        IViews views, Policy before, Policy after, string kind, Func<string, string> areaOf, CancellationToken ct)
    {
        await views.FreshToHead(TermsView.Table, ct);
        var areas = after.Values.Where(v => !before[v.Key].SequenceEqual(v.Value))
            .Select(v => areaOf(PolicyKind.GroupOf(v.Key))).Distinct();
        var open = 0;
        foreach (var area in areas)
            open += (await views.List<TermRow>(TermsView.Table, TermsView.In(area), ct)).Count(t => t.Kind == kind);
        return open;
    }
}
