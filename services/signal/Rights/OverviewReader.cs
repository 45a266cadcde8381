using WarmHandover.Platform.Overviews;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Signals.Features;

namespace WarmHandover.Signals.Rights;

/// <summary>Reads what the file of one organisation holds about one person, and counts what it leaves out.</summary>
internal sealed class OverviewReader(
    FamilyFile.Opened file, Guid organisation, FileMember member, DateTimeOffset? still, IReadOnlyCollection<Guid> hidden, IVault vault,
    CancellationToken ct)
{
    private const string Others = "woorden-van-anderen";
    private const string ByOfficer = "door-functionaris";
    private readonly SortedDictionary<string, int> left = new(StringComparer.Ordinal);

    public void Leave(string code, int count)
    {
        if (count > 0)
            left[code] = left.GetValueOrDefault(code) + count;
    }

    public IReadOnlyList<OverviewLeft> LeftOut() =>
        [.. left.Select(l => FamilyCodes.LeftOutCodes.Find(l.Key) is { } known
            ? new OverviewLeft(l.Key, known.Label, known.Law, l.Value)
            : throw new InvalidOperationException($"{l.Key} is not in the list."))];

    public async Task<OverviewPerson?> Person()
    {
        var person = member.People.TryGetValue(organisation, out var known) ? await vault.Open<Person>(known, ct) : null;
        var wishes = member.Contacts.GetValueOrDefault(organisation);
        var contact = wishes is null ? null : await vault.Open<Contact>(wishes.Contact, ct);
        var moved = member.Addresses.TryGetValue(organisation, out var to) ? await vault.Open<Whereabouts>(to, ct) : null;
        return new(
            member.Role, member.Band, person?.Name, person?.BirthDate, moved is null ? person?.Address : moved.Address,
            moved is null ? person?.Postcode : moved.Postcode, wishes?.Channels ?? [], contact?.Phone, contact?.Email, contact?.Language,
            contact?.Wishes);
    }

    public IReadOnlyList<OverviewDecider> WhoDecides() =>
    [
        .. file.Authorities.Where(a => a.Child == member.Id && a.Organisation == organisation && Before(a.At)).Select(a =>
            new OverviewDecider(
            a.Holder, a.Kind == AuthorityKinds.Guardian ? "voogd" : "gezag",
            a.From == AuthorityRecorded.SinceBirth ? null : a.From, a.Until)),
        .. file.Representations.Where(r => r.Member == member.Id && r.Organisation == organisation && Before(r.At))
            .Select(r => new OverviewDecider(r.Holder, r.Kind, r.From, r.Until)),
    ];

    public async Task<IReadOnlyList<OverviewEntry>> Entries()
    {
        var found = new List<OverviewEntry>();
        foreach (var s in file.Signals.Where(s => Own(s.Organisation, s.Member)))
        {
            var kind = FamilyCodes.SignalKinds.Find(s.Kind);
            await Add(
                found, new(s.Signal, EntryKinds.Signal, s.Kind, kind?.Label, s.Category, s.Source, s.ObservedOn, s.At, null, false, false),
                s.Note);
        }

        foreach (var f in file.Factors.Where(f => Own(f.Organisation, f.Member)))
            await Add(found, Entry(f.Factor, EntryKinds.Factor, f.Kind, FamilyCodes.ProtectiveFactors.Find(f.Kind), f.At), f.Note);
        foreach (var g in file.Goals.Where(g => Own(g.Set.Organisation, g.Set.Member)).Select(g => g.Set))
            await Add(found, Entry(g.Goal, EntryKinds.Goal, g.Domain, FamilyCodes.LifeDomains.Find(g.Domain), g.At), g.Words);
        foreach (var a in file.Attempts.Where(a => Own(a.Organisation, a.Member)))
            await Add(found, Entry(a.Attempt, EntryKinds.Attempt, a.Kind, FamilyCodes.AttemptKinds.Find(a.Kind), a.At) with { On = a.On });
        foreach (var n in file.Needs.Where(n => Own(n.Organisation, n.Member)))
        {
            var words = Before(n.At) ? await vault.Open<OwnWords>(n.Words, ct) : null;
            await Add(found, Entry(n.Need, EntryKinds.Need, n.Domain, FamilyCodes.LifeDomains.Find(n.Domain), n.At) with
            {
                Words = string.Join(' ', new[] { words?.Text, words?.ChildWords, words?.OwnSteps }.OfType<string>()),
            });
        }

        // What was noted of a talk in which others took part is theirs as well.
        foreach (var c in file.Conversations.Where(c => c.Organisation == organisation && c.With.Contains(member.Id)))
        {
            var alone = c.With.Count == 1;
            if (!alone && c.Note is not null && Before(c.At))
                Leave(Others, 1);
            await Add(
                found, Entry(c.Conversation, EntryKinds.Conversation, c.Outcome, FamilyCodes.Outcomes.Find(c.Outcome), c.At) with
                {
                    On = c.HeldOn,
                },
                alone ? c.Note : null);
        }

        return [.. found.OrderBy(e => e.On).ThenBy(e => e.RecordedAt).ThenBy(e => e.Entry)];
    }

    private static OverviewEntry Entry(Guid id, string kind, string code, ListedCode? listed, DateTimeOffset at) =>
        new(id, kind, code, listed?.Label, null, null, Amsterdam.DateAt(at), at, null, false, false);

    private bool Own(Guid by, Guid about) => by == organisation && about == member.Id;

    private bool Before(DateTimeOffset at) => still is null || at < still;

    private async Task Add(List<OverviewEntry> found, OverviewEntry entry, PayloadRef? words = null)
    {
        if (!Before(entry.RecordedAt))
        {
            Leave(OverviewCodes.Safety, 1);
            return;
        }

        if (hidden.Contains(entry.Entry))
        {
            Leave(ByOfficer, 1);
            return;
        }

        var category = file.RowOf(entry.Entry)?.Category;
        found.Add(entry with
        {
            Category = category,
            Words = words is null ? entry.Words : await vault.OpenWords(words, ct),
            Struck = file.Corrected.ContainsKey(entry.Entry),
            Restricted = file.Restrictions.Values.Any(r => r.Organisation == organisation && r.Member == member.Id
                && category is not null && r.Categories.Contains(category)),
        });
    }
}
