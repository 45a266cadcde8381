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
        var offered = new SortedSet<Guid>();
        var others = (await views.Get<PartnersRow>(FamiliesView.Table, FamiliesView.OfPartners(organisation), ct))?.Organisations ?? [];

        // The index answers per organisation that recorded somebody; what it finds counts only in a family that this one works with.
        foreach (var recorder in others.Append(organisation))
        {
            foreach (var member in await index.Find(recorder, terms, ct))
            {
                if (await views.Get<MemberRow>(FamiliesView.Table, FamiliesView.OfMember(member), ct) is { } row
                    && await views.Get<FamilyRow>(FamiliesView.Table, FamiliesView.Key(organisation, row.Family), ct) is not null)
                {
                    offered.Add(row.Family);
                }
            }
        }

        return [.. offered];
    }
}
