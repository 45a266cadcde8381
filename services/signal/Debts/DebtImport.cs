using System.IO.Compression;
using System.Threading.Channels;

namespace WarmHandover.Signals.Debts;

/// <summary>A row that was not taken over: where it begins, and why. Never what stood there.</summary>
public sealed record DebtImportNote(long Line, long Column, IReadOnlyList<string> Wrong);

/// <summary>What became of a file so far; the last line of the answer has <see cref="Done"/>.</summary>
public sealed record DebtImportReport(
    bool Done, int Read, int Taken, int Unchanged, int Refused, IReadOnlyList<DebtImportNote> Notes, int MoreNotes, string? Stopped);

/// <summary>
/// The newest imports of this process, by who sent them and under which key: whoever sends a file through the gateway hears nothing before
/// it is sent to its end, and can ask here how far it is.
/// </summary>
public sealed class DebtImports
{
    private const int Kept = 50;
    private readonly Lock door = new();
    private readonly List<(Guid Organisation, Guid Command, DebtImport Import)> imports = [];

    /// <summary>An import that begins.</summary>
    public DebtImport Begin(Guid organisation, Guid command, DebtImport import)
    {
        lock (door)
        {
            imports.Add((organisation, command, import));
            if (imports.Count > Kept)
                imports.RemoveAt(0);
        }

        return import;
    }

    /// <summary>The newest import of an organisation under a key; null when this process does not know it.</summary>
    public DebtImport? Find(Guid organisation, Guid command)
    {
        lock (door)
            return imports.FindLast(i => (i.Organisation, i.Command) == (organisation, command)).Import;
    }
}

/// <summary>Takes a file over: a few rows at the same time, those of one household one after another.</summary>
public sealed class DebtImport(DebtDesk desk)
{
    private const int Lanes = 8;
    private const int Waiting = 64;
    private const int MostNotes = 1000;
    private readonly Lock door = new();
    private readonly List<DebtImportNote> notes = [];
    private int read;
    private int taken;
    private int unchanged;
    private int refused;
    private int more;

    /// <summary>The last report; null while rows are still taken over.</summary>
    public DebtImportReport? Ended { get; private set; }

    /// <summary>It is over: nothing is taken any more.</summary>
    public DebtImportReport End(string? stopped) => Ended = Report(done: true, stopped);

    /// <summary>How far it is.</summary>
    public DebtImportReport Report(bool done, string? stopped = null)
    {
        lock (door)
        {
            return new(
                done, read, taken, unchanged, refused, done ? [.. notes.OrderBy(n => n.Line).ThenBy(n => n.Column)] : [], more, stopped);
        }
    }

    /// <summary>Reads JSON or CSV to its end; the answer is why it stopped before it.</summary>
    public async Task<string?> Take(Stream source, bool csv, DebtImportRun run, CancellationToken ct)
    {
        var (json, lines) = (new DdasJson(source), new DdasCsv(source));
        var lanes = Enumerable.Range(0, Lanes).Select(_ => Channel.CreateBounded<DdasRow>(Waiting)).ToArray();
        var work = lanes.Select(lane => Task.Run(() => Work(lane.Reader, run, ct), ct)).ToArray();
        try
        {
            await foreach (var piece in csv ? lines.Read(ct) : json.Read(ct))
            {
                if (Row(piece, run) is { } row)
                    await lanes[Lane(row)].Writer.WriteAsync(row, ct);
            }
        }
        catch (InvalidDataException)
        {
            return "Het ingepakte bestand is beschadigd of te groot.";
        }
        finally
        {
            foreach (var lane in lanes)
                lane.Writer.Complete();
            await Task.WhenAll(work);
        }

        return csv ? lines.Stopped : json.Stopped;
    }

    /// <summary>The one file in a zip, read no further than a bound: what unpacks to far more than it was is not read to its end.</summary>
    public async Task<string?> TakeZip(Stream zip, DebtImportRun run, CancellationToken ct)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
            if (archive.Entries is not [var entry])
                return "In een zip hoort precies een bestand.";

            await using var inside = new Bounded(entry.Open(), Math.Max(1024 * 1024, entry.CompressedLength * 100));
            return await Take(inside, entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase), run, ct);
        }
        catch (InvalidDataException)
        {
            return "Dit is geen leesbare zip.";
        }
    }

    private DdasRow? Row(DdasPiece piece, DebtImportRun run)
    {
        var (row, wrong) = piece.Row is { } json ? DdasRow.Read(json, piece.Municipality, run.Today) : (null, [piece.Wrong!]);
        lock (door)
        {
            read++;
            if (row is not null)
                return row;

            refused++;
            if (notes.Count < MostNotes)
                notes.Add(new(piece.Line, piece.Column, wrong));
            else
                more++;
            return null;
        }
    }

    private async Task Work(ChannelReader<DdasRow> rows, DebtImportRun run, CancellationToken ct)
    {
        await foreach (var row in rows.ReadAllAsync(ct))
        {
            var isNew = await desk.Take(row, run, ct);
            Interlocked.Increment(ref isNew ? ref taken : ref unchanged);
        }
    }

    private static int Lane(DdasRow row) =>
        (int)((uint)string.GetHashCode($"{row.Client.Postcode}{row.Client.HouseNumber}", StringComparison.Ordinal) % Lanes);

    private sealed class Bounded(Stream inner, long most) : Stream
    {
        private long left = most;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Spend(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Spend(await inner.ReadAsync(buffer, cancellationToken));

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Spend(int read) => (left -= read) < 0 ? throw new InvalidDataException("Unpacks to more than its bound.") : read;
    }
}
