using System.Runtime.CompilerServices;
using WarmHandover.Platform.Reading;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Keepings;

// The worklists: what comes near its end, whole, and what is far from it, a part at a time.
public sealed partial class KeepingDesk
{
    /// <summary>So many of the files whose term is far from over are given at once.</summary>
    public const int Most = 200;

    /// <summary>
    /// At most <see cref="Most"/> files of an organisation whose term is far from over, those first whose oldest day lies furthest back;
    /// of the next ones, what comes after the last of those before. Null: the organisation has that last one no more.
    /// </summary>
    public async Task<IReadOnlyList<KeptFileAnswer>?> Running(Guid organisation, Guid? last, DateOnly today, CancellationToken ct)
    {
        string? after = null;
        if (last is { } family)
        {
            if (await Row(family, organisation, ct) is not { } row)
                return null;
            after = KeepingsView.Key(KeepingsView.Oldest(row), organisation);
        }

        var found = new List<KeptFileAnswer>();
        await foreach (var (_, file) in OldestFirst(organisation, await Laws(organisation, ct), after, today, ct))
        {
            if (file.Stand == Runs)
                found.Add(file);
            if (found.Count == Most)
                break;
        }

        return found;
    }

    /// <summary>
    /// The files of an organisation whose term is over or nearly, those first whose term ends first. Looks only at those of which the
    /// oldest day lies far enough back for the shortest of its laws.
    /// </summary>
    public async Task<IReadOnlyList<KeptFileAnswer>> NearEnd(Guid organisation, DateOnly today, CancellationToken ct)
    {
        var of = await Laws(organisation, ct);
        if (of.Any(law => law.From == KeepingLaw.YoungestAdult))
            return [.. (await All(organisation, of, today, ct)).Where(file => file.Stand != Runs)];

        var (found, until) = (new List<KeptFileAnswer>(), today.AddDays(DaysNear + 1).AddYears(-of.Min(law => law.Years)));
        await foreach (var (day, file) in OldestFirst(organisation, of, after: null, today, ct))
        {
            if (day > until)
                break;
            if (file.Stand != Runs)
                found.Add(file);
        }

        return [.. found.OrderBy(f => f.LastDay).ThenBy(f => f.Family)];
    }

    private async IAsyncEnumerable<(DateOnly Day, KeptFileAnswer File)> OldestFirst(
        Guid organisation, IReadOnlyList<KeepingLaw> of, string? after, DateOnly today, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var old in views.Walk<OldestRow>(
            KeepingsView.Table, KeepingsView.OldestOf(organisation), row => KeepingsView.Key(row, organisation), ct, after))
        {
            if (await views.Get<KeepingRow>(KeepingsView.Table, KeepingsView.Key(old.Family, organisation), ct) is { } row)
                yield return (old.Day, Judge(row, laws, of, today));
        }
    }

    private async Task<IReadOnlyList<KeptFileAnswer>> All(
        Guid organisation, IReadOnlyList<KeepingLaw> of, DateOnly today, CancellationToken ct)
    {
        var rows = await views.List<KeepingRow>(KeepingsView.Table, KeepingsView.Of(organisation), ct);
        return [.. rows.Select(row => Judge(row, laws, of, today)).OrderBy(f => f.LastDay).ThenBy(f => f.Family)];
    }
}
