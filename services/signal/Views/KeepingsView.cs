using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Views;

/// <summary>The file of one organisation of a family: how old it is, and what keeps it. Ids, codes and times.</summary>
public sealed record KeepingRow(
    Guid Family, Guid Organisation, KeptFile File, IReadOnlyList<KeepingReferralHeard> Referrals, IReadOnlyList<KeptLonger> Kept)
{
    /// <summary>The requests of people about their own data that run.</summary>
    public IReadOnlyList<RunningRequest> Requests { get; init; } = [];

    /// <summary>The letters of its referrals that are still there.</summary>
    public IReadOnlyList<KeptLetter> Letters { get; init; } = [];

    /// <summary>On which local date the youngest child is adult; null when no child is a minor.</summary>
    public DateOnly? YoungestAdultOn { get; init; }
}

/// <summary>A file in the list of its organisation by the oldest day from which a term is counted, the oldest first.</summary>
public sealed record OldestRow(Guid Family, DateOnly Day);

/// <summary>The kinds of an organisation, by team.</summary>
public sealed record KeepingKindsRow(IReadOnlyDictionary<Guid, string> Kinds);

/// <summary>
/// Every file and how old it is: part <c>org/…</c>. The clock looks a year after the last change at the earliest, and then when it said;
/// which law holds, and how many years, is judged when it looks, because both may change.
/// </summary>
public sealed class KeepingsView : IView
{
    /// <summary>The table's name.</summary>
    public const string Table = "keepings";

    /// <inheritdoc/>
    public string Name => Table;

    /// <inheritdoc/>
    public int Shape => 3;

    /// <summary>The part that holds the files of one organisation.</summary>
    public static string Of(Guid organisation) => $"org/{organisation:N}";

    /// <summary>The part that holds the same files, the one first of which a term is counted from the oldest day.</summary>
    public static string OldestOf(Guid organisation) => $"oldest/{organisation:N}";

    /// <summary>The row of one file in that part.</summary>
    public static string Key(OldestRow row, Guid organisation) => $"oldest/{organisation:N}/{row.Day:yyyyMMdd}/{row.Family:N}";

    /// <summary>The row of one file.</summary>
    public static string Key(Guid family, Guid organisation) => $"{family:N}/{organisation:N}";

    /// <summary>The row of the kinds of an organisation.</summary>
    public static string Kinds(Guid organisation) => $"kinds/{organisation:N}";

    /// <inheritdoc/>
    public void Fold(StoredEvent stored, Rows rows)
    {
        if (Id(stored, "signal.family-") is { } family)
            Fold(family, Facts.Read<FamilyFact>(stored.Type, stored.Data), rows);
        else if (Id(stored, "signal.keeping-") is { } kept)
            Put(Living(kept, rows), files => files.After(Facts.Read<KeepingFact>(stored.Type, stored.Data)), rows);
        else if (Id(stored, "signal.erasure-") is { } erasure)
            Fold(erasure, Facts.Read<ErasureFact>(stored.Type, stored.Data), rows);
        else if (Id(stored, "signal.right-") is { } right)
            Fold(right, Facts.Read<RightFact>(stored.Type, stored.Data), rows);
        else if (Id(stored, "signal.team-") is not null)
            Fold(Facts.Read<ServingTeamFact>(stored.Type, stored.Data), rows);
    }

    private static void Fold(Guid family, FamilyFact fact, Rows rows)
    {
        if (fact is FamilyJoined joined)
        {
            var left = Of(family, rows);
            foreach (var organisation in left.Files.Keys)
                Drop(RowOf(family, organisation, left), rows);
            rows.Put($"into/{family:N}", "into", new IntoRow(joined.Into));
            return;
        }

        Put(family, files => fact is FamilyTakenIn taken ? files.After(fact).Joined(Of(taken.Family, rows)) : files.After(fact), rows);
    }

    private static void Fold(Guid erasure, ErasureFact fact, Rows rows)
    {
        if (fact is ErasureRequested asked)
            rows.Put($"erasure/{erasure:N}", "erasure", new AskedRow(asked.Family, asked.Organisation, asked.Origin));
        else if (fact is RecordsOver over)
            rows.Put($"erasure/{erasure:N}", "erasure", new AskedRow(over.Family, over.Organisation, ErasureOrigins.Retention));
        var of = rows.Get<AskedRow>($"erasure/{erasure:N}")!;
        Put(
            Living(of.Family, rows),
            files => of.Kind == ErasureOrigins.Retention
                ? files.After(fact, erasure, of.Organisation)
                : files.AfterAsked(fact, erasure, of.Organisation),
            rows);
    }

