using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using WarmHandover.Consents;
using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals;
using WarmHandover.Signals;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Reading;

/// <summary>
/// A story that was played is told again and again, under other ids and through each other, in a new log whose views fold along. Some
/// tellings break off anywhere, some go on to the end, where data were destroyed. Then every view is built again from zero: each row must
/// be the same, byte for byte.
/// </summary>
internal sealed partial class Retold
{
    /// <summary>The four logs of a house.</summary>
    public static readonly string[] Services = ["signal", "consent", "referral", "notification"];

    // The tellings of one world have their organisations and teams in common, as families of one region do.
    private const int Worlds = 8;
    private const int AtOnce = 64;
    private const int Few = 12;
    private static readonly HashSet<string> Common =
        ["organisation", "team", "provider", "provision", "place", "carepath", "agreement", "arealist"];

    private readonly int tellings;
    private readonly List<Line> lines = [];
    private readonly HashSet<Guid> common = [];

    private Retold(IEnumerable<StoredEvent> story, int most)
    {
        tellings = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1" ? most : Few;
        foreach (var stored in story)
        {
            var line = new Line(stored, EventHeader.Read(stored.Header), Ids().Split(Encoding.UTF8.GetString(stored.Data)));
            lines.Add(line);
            common.Add(line.Header.Actor.Organisation);
            if (Common.Contains(line.Category))
                common.Add(line.Thing);
        }
    }

