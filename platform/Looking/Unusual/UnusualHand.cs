using System.Globalization;
using Microsoft.Extensions.Configuration;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Platform.Looking.Unusual;

/// <summary>What one person looked at in a week: which families and referrals, for which teams, when, and what was refused.</summary>
public sealed class PersonsWeek(string who)
{
    /// <summary>A pseudonym.</summary>
    public string Who => who;

    /// <summary>What he opened, with when first and last.</summary>
    public SortedDictionary<Guid, (DateTimeOffset First, DateTimeOffset Last)> Opened { get; } = [];

    /// <summary>What he tried and was refused.</summary>
    public SortedDictionary<Guid, (DateTimeOffset First, DateTimeOffset Last)> Refused { get; } = [];

    /// <summary>What he opened outside working hours, with how often.</summary>
    public SortedDictionary<Guid, (DateTimeOffset First, DateTimeOffset Last)> Outside { get; } = [];

    /// <summary>The teams for which he looked.</summary>
    public HashSet<Guid> Teams { get; } = [];

    /// <summary>A line about some of what he looked at.</summary>
    public UnusualLine Line(string kind, IReadOnlyCollection<KeyValuePair<Guid, (DateTimeOffset First, DateTimeOffset Last)>> what) => new(
        kind, who, what.Count, [.. what.Take(UnusualHand.MostNamed).Select(w => w.Key)], what.Min(w => w.Value.First),
        what.Max(w => w.Value.Last));
}

/// <summary>Sees more in a week of looking than the platform can: what only a service knows.</summary>
public interface INoticesUnusual
{
    /// <summary>The lines that stand out for one person.</summary>
    Task<IReadOnlyList<UnusualLine>> Notice(Guid organisation, PersonsWeek week, CancellationToken ct);
}

/// <summary>
/// The clock that makes each organisation's list of unusual access, each Monday at six, from the access log of the week before. More than
/// <c>WO_UNUSUAL_FAMILIES</c> (40) families or referrals; outside <c>WO_WORKING_HOURS</c> (07-20, working days); tried what is not his.
/// </summary>
public sealed class UnusualHand(
    UnusualHandler weeks, IViews views, IEnumerable<INoticesUnusual> noticing, IConfiguration configuration, TimeProvider clock,
    string service) : IClockHand
{
    /// <summary>So many families or referrals are named in a line; the count says how many there were.</summary>
    public const int MostNamed = 200;

    private const int SeveralTries = 3;
    private static readonly string[] Cases = ["gezin", "family", "verwijzing", "referral"];
    private readonly int many = int.TryParse(configuration["WO_UNUSUAL_FAMILIES"], out var most) && most > 0 ? most : 40;
    private readonly (int From, int Until) hours = Hours(configuration["WO_WORKING_HOURS"] ?? "07-20");

    /// <inheritdoc/>
    public string View => UnusualView.Table;

    /// <inheritdoc/>
    public async Task Strike(DueRow due, CancellationToken ct)
    {
        var week = System.Text.Json.JsonSerializer.Deserialize<LookedWeek>(due.Json, Facts.Json)!;
        await views.FreshToHead(AccessLinesView.Table, ct);
        var (people, read) = (new SortedDictionary<string, PersonsWeek>(StringComparer.Ordinal), 0);
        for (var day = week.Week; day < week.Week.AddDays(7); day = day.AddDays(1))
            read += await Read(week.Organisation, day, people, ct);

        var lines = new List<UnusualLine>();
        foreach (var person in people.Values)
        {
            lines.AddRange(Seen(person));
            foreach (var one in noticing)
                lines.AddRange(await one.Notice(week.Organisation, person, ct));
        }

        var id = UnusualWeek.IdOf(week.Organisation, week.Week);
        var listed = new UnusualListed(week.Organisation, week.Week, read, people.Count, lines, clock.Now());
        await weeks.Handle(
            id, new ListUnusual(listed), new(DerivedIds.Of(id, "list-unusual"), Actor.House(service)), ct);
    }

    private async Task<int> Read(Guid organisation, DateOnly day, SortedDictionary<string, PersonsWeek> people, CancellationToken ct)
    {
        var (part, read) = (AccessLinesView.OfDay(organisation, day), 0);
        await foreach (var line in views.Walk<AccessLine>(
            AccessLinesView.Table, part, line => AccessLinesView.Key(part, line.Position), ct))
        {
            if (!people.TryGetValue(line.Person, out var person))
                people[line.Person] = person = new(line.Person);
            Add(person, line);
            read++;
        }

        return read;
    }

    private void Add(PersonsWeek person, AccessLine line)
    {
        person.Teams.UnionWith(line.Teams);
        if (line.About is not { } about || !Cases.Contains(line.AboutKind))
            return;

        var into = line.Status < 400 ? person.Opened : person.Refused;
        Put(into, about, line.At);
        if (line.Status < 400 && IsOutside(line.At))
            Put(person.Outside, about, line.At);
    }

    private static void Put(SortedDictionary<Guid, (DateTimeOffset First, DateTimeOffset Last)> into, Guid about, DateTimeOffset at) =>
        into[about] = into.TryGetValue(about, out var before) ? (before.First, at) : (at, at);

    private IEnumerable<UnusualLine> Seen(PersonsWeek person)
    {
        if (person.Opened.Count > many)
            yield return person.Line(UnusualWeek.Many, person.Opened);
        if (person.Outside.Count > 0)
            yield return person.Line(UnusualWeek.OutsideHours, person.Outside);
        if (person.Refused.Count >= SeveralTries)
            yield return person.Line(UnusualWeek.NoTie, person.Refused);
    }

    private bool IsOutside(DateTimeOffset at)
    {
        var local = Amsterdam.LocalAt(at);
        return !LegalCalendar.Known.IsWorkingDay(Amsterdam.DateAt(at)) || local.Hour < hours.From || local.Hour >= hours.Until;
    }

    private static (int From, int Until) Hours(string text) =>
        text.Split('-') is [var from, var until]
        && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first < last && last <= 24
            ? (first, last)
            : throw new StartRefusedException("WO_WORKING_HOURS is two hours such as 07-20.");
}
