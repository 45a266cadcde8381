using System.Text.Json;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking.Export;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Logbook;

/// <summary>A collector that keeps what it took, and may fail before or after it took it.</summary>
internal sealed class Kept(Func<int, string>? trouble = null) : ILogbook
{
    private int asked;

    public List<(string Scope, string Span, JsonElement All)> Spans { get; } = [];

    public Task Take(byte[] request, CancellationToken ct)
    {
        var what = trouble?.Invoke(asked++) ?? "";
        if (what == "before")
            throw new IOException("The collector is away.");
        if (what != "lost")
            Keep(request);
        return what == "after" ? throw new IOException("The answer was lost.") : Task.CompletedTask;
    }

    private void Keep(byte[] request)
    {
        using var read = JsonDocument.Parse(request);
        foreach (var scope in read.RootElement.GetProperty("resourceSpans")[0].GetProperty("scopeSpans").EnumerateArray())
        {
            var name = scope.GetProperty("scope").GetProperty("name").GetString()!;
            foreach (var span in scope.GetProperty("spans").EnumerateArray())
                Spans.Add((name, span.GetProperty("spanId").GetString()!, span.Clone()));
        }
    }
}

/// <summary>Places that can be lost on the way to the disk, as by a kill.</summary>
internal sealed class Places(Func<int, bool>? killed = null) : ICheckpoints
{
    private int saves;

    public Checkpoint? At { get; set; }

    public Task<Checkpoint?> Load(string name, CancellationToken ct) => Task.FromResult(At);

    public Task Save(string name, Checkpoint checkpoint, CancellationToken ct)
    {
        if (killed?.Invoke(saves++) is true)
            throw new OperationCanceledException("Killed.");
        At = checkpoint;
        return Task.CompletedTask;
    }
}

/// <summary>Says of what was taken whether it is all that the log holds, in the log's order: the judge of the tests.</summary>
internal static class LogbookJudge
{
    public static async Task<string?> Verdict(string service, IEventLog log, Kept kept)
    {
        var entries = await log.ReadAll(Position.Start, int.MaxValue, default).ToListAsync();
        foreach (var scope in new[] { OtlpLines.ProcessingScope, OtlpLines.AccessScope })
        {
            var truth = new Kept();
            foreach (var entry in entries)
            {
                if (OtlpLines.Of(service, [entry]) is { } request)
                    await truth.Take(request, default);
            }

            var expected = truth.Spans.Where(s => s.Scope == scope).Select(s => s.Span).ToArray();
            var found = kept.Spans.Where(s => s.Scope == scope).Select(s => s.Span).Distinct().ToArray();
            if (expected.Except(found).Any())
                return $"{scope}: {expected.Except(found).Count()} of {expected.Length} lost";
            if (!expected.SequenceEqual(found))
                return $"{scope}: another order";
            if (expected.Length != expected.Distinct().Count())
                return $"{scope}: two lines with one id";
        }

        return null;
    }

    public static string? Attribute(JsonElement span, string key) => span.GetProperty("attributes").EnumerateArray()
        .Where(a => a.GetProperty("key").GetString() == key)
        .Select(a => a.GetProperty("value").GetProperty("stringValue").GetString()).FirstOrDefault();
}
