using System.Text;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Signals.Views;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>Something of a person on which two files do not agree; it is mended in one of them before they are joined.</summary>
public sealed record FileDifference(Guid Member, string About);

/// <summary>
/// What joining two files needs beside the choice itself: which survives, on what they may not differ, and the second of the two facts.
/// </summary>
public sealed class FileJoining(FamilyHandler families, IEventLog log)
{
    /// <summary>The older of two files survives, whoever is asked.</summary>
    public static (Opened Survives, Opened Joins) Of(Opened one, Opened other) =>
        (one.OpenedAt, one.Family).CompareTo((other.OpenedAt, other.Family)) < 0 ? (one, other) : (other, one);

    /// <summary>
    /// On what two files do not agree about who stands in both. Each of these can take somebody's say away, so that the joined file could
    /// be more open than one of the two was: they are made equal first.
    /// </summary>
    public static IReadOnlyList<FileDifference> Differences(Opened survivor, Opened joined, IReadOnlyList<SamePerson> same)
    {
        var found = new List<FileDifference>();
        var here = same.ToDictionary(s => s.Member, s => s.As);
        var both = here.Values.ToHashSet();
        foreach (var (there, id) in here)
        {
            var (m, o) = (survivor.Member(id)!, joined.Member(there)!);
            Differs(m.IsChild != o.IsChild || (m.Role is MemberRoles.Organisation) != (o.Role is MemberRoles.Organisation), "rol");
            Differs((m.Band, m.BandUntil) != (o.Band, o.BandUntil), "leeftijd");
            Differs(m.Gone != o.Gone, "overlijden");
            Differs(m.AdultFrom != o.AdultFrom, "meerderjarigverklaring");
            Differs(
                !Same(
                    survivor.Representations.Where(r => r.Member == id).Select(r => (Id(r.Holder), r.Kind, r.From, r.Until)),
                    joined.Representations.Where(r => r.Member == there).Select(r => (Id(r.Holder), r.Kind, r.From, r.Until))),
                "vertegenwoordiging");
            Differs(
                !Same(
                    survivor.Suspensions.Where(s => s.Holder == id).Select(s => (s.Child is { } c ? Id(c) : default, s.From, s.Until)),
                    joined.Suspensions.Where(s => s.Holder == there).Select(s => (s.Child is { } c ? Id(c) : default, s.From, s.Until))),
                "schorsing");
            Differs(
                !Same(
                    survivor.Incompetences.Where(i => i.Member == id).Select(i => (i.Matter, i.From, i.Until)),
                    joined.Incompetences.Where(i => i.Member == there).Select(i => (i.Matter, i.From, i.Until))),
                "wilsbekwaamheid");

            void Differs(bool differs, string about)
            {
                if (differs)
                    found.Add(new(id, about));
            }
        }

        return found;

        Guid Id(Guid member) => here.GetValueOrDefault(member, member);

        static bool Same<T>(IEnumerable<T> one, IEnumerable<T> other) => one.ToHashSet().SetEquals(other);
    }

    /// <summary>
    /// Writes the second fact, once: the surviving file takes in what was joined to it. Said again after a crash it is the same command.
    /// </summary>
    public async Task Finish(Guid joined, CancellationToken ct)
    {
        var facts = new List<CarriedFact>();
        FamilyJoined? last = null;
        var version = 0L;
        var stream = FamilyHandler.Streams.Stream(joined);
        await foreach (var stored in log.Read(stream, 0, ct))
        {
            if (Facts.Read<FamilyFact>(stored.Type, stored.Data) is FamilyJoined end)
                (last, version) = (end, stored.Version);
            else
                facts.Add(new(stored.Type, JsonDocument.Parse(stored.Data).RootElement.Clone()));
        }

        if (last is null)
            return;

        var (into, same) = (last.Into, last.Same);
        while ((await families.Load(into, ct)).State is Opened { JoinedInto: { } further })
        {
            var next = await EndOf(into, ct);
            same = [.. same.Select(s => s with { As = next.Same.FirstOrDefault(n => n.Member == s.As)?.As ?? s.As })];
            into = further;
        }

        var taken = new FamilyTakenIn(
            joined, version, same, last.Members, [.. facts.Select(f => f with { Data = Renamed(f.Data, same) })], last.Organisation,
            last.At);
        await families.Handle(into, new TakeInFile(taken), new(DerivedIds.Of(joined, "taken-in"), Actor.House("signal")), ct);
    }

    private async Task<FamilyJoined> EndOf(Guid family, CancellationToken ct)
    {
        await foreach (var stored in log.Read(FamilyHandler.Streams.Stream(family), 0, ct))
        {
            if (Facts.Read<FamilyFact>(stored.Type, stored.Data) is FamilyJoined end)
                return end;
        }

        throw new InvalidOperationException("A file that was joined has no end.");
    }

    // Ids are never part of anything else, so that they can be replaced in the stored text of any kind of fact.
    private static JsonElement Renamed(JsonElement data, IReadOnlyList<SamePerson> same)
    {
        var text = new StringBuilder(data.GetRawText());
        foreach (var (there, here) in same)
            text.Replace(there.ToString(), here.ToString());
        return JsonDocument.Parse(text.ToString()).RootElement.Clone();
    }
}

/// <summary>Finishes, once, what a crash interrupted between the two facts of a join.</summary>
public sealed class JoinHand(FileJoining joining) : Platform.Reading.ClockHand<JoinRow>(JoinsView.Table)
{
    /// <inheritdoc/>
    protected override Task Strike(JoinRow row, DateTimeOffset due, CancellationToken ct) => joining.Finish(row.Family, ct);
}
