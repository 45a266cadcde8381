using Microsoft.AspNetCore.Http;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Proof;

/// <summary>Evidence bundles of one service as an answer over HTTP, and the lines of its access log that belong in one.</summary>
public sealed class Bundles(ProofLog proof, IEventLog log, IPayloads payloads, IViews views, TimeProvider clock, string service)
{
    /// <summary>What a bundle is.</summary>
    public const string Zip = "application/zip";

    private const string With = "ja";
    private const string Without = "nee";
    private readonly string looks = $"{service}.look-";

    /// <summary>Whether an entry is a line of the access log.</summary>
    public bool IsLook(StoredEvent entry) => entry.Stream.StartsWith(looks, StringComparison.Ordinal);

    /// <summary>What is wrong with the word that says whether the lines of the access log go along; null is no.</summary>
    public static InputErrors Asked(string? logbook) => new InputErrors()
        .Must(logbook is null or With or Without, "logboek", "Zeg ja of nee: gaan de regels van het toegangslogboek mee?");

    /// <summary>The bundle; 400 when a period is too long, 503 where nothing is signed.</summary>
    public async Task<IResult> Answer(string name, EvidenceWish wish, CancellationToken ct)
    {
        var spool = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.DeleteOnClose);
        try
        {
            var (upto, tooMuch) = await new Evidence(proof, log, payloads, clock).Write(spool, wish, ct);
            if (upto is not null && !tooMuch)
            {
                spool.Position = 0;
                return TypedResults.Stream(spool, Zip, name);
            }

            await spool.DisposeAsync();
            return tooMuch
                ? new InputErrors().Add(
                    "van", $"Dit zijn meer dan {Evidence.MostEntries} regels: vraag een (kortere) periode, met van en tot.").ToProblem()
                : Problems.Of(StatusCodes.Status503ServiceUnavailable, "geen-controlepunt");
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The streams of a family that are there, and with them, when he asks for it, the lines about these things that people of the
    /// auditor's organisations left in the access log within his period.
    /// </summary>
    public async Task<IReadOnlyList<string>> Streams(FamilyTrail trail, Remit remit, string? logbook, CancellationToken ct)
    {
        var streams = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var stream in trail.Streams)
        {
            if (await log.Read(stream, 0, ct).AnyAsync(ct))
                streams.Add(stream);
        }

        if (logbook != With)
            return [.. streams];

        await views.Fresh(AccessLinesView.Table, await log.Head(ct), ct);
        foreach (var part in remit.Organisations.SelectMany(_ => trail.Things, AccessLinesView.OfThing))
        {
            foreach (var line in await views.List<AccessLine>(AccessLinesView.Table, part, ct, Evidence.MostEntries))
            {
                if (remit.Covers(line.At) && await Look(line, ct) is { } look)
                    streams.Add(look);
            }
        }

        return [.. streams];
    }

    private async Task<string?> Look(AccessLine line, CancellationToken ct)
    {
        if (line.Action == "vastleggen" || !Position.TryParse(line.Position, out var at))
            return null;

        var entry = await log.ReadAll(new(at.Value - 1), 1, ct).FirstOrDefaultAsync(ct);
        return entry is not null && IsLook(entry) ? entry.Stream : null;
    }
}
