using System.Security.Cryptography;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Looking;

/// <summary>
/// One line of the processing log (Logboek Dataverwerkingen): what was done with the data of one person, within which activity of the
/// register, when, and in which trace. Who did it is not in it: that stands in the access log, under the same trace. A line is the same
/// each time it is made, so that a second copy is known by its <see cref="SpanId"/>. <see cref="Status"/> is <c>Ok</c>, or <c>Error</c> for
/// what was tried and not done.
/// </summary>
public sealed record ProcessingLine(
    string Position, string TraceId, string SpanId, string? ParentSpanId, string Name, string Status, DateTimeOffset StartedAt,
    DateTimeOffset EndedAt, string Activity, string Subject, string SubjectType)
{
    /// <summary>The subject is a person.</summary>
    public const string Person = "urn:warme-overdracht:persoon";

    /// <summary>The line is about a family as a whole: its fact names no one person.</summary>
    public const string Family = "urn:warme-overdracht:gezin";

    /// <summary>A list of the own organisation or team, of which the answer named nobody.</summary>
    public const string List = "urn:warme-overdracht:lijst";

    // The names under which facts speak of a person. A fact that speaks of nobody is about the family or file that its stream is.
    private static readonly HashSet<string> Persons =
    [
        "member", "members", "subject", "subjects", "child", "holder", "signatory", "viewer", "volunteer", "person", "silent", "gone",
    ];

    /// <summary>All lines that an entry of the log is, one for each person; none when it is about nobody.</summary>
    public static IReadOnlyList<ProcessingLine> Of(StoredEvent stored)
    {
        if (LookNoted.In(stored) is { } look)
            return OfLook(stored, look);

        var beside = Beside.Read(stored.Beside);
        if ((beside.Activity ?? ActivityRegister.OfStream(stored.Stream)) is not { } activity)
            return [];

        var (trace, parent) = TraceSpan.Of(beside.TraceParent);
        var at = HeaderSkim.RecordedAt(stored.Header);
        return [.. Subjects(stored).Select(about => Line(
            stored, about, trace, parent, stored.Type, "Ok", (at, at), activity))];
    }

    /// <summary>The name of the activity as lines point to it.</summary>
    public string ActivityUri => $"urn:warme-overdracht:verwerking:{Activity}";

    private static ProcessingLine[] OfLook(StoredEvent stored, LookNoted look)
    {
        var organisation = EventHeader.Read(stored.Header).Actor.Organisation;
        (string, string)[] about = look switch
        {
            { Subjects: [_, ..] } => [.. look.Subjects.Distinct().Select(s => ($"{s:D}", look.SubjectsAre ?? Person))],
            { About: { } one } => [($"{one:D}", TypeOf(look.AboutKind))],
            _ => [($"{organisation:D}", List)],
        };
        return [.. about.Select(one => Line(
            stored, one, look.TraceId, look.SpanId, look.Route, look.Status < 400 ? "Ok" : "Error", (look.StartedAt, look.At),
            look.Activity))];
    }

    private static ProcessingLine Line(
        StoredEvent stored, (string Id, string Type) about, string? trace, string? parent, string name, string status,
        (DateTimeOffset From, DateTimeOffset To) took, string activity) => new(
            stored.Position.ToString(), trace ?? TraceSpan.TraceOf(stored.Id), TraceSpan.SpanOf(stored.Id, $"dpl|{about.Type}|{about.Id}"),
            parent, name, status, took.From, took.To, activity, about.Id, about.Type);

    private static IEnumerable<(string Id, string Type)> Subjects(StoredEvent stored)
    {
        using var fact = JsonDocument.Parse(stored.Data);
        var found = new SortedSet<Guid>();
        Collect(fact.RootElement, named: false, found);
        if (found.Count > 0)
            return [.. found.Select(one => ($"{one:D}", Person))];
        if (fact.RootElement.TryGetProperty("family", out var family) && family.ValueKind == JsonValueKind.String
            && family.TryGetGuid(out var id))
        {
            return [($"{id:D}", Family)];
        }

        return StreamName.Id(stored.Stream) is { } own ? [($"{own:D}", TypeOf(StreamName.Category(stored.Stream)))] : [];
    }

    private static void Collect(JsonElement element, bool named, SortedSet<Guid> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Collect(property.Value, Persons.Contains(property.Name), found);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(item, named, found);
                break;
            case JsonValueKind.String when named && element.TryGetGuid(out var id) && id != Guid.Empty:
                found.Add(id);
                break;
        }
    }

    private static string TypeOf(string kind) => kind switch
    {
        "family" or "gezin" => Family,
        "member" or "person" or "lid" or "persoon" => Person,
        _ => $"urn:warme-overdracht:dossier:{kind}",
    };
}

/// <summary>Ids of traces and spans (W3C Trace Context), and those that follow from a line when nobody made one.</summary>
internal static class TraceSpan
{
    /// <summary>The trace and the span of a <c>traceparent</c>.</summary>
    public static (string? Trace, string? Span) Of(string? parent) =>
        parent is { Length: >= 52 } ? (parent[3..35], parent[36..52]) : (null, null);

    /// <summary>A trace for what was done in none.</summary>
    public static string TraceOf(Guid id) => Convert.ToHexStringLower(SHA256.HashData([.. "trace"u8, .. id.ToByteArray()]).AsSpan(0, 16));

    /// <summary>A span of an entry: the same each time it is asked for.</summary>
    public static string SpanOf(Guid id, string name) => DerivedIds.Of(id, name).ToString("N")[..16];
}
