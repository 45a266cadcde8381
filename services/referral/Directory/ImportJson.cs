using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// Services as JSON, each with its organization and locations inside. A few are taken in at the same time, in the order of the file for
/// each
/// one; the organization and the locations of many services are taken in once.
/// </summary>
internal sealed class ImportJson(Intake intake)
{
    public async Task Read(Stream source, ImportRun run, CancellationToken ct)
    {
        var seen = new Seen();
        await using (var lanes = new Lanes(ct))
        {
            using var pieces = new JsonPieces(source);
            await foreach (var piece in pieces.Read(ct))
            {
                if (piece.Wrong is { } wrong)
                    run.Count.Note(file: null, piece.Line, id: null, wrong, refuses: true);
                else
                    await lanes.Do(Lane(piece), () => Take(piece, run, seen, ct));
            }
        }

        // Whoever only names an organization may stand before it in the file, or beside it in another lane.
        foreach (var (service, line) in seen.Later.OrderBy(one => one.Line))
        {
            if (await intake.NameOf(service["organization_id"]!.ToString(), ct) is not null)
            {
                await Carefully(service, line, run, seen, ct);
                continue;
            }

            run.Count.Saw();
            run.Count.Note(
                file: null, line, service["id"] is { } id ? HsdsJson.Id(id.ToString()).ToString() : null,
                "organization_id wijst naar een organization die er niet is.", refuses: true);
        }
    }

    private async Task Take(JsonPiece piece, ImportRun run, Seen seen, CancellationToken ct)
    {
        JsonObject? service;
        try
        {
            service = JsonNode.Parse(piece.Bytes.Span, documentOptions: new() { MaxDepth = 32 }) as JsonObject;
        }
        catch (JsonException)
        {
            service = null;
        }

        if (service is null)
        {
            run.Count.Saw();
            run.Count.Note(file: null, piece.Line, id: null, "Dit is geen geldige JSON.", refuses: true);
            return;
        }

        await Carefully(service, piece.Line, run, seen, ct);
    }

    private async Task Carefully(JsonObject service, long line, ImportRun run, Seen seen, CancellationToken ct)
    {
        try
        {
            await Take(service, line, run, seen, ct);
        }
        catch (Exception odd) when (odd is ArgumentException or InvalidOperationException or FormatException)
        {
            run.Count.Note(file: null, line, id: null, "Dit onderdeel heeft niet de vorm van HSDS.", refuses: true);
        }
    }

    private async Task Take(JsonObject service, long line, ImportRun run, Seen seen, CancellationToken ct)
    {
        string? name = null;
        if (service["organization"] is not JsonObject && service["organization_id"] is { } named
            && (name = await intake.NameOf(named.ToString(), ct)) is null)
        {
            seen.Later.Add((service, line));
            return;
        }

        if (service["organization"] is JsonObject organization)
        {
            service.Remove("organization");
            await Locations(organization["locations"] as JsonArray, organization);
            organization.Remove("locations");
            if (service["program"] is JsonObject program)
                Program(service, program, organization);
            name = organization["name"]?.ToString();
            service["organization_id"] = organization["id"]?.DeepClone();
            if (seen.First("organization", organization) && !await intake.Organization(run, organization, file: null, line, ct))
                return;
        }

        service.Remove("program");
        foreach (var at in (service["service_at_locations"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (at["location"] is not JsonObject location)
                continue;

            at.Remove("location");
            at["location_id"] = location["id"]?.DeepClone();
            if (seen.First("location", location))
                await intake.Location(run, location, file: null, line, ct);
        }

        await intake.Service(run, service, name, file: null, line, ct);

        async Task Locations(JsonArray? locations, JsonObject of)
        {
            foreach (var location in (locations ?? []).OfType<JsonObject>())
            {
                location["organization_id"] ??= of["id"]?.DeepClone();
                if (seen.First("location", location))
                    await intake.Location(run, location, file: null, line, ct);
            }
        }
    }

    private static void Program(JsonObject service, JsonObject program, JsonObject organization)
    {
        service["program_id"] = program["id"]?.DeepClone();
        var programs = organization["programs"] as JsonArray ?? [];
        if (programs.OfType<JsonObject>().Any(p => p["id"]?.ToString() == program["id"]?.ToString()))
            return;

        programs.Add(program.DeepClone());
        organization["programs"] = programs.DeepClone();
    }

    // What says the same id must keep its order; ids are told by the bytes around the first of them.
    private static int Lane(JsonPiece piece)
    {
        var hash = new HashCode();
        hash.AddBytes(piece.Bytes.Span[..Math.Min(64, piece.Bytes.Length)]);
        return hash.ToHashCode() & int.MaxValue;
    }

    /// <summary>What was already taken in by this import, by what it says.</summary>
    private sealed class Seen
    {
        private readonly HashSet<(Guid, int)> seen = [];

        public ConcurrentBag<(JsonObject Service, long Line)> Later { get; } = [];

        public bool First(string kind, JsonObject thing)
        {
            var text = thing.ToJsonString();
            lock (seen)
                return seen.Add((HsdsJson.Id($"{kind}|{text}"), text.Length));
        }
    }
}

/// <summary>A few lanes of work: work on the same lane is done in order, and whoever brings more than fits waits.</summary>
internal sealed class Lanes : IAsyncDisposable
{
    private const int Width = 32;
    private readonly Channel<Func<Task>>[] lanes;
    private readonly Task[] workers;

    public Lanes(CancellationToken ct)
    {
        lanes = [.. Enumerable.Range(0, Width).Select(_ => Channel.CreateBounded<Func<Task>>(4))];
        workers = [.. lanes.Select(lane => Task.Run(
            async () =>
            {
                await foreach (var work in lane.Reader.ReadAllAsync(ct))
                    await work();
            },
            ct))];
    }

    /// <summary>Brings work; a lane whose work failed says so here.</summary>
    public async Task Do(int lane, Func<Task> work)
    {
        var n = lane % Width;
        while (!lanes[n].Writer.TryWrite(work))
        {
            if (workers[n].IsFaulted || workers[n].IsCanceled)
                await workers[n];
            await Task.WhenAny(lanes[n].Writer.WaitToWriteAsync().AsTask(), workers[n]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes)
            lane.Writer.TryComplete();
        await Task.WhenAll(workers);
    }
}