    /// <summary>Every view of a service, and those that each service has.</summary>
    public static IView[] ViewsOf(string service)
    {
        var own = service switch
        {
            "signal" => typeof(SignalService),
            "consent" => typeof(ConsentService),
            "referral" => typeof(ReferralService),
            _ => typeof(NotificationService),
        };
        return [.. new[] { typeof(IView), own }.SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IView)))
            .Select(type => (IView)Activator.CreateInstance(type)!)];
    }

    /// <summary>
    /// The log of a service in a folder of which the house has stopped; told a few times, in the long form so many.
    /// </summary>
    public static async Task<Retold> Of(string folder, string service, int most = 5000)
    {
        await using var rooms = new FolderRooms(folder, service, readOnly: true);
        return new(await new TableLog(rooms).After(Position.Start, default).ToListAsync(), most);
    }

    /// <summary>Tells the story of each log in a folder on SQLite, and compares.</summary>
    public static async Task OnFiles(string folder, ITestOutputHelper output, int most = 5000)
    {
        foreach (var service in Services)
        {
            var apart = Directory.CreateTempSubdirectory("house-retold-");
            try
            {
                var views = ViewsOf(service);
                await using var street = await new Street(apart.FullName).Open(views).Run();
                await (await Of(folder, service, most)).IsTheSameAfterARebuild(
                    service, views, street.Log, street.Views, street.Of<IViewRebuild>(), street.OpenViews, output);
            }
            finally
            {
                apart.Delete(recursive: true);
            }
        }
    }

    /// <summary>Tells it while the views fold along, builds all of them again from zero, and compares every row.</summary>
    public async Task IsTheSameAfterARebuild(
        string service, IView[] views, IEventLog log, IViews reading, IViewRebuild rebuild, Func<DbConnection> open,
        ITestOutputHelper output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"{service}: seed {seed}");
        var since = System.Diagnostics.Stopwatch.StartNew();
        var told = await Tell(log, new Random(seed));
        foreach (var view in views)
            await UpToDate(reading, view.Name);
        var (live, folded) = (await Rows(open), since.Elapsed);

        await rebuild.Rebuild(view: null, progress: null, default);
        var again = await Rows(open);
        output.WriteLine(
            $"{service}: {tellings} histories, {told.Whole} to their end, {told.Events} events of which {told.Destroyed} destroy, "
            + $"{views.Length} views, {live.Count} rows; live {folded.TotalSeconds:0} s, "
            + $"again {(since.Elapsed - folded).TotalSeconds:0} s");
        Assert.True(told.Whole >= Worlds && told.Destroyed >= told.Whole, "hardly anything was destroyed");
        Assert.True(live.Count > tellings * 2, $"only {live.Count} rows");
        Assert.Contains(live.Keys, key => key.StartsWith("destructions ", StringComparison.Ordinal));
        Assert.Empty(live.Where(row => again.GetValueOrDefault(row.Key) != row.Value).Select(row => row.Key).Take(5));
        Assert.Equal(live.Count, again.Count);
    }

    private static async Task UpToDate(IViews views, string view)
    {
        var limit = DateTime.UtcNow.AddMinutes(20);
        while (true)
        {
            try
            {
                await views.FreshToHead(view, default);
                return;
            }
            catch (ViewBehindException) when (DateTime.UtcNow < limit)
            {
                // It folds as fast as it can.
            }
        }
    }

    // Of each row its place and a hash of what stands in it: of two whole sets of rows there is no room.
    private static async Task<Dictionary<string, string>> Rows(Func<DbConnection> open)
    {
        await using var connection = open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select r.view, r.key, r.part, r.due, r.body
            from view_rows r join views v on v.view = r.view and v.generation = r.generation where v.live
            """;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, string>();
        while (await reader.ReadAsync())
        {
            var due = await reader.IsDBNullAsync(3) ? "" : $"{reader.GetInt64(3)}";
            var body = Convert.ToHexString(SHA256.HashData(reader.GetFieldValue<byte[]>(4)));
            rows.Add($"{reader.GetString(0)} {reader.GetString(1)}", $"{reader.GetString(2)} {due} {body}");
        }

        return rows;
    }

    private async Task<Told> Tell(IEventLog log, Random random)
    {
        var (told, next, ends) = (new Told(), 0, new Dictionary<string, (long Version, byte[] Hash)>());
        var under = new List<Telling>();
        while (true)
        {
            while (under.Count < AtOnce && next < tellings)
                under.Add(Begin(next++, random, told));
            if (under.Count == 0)
                return told;

            // One run of each, in streams that differ, so that all of them may stand in one commit.
            var writing = new Dictionary<string, Task>();
            foreach (var telling in under.OrderBy(_ => random.Next()).ToArray())
            {
                if (telling.Run(random, ends) is not { } run || writing.ContainsKey(run.Stream))
                    continue;

                writing.Add(run.Stream, log.Append(run, default));
                ends[run.Stream] = (run.ExpectedVersion + run.Events.Count, run.Events[^1].Hash);
                told.Events += run.Events.Count;
                told.Destroyed += run.Events.Count(e => e.Type is "destruction-done.v1" or "destruction-ordered.v1"
                    or "destruction-of-records-ordered.v1");
                telling.At += run.Events.Count;
                if (telling.At == telling.Lines.Count)
                    under.Remove(telling);
            }

            await Task.WhenAll(writing.Values);
        }
    }

    // Looks are many and alike: one in four is told. What a region has in common is told once, by the first of its world.
    private Telling Begin(int number, Random random, Told told)
    {
        var first = number < Worlds;
        var mine = lines.Where(line => (first || !IsDirectory(line)) && (line.Category != "look" || random.Next(4) == 0)).ToList();
        var whole = first || random.Next(5) == 0;
        told.Whole += whole ? 1 : 0;
        var length = whole ? mine.Count : 1 + (int)(mine.Count * Math.Pow(random.NextDouble(), 2));
        return new(this, number, mine[..Math.Min(length, mine.Count)]);
    }

    private static bool IsDirectory(Line line) =>
        Common.Contains(line.Category) && !line.Stored.Stream.StartsWith("notification.", StringComparison.Ordinal);

    private Guid Other(Guid id, int number) => id == Guid.Empty ? id
        : common.Contains(id) ? DerivedIds.Of(id, $"world|{number % Worlds}") : DerivedIds.Of(id, $"telling|{number}");

    [GeneratedRegex("(?<![0-9a-f])([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})(?![0-9a-f])")]
    private static partial Regex Ids();

    private sealed class Told
    {
        public int Whole { get; set; }

        public int Events { get; set; }

        public int Destroyed { get; set; }
    }

    /// <summary>One event of the story; of its text the odd parts are ids.</summary>
    private sealed record Line(StoredEvent Stored, EventHeader Header, string[] Parts)
    {
        public string Category { get; } = Stored.Stream[(Stored.Stream.IndexOf('.', StringComparison.Ordinal) + 1)..^33];

        public Guid Thing { get; } = Guid.ParseExact(Stored.Stream.AsSpan(Stored.Stream.Length - 32), "N");
    }

    private sealed class Telling(Retold story, int number, List<Line> lines)
    {
        public List<Line> Lines => lines;

        public int At { get; set; }

        // What follows itself in one stream, at most a few at a time.
        public Append? Run(Random random, Dictionary<string, (long Version, byte[] Hash)> ends)
        {
            var first = lines[At];
            var stream = $"{first.Stored.Stream[..^32]}{story.Other(first.Thing, number):N}";
            var (version, hash) = ends.GetValueOrDefault(stream, (0, Chain.Genesis(stream)));
            var (expected, events) = (version, new List<NewEvent>());
            foreach (var line in lines.Skip(At).TakeWhile(line => line.Stored.Stream == first.Stored.Stream).Take(1 + random.Next(8)))
            {
                var id = DerivedIds.Of(line.Stored.Id, $"telling|{number}");
                var header = (line.Header with
                {
                    Stream = stream,
                    Version = ++version,
                    EventId = id,
                    Cause = DerivedIds.Of(line.Header.Cause, $"telling|{number}"),
                    Actor = line.Header.Actor with { Organisation = story.Other(line.Header.Actor.Organisation, number) },
                }).ToBytes();
                var data = Encoding.UTF8.GetBytes(string.Concat(line.Parts.Select((part, n) => n % 2 == 0 ? part
                    : story.Other(Guid.Parse(part), number).ToString(part.Length == 32 ? "N" : "D"))));
                hash = Chain.Link(header, data, hash);
                events.Add(new(id, line.Stored.Type, header, data, hash, line.Stored.Beside));
            }

            return new(stream, expected, events, []);
        }
    }
}
