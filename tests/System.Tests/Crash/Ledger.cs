using System.Globalization;
using System.Text;
using WarmHandover.Tests.Journey;

namespace WarmHandover.Tests.Crash;

/// <summary>
/// What was meant to be written and what was answered, in a file outside the house. A line is on disk before the request is sent, so that
/// nothing that was answered can be missing here.
/// </summary>
internal sealed class Ledger(string path) : IDisposable
{
    private const int NoAnswer = 0;
    private readonly Lock gate = new();
    private readonly FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);

    /// <summary>How many writes were accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>A write goes out, perhaps again: one fact of this type, in the log of this service, under this key.</summary>
    public void Sends(Guid key, string service, string type) => Write($"sends {key} {service} {type}", accepted: false);

    /// <summary>What came back.</summary>
    public void Answered(Guid key, int status) => Write($"answer {key} {status}", accepted: status is >= 200 and < 300);

    /// <summary>Nothing came back.</summary>
    public void Unknown(Guid key) => Answered(key, NoAnswer);

    /// <summary>Waits until so many writes were accepted; otherwise says what the host said.</summary>
    public async Task Reaches(int accepted, Func<string>? host = null)
    {
        var until = DateTime.UtcNow.AddMinutes(3);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Accepted < accepted)
        {
            Assert.True(
                DateTime.UtcNow < until,
                $"{Accepted} of {accepted} writes within three minutes; the last lines: {Tail()}; the host: {host?.Invoke()}");
            await beat.WaitForNextTickAsync();
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>
    /// What is wrong between a ledger and the logs: what was accepted stands there exactly once, what stayed unknown at most once, what was
    /// refused not at all.
    /// </summary>
    public static IReadOnlyList<string> Judge(string path, IReadOnlyList<Kept> house)
    {
        var written = house.ToLookup(e => e.Cause);
        return [.. Read(path).Select(line => Wrong(line, written[line.Key].Count(e => (e.Service, e.Type) == (line.Service, line.Type))))
            .Where(wrong => wrong.Length > 0)];
    }

    /// <summary>How the writes ended: accepted, unknown, refused.</summary>
    public static (int Accepted, int Unknown, int Refused) Tally(string path)
    {
        var lines = Read(path);
        return (lines.Count(l => l.Accepted), lines.Count(l => !l.Accepted && l.Open), lines.Count(l => !l.Accepted && !l.Open));
    }

    private static string Wrong(Line line, int times) => line switch
    {
        { Accepted: true } when times == 0 => $"{line.Type} {line.Key} was accepted and is lost",
        _ when times > 1 => $"{line.Type} {line.Key} stands there {times} times",
        { Accepted: false, Open: false } when times > 0 => $"{line.Type} {line.Key} was refused and stands there",
        _ => "",
    };

    private static List<Line> Read(string path)
    {
        var words = File.ReadAllLines(path).Select(line => line.Split(' ')).ToArray();
        var statuses = words.Where(w => w[0] == "answer")
            .ToLookup(w => Guid.Parse(w[1]), w => int.Parse(w[2], CultureInfo.InvariantCulture));
        return [.. words.Where(w => w[0] == "sends").GroupBy(w => Guid.Parse(w[1])).Select(tries =>
        {
            var answers = statuses[tries.Key].ToArray();
            var open = answers.Length < tries.Count() || answers.Any(status => status is NoAnswer or >= 500);
            return new Line(tries.Key, tries.First()[2], tries.First()[3], answers.Any(status => status is >= 200 and < 300), open);
        })];
    }

    private string Tail() => string.Join("; ", File.ReadAllLines(path).TakeLast(4));

    private void Write(string line, bool accepted)
    {
        lock (gate)
        {
            file.Write(Encoding.ASCII.GetBytes(line + '\n'));
            file.Flush(flushToDisk: true);
            Accepted += accepted ? 1 : 0;
        }
    }

    private sealed record Line(Guid Key, string Service, string Type, bool Accepted, bool Open);
}
