using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Platform.Erasing;

/// <summary>
/// One erasure in the ledger: ids (also of the payloads that went beside those of the person), the instant, and a seal of the house, so
/// that nobody else can have data destroyed.
/// </summary>
public sealed record LedgerLine(
    Guid Erasure, Guid Family, Guid Organisation, Guid? Member, IReadOnlyList<Guid> Teams, IReadOnlyList<Guid> Beside,
    DateTimeOffset At, string Seal = "")
{
    /// <summary>Under which other ids the same was recorded.</summary>
    public IReadOnlyList<RecordedUnder>? Also { get; init; }

    /// <summary>Only the records that came in until the end of this day went: they are the payloads in <see cref="Beside"/>.</summary>
    public DateOnly? ReceivedUntil { get; init; }

    /// <summary>The order as it is carried out again.</summary>
    [JsonIgnore]
    public DestructionOrdered Order => new(Erasure, Family, Organisation, Member, Teams, At)
    {
        Also = Also,
        ReceivedUntil = ReceivedUntil,
    };

    /// <summary>The line of an order.</summary>
    public static LedgerLine Of(DestructionOrdered o, IReadOnlyList<Guid> beside) =>
        new(o.Erasure, o.Family, o.Organisation, o.Member, o.Teams, beside, o.At) { Also = o.Also, ReceivedUntil = o.ReceivedUntil };

    /// <summary>
    /// What is sealed and signed, a line each. Where only old records went, another first line: who knows only the first form must never
    /// take it for a whole file.
    /// </summary>
    public string Body(string service) => string.Join('\n',
        [ReceivedUntil is null ? "wo-erasure-v1" : Records, service, $"{Erasure:N}", $"{Family:N}", $"{Organisation:N}",
            Member is { } one ? $"{one:N}" : "-", Ids(Teams), Ids(Beside), Parts(Also), Instants.Text(At),
            .. ReceivedUntil is { } day ? [day.ToString("O", CultureInfo.InvariantCulture)] : Array.Empty<string>()]) + "\n";

    /// <summary>Reads what <see cref="Body"/> wrote.</summary>
    public static LedgerLine Parse(string body) => body.Split('\n') switch
    {
        [Records, .. var lines, var day, ""] => Parse(string.Join('\n', ["wo-erasure-v1", .. lines, ""])) with
        {
            ReceivedUntil = DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture),
        },
        ["wo-erasure-v1", _, var erasure, var family, var organisation, var member, var teams, var beside, var also, var at, ""] => new(
            Guid.ParseExact(erasure, "N"), Guid.ParseExact(family, "N"), Guid.ParseExact(organisation, "N"),
            member == "-" ? null : Guid.ParseExact(member, "N"),
            Ids(teams), Ids(beside), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture))
        { Also = Parts(also) },
        _ => throw new FormatException("Not an erasure."),
    };

    private const string Records = "wo-erasure-of-records-v1";

    private static string Parts(IReadOnlyList<RecordedUnder>? parts) =>
        parts is { Count: > 0 } ? string.Join(' ', parts.Select(Part)) : "-";

    private static string Part(RecordedUnder part) => part.Member is { } one ? $"{part.Family:N}/{one:N}" : $"{part.Family:N}";

    private static RecordedUnder[]? Parts(string text) => text == "-" ? null : [.. text.Split(' ').Select(Part)];

    private static RecordedUnder Part(string text) => text.Split('/') switch
    {
        [var family, var member] => new(Guid.ParseExact(family, "N"), Guid.ParseExact(member, "N")),
        _ => new(Guid.ParseExact(text, "N"), null),
    };

    private static string Ids(IReadOnlyList<Guid> ids) => ids is [] ? "-" : string.Join(' ', ids.Select(id => $"{id:N}"));

    private static Guid[] Ids(string text) => text == "-" ? [] : [.. text.Split(' ').Select(id => Guid.ParseExact(id, "N"))];
}

/// <summary>
/// The list of what was erased, outside everything that a backup brings back: a file per service in <c>WO_ERASURE_LEDGER</c> to which is
/// only added, and a signed note per erasure in the archive (<c>WO_ARCHIVE</c>). Ids only.
/// </summary>
public sealed class ErasureLedger(string service, string folder, string? archive, string origin, MasterKey master, ProofKeys keys)
    : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    // Asked each time: what is derived from is known only when the store of keys was read, at the start.
    private byte[] Sealing => master.Derive($"erasure-ledger|{service}");

    /// <summary>The file of this service.</summary>
    public string File { get; } = Path.Combine(folder, $"{service}.erasures");

    private string? Notes => archive is null ? null : Path.Combine(archive, service, "erasures");

    /// <summary>Adds a line, on disk when it returns; one that stands there already is not added again.</summary>
    public async Task Add(LedgerLine line, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (!Lines().Any(known => known.Erasure == line.Erasure))
                Append(JsonSerializer.Serialize(line with { Seal = Sealed(line) }, Facts.Json));
            if (Notes is { } place && keys.Signer is { } signer)
            {
                var note = SignedNote.Sign(line.Body(service), $"{origin}/{service}", signer);
                await Note(Path.Combine(place, $"{line.Erasure:N}.txt"), note, ct);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Everything that was ever erased here: by the file, and by the signed notes of the archive.</summary>
    public IReadOnlyList<LedgerLine> All()
    {
        var lines = Lines();
        var known = lines.Select(line => line.Erasure).ToHashSet();
        return [.. lines, .. Archived().Where(line => known.Add(line.Erasure))];
    }

    // The last line may be half written when the process was killed: its erasure was not carried out yet and is written again.
    private List<LedgerLine> Lines()
    {
        if (!System.IO.File.Exists(File))
            return [];

        var text = System.IO.File.ReadAllText(File);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<LedgerLine>()];
    }

    private LedgerLine? Read(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<LedgerLine>(text, Facts.Json) is { } line && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(line.Seal), Encoding.ASCII.GetBytes(Sealed(line))))
            {
                return line;
            }
        }
        catch (JsonException)
        {
            // A torn line in the middle: the crash came between it and the next one, which says the same again.
            return null;
        }

        throw new StartRefusedException(
            $"In {File} staat een regel die dit huis niet schreef. Zoek uit wie hem toevoegde. "
            + "(A line of the erasure ledger has a wrong seal.)");
    }

    private IEnumerable<LedgerLine> Archived() => Notes is { } place && Directory.Exists(place)
        ? Directory.EnumerateFiles(place, "*.txt").Order(StringComparer.Ordinal)
            .Select(path => SignedNote.Open(System.IO.File.ReadAllText(path), keys.List.Keys.Select(k => k.Bytes)))
            .Where(body => body?.Split('\n') is [_, var of, ..] && of == service)
            .Select(body => LedgerLine.Parse(body!))
        : [];

    private void Append(string line)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var torn = false;
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            torn = file.ReadByte() != '\n';
        }

        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes((torn ? "\n" : "") + line + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static async Task Note(string path, string note, CancellationToken ct)
    {
        if (System.IO.File.Exists(path))
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        await System.IO.File.WriteAllTextAsync(draft, note, ct);
        System.IO.File.Move(draft, path, overwrite: true);
    }

    private string Sealed(LedgerLine line) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Sealing, Encoding.UTF8.GetBytes(line.Body(service))));
}