    private static void Fold(Guid right, RightFact fact, Rows rows)
    {
        if (fact is RightAsked asked)
            rows.Put($"right/{right:N}", "right", new AskedRow(asked.Family, asked.Organisation, asked.Kind));
        var of = rows.Get<AskedRow>($"right/{right:N}")!;
        Put(Living(of.Family, rows), files => files.After(fact, right, of.Organisation, of.Kind), rows);
    }

    private static void Fold(ServingTeamFact fact, Rows rows)
    {
        if (fact is not TeamListed f)
            throw new UnreachableException($"{fact.GetType().Name} is not kept");

        var known = rows.Get<KeepingKindsRow>(Kinds(f.Organisation))?.Kinds ?? new Dictionary<Guid, string>();
        rows.Put(Kinds(f.Organisation), "kinds", new KeepingKindsRow(new SortedDictionary<Guid, string>(known.ToDictionary())
        {
            [f.Team] = f.OrganisationKind,
        }));
    }

    private static void Put(Guid family, Func<KeptFiles, KeptFiles> change, Rows rows)
    {
        var before = Of(family, rows);
        var after = change(before);
        rows.Put($"state/{family:N}", "state", after);
        foreach (var gone in before.Files.Keys.Except(after.Files.Keys))
            Drop(RowOf(family, gone, before), rows);
        foreach (var (organisation, file) in after.Files)
        {
            var row = RowOf(family, organisation, after);
            rows.Put(Key(family, organisation), Of(organisation), row, Due(file, row.YoungestAdultOn));
            var oldest = Oldest(row);
            if (before.Files.ContainsKey(organisation) && Oldest(RowOf(family, organisation, before)) is var was && was != oldest)
                rows.Remove(Key(was, organisation));
            rows.Put(Key(oldest, organisation), OldestOf(organisation), oldest);
        }
    }

    private static void Drop(KeepingRow row, Rows rows)
    {
        rows.Remove(Key(row.Family, row.Organisation));
        rows.Remove(Key(Oldest(row), row.Organisation));
    }

    private static KeepingRow RowOf(Guid family, Guid organisation, KeptFiles files) => new(
        family, organisation, files.Files[organisation],
        [.. files.Referrals.Values.Where(r => r.FromOrganisation == organisation || r.ToOrganisation == organisation)],
        [.. files.Kept.Where(k => k.Organisation == organisation)])
    {
        Requests = [.. files.Requests.Values.Where(r => r.Organisation == organisation)],
        Letters = [.. files.Letters.Values.Where(l => (l.From == organisation || l.To == organisation)
            && !(l.MovedOn <= files.Files[organisation].ErasedUntil))],
        YoungestAdultOn = files.Children.IsEmpty ? null : files.Children.Values.Max(),
    };

    /// <summary>Where a file stands in that part; what two people decide about now, stands before all others.</summary>
    public static OldestRow Oldest(KeepingRow row) => new(
        row.Family,
        row.File.Request is not null
            ? DateOnly.MinValue
            : row.File.Received.Keys.Concat(row.Letters.Select(l => l.MovedOn))
                .Append(Amsterdam.DateAt(row.File.ChangedAt)).Append(Amsterdam.DateAt(row.File.ReceivedAt)).Min());

    private static DateTimeOffset? Due(KeptFile file, DateOnly? youngest) => file switch
    {
        { Request: not null } => null,
        { AgainOn: { } day } => Amsterdam.StartOf(day),
        { RefusedAt: { } refused } when refused > file.ChangedAt => Amsterdam.StartOf(Amsterdam.DateAt(refused).AddYears(1)),
        _ => Amsterdam.StartOf(Earliest(file, Amsterdam.DateAt(file.ChangedAt), youngest)),
    };

    // Every year, also when somebody works in it: its oldest records, or a youngest child who is adult, may end a term before that.
    private static DateOnly Earliest(KeptFile file, DateOnly changed, DateOnly? youngest)
    {
        var year = (file.LookedOn ?? file.Received.Keys.Cast<DateOnly?>().FirstOrDefault() ?? changed).AddYears(1);
        return youngest > changed && youngest.Value.AddDays(1) < year ? youngest.Value.AddDays(1) : year;
    }

    private static KeptFiles Of(Guid family, Rows rows) => rows.Get<KeptFiles>($"state/{family:N}") ?? KeptFiles.None;

    // What is heard of a file that was joined to another counts for that one.
    private static Guid Living(Guid family, Rows rows)
    {
        while (rows.Get<IntoRow>($"into/{family:N}") is { } row)
            family = row.Into;
        return family;
    }

    private static Guid? Id(StoredEvent stored, string prefix) => stored.Stream.StartsWith(prefix, StringComparison.Ordinal)
        ? Guid.ParseExact(stored.Stream.AsSpan(prefix.Length), "N")
        : null;

    private sealed record IntoRow(Guid Into);

    private sealed record AskedRow(Guid Family, Guid Organisation, string Kind);
}
