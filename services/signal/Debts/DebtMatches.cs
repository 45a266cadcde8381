using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Debts;

/// <summary>
/// The families that this organisation already helps and that seem to be the same people: an offer, made only after it accepted their
/// referral, by the keyed index of surname and birth date. Nothing is joined by it, and the sender never sees it.
/// </summary>
public sealed class DebtMatches(ISearchIndex index, IViews views)
{
    /// <summary>The families to offer for one client.</summary>
    public async Task<IReadOnlyList<Guid>> Of(Guid organisation, DebtClient client, CancellationToken ct)
    {
        var terms = NameTerms.Stored([client.Surname], client.BirthDate);
        var own = (await views.List<FamilyRow>(FamiliesView.Table, FamiliesView.Of(organisation), ct, limit: 5000))
            .Select(row => row.Family).ToHashSet();
        var offered = new SortedSet<Guid>();
        var looked = new HashSet<Guid>();
        foreach (var family in own)
        {
            var circle = await views.Get<PartiesRow>(FamiliesView.Table, $"{family:N}", ct);
            foreach (var party in (circle?.Parties ?? []).Where(looked.Add))
            {
                foreach (var member in await index.Find(party, terms, ct))
                {
                    if (await views.Get<MemberRow>(FamiliesView.Table, FamiliesView.OfMember(member), ct) is { } row
                        && own.Contains(row.Family))
                    {
                        offered.Add(row.Family);
                    }
                }
            }
        }

        return [.. offered];
    }

    private sealed record PartiesRow(IReadOnlyList<Guid> Parties);
}
