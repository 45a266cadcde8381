using System.Buffers;
using System.Globalization;
using System.Text.Json;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Looking.Export;

/// <summary>
/// Both logs as OpenTelemetry spans (OTLP 1.x in JSON). The names of both standards stand here and nowhere else, because both are working
/// versions: Logboek Dataverwerkingen (<c>dpl.core.*</c>) and its extension for NEN 7513. The scope says which of the two a span is of.
/// </summary>
internal static class OtlpLines
{
    public const string ProcessingScope = "logboek-dataverwerkingen";
    public const string AccessScope = "toegangslogboek-nen7513";

    private const int Ok = 1;
    private const int Error = 2;
    private const int Internal = 1;

    /// <summary>One request with the lines of some entries, in the order of the log; null when none of them is a line.</summary>
    public static byte[]? Of(string service, IReadOnlyList<StoredEvent> entries)
    {
        var processing = entries.SelectMany(ProcessingLine.Of).ToArray();
        var access = entries.Select(e => (Entry: e, Line: AccessLine.Of(e))).Where(l => l.Line is not null).ToArray();
        if (processing is [] && access is [])
            return null;

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            json.WriteStartObject();
            json.WriteStartObject("resource");
            json.WriteStartArray("attributes");
            Text(json, "service.name", service);
            Text(json, "service.namespace", "warme-overdracht");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            Scope(json, ProcessingScope, processing, Write);
            Scope(json, AccessScope, access, (to, one) => Write(to, service, one.Entry, one.Line!));
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ProcessingLine line)
    {
        Span(json, (line.TraceId, line.SpanId, line.ParentSpanId), line.Name, line.StartedAt, line.EndedAt, line.Status == "Ok");
        Text(json, "dpl.core.processing_activity_id", line.ActivityUri);
        Text(json, "dpl.core.data_subject_id", line.Subject);
        Text(json, "dpl.core.data_subject_id_type", line.SubjectType);
        Text(json, "wo.position", line.Position);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string service, StoredEvent entry, AccessLine line)
    {
        var began = LookNoted.In(entry)?.StartedAt ?? line.At;
        Span(
            json, (line.Trace ?? TraceSpan.TraceOf(entry.Id), TraceSpan.SpanOf(entry.Id, "nen7513"), line.Span), line.Action, began,
            line.At, line.Status < 400);
        Text(json, "nen7513.event_id", line.Activity);
        Text(json, "nen7513.event_action_code", line.Action);
        Text(json, "nen7513.event_object", line.What);
        Text(json, "nen7513.event_outcome_indicator", line.Status.ToString(CultureInfo.InvariantCulture));
        Text(json, "nen7513.event_outcome_code", line.Code);
        Text(json, "nen7513.audit_source_id", service);
        Text(json, "nen7513.audit_enterprise_site_id", $"{line.Organisation:D}");
        Text(json, "nen7513.user_id", line.Person);
        Text(json, "nen7513.role_id_code", line.Role);
        Text(json, "nen7513.purpose_of_use", line.Purpose);
        Text(json, "nen7513.responsible_user_id", line.Responsible);
        Text(json, "nen7513.participant_object_id", line.About is { } about ? $"{about:D}" : null);
        Text(json, "nen7513.participant_object_type", line.AboutKind);
        Texts(json, "nen7513.participant_subject_ids", line.Subjects);
        Texts(json, "nen7513.user_teams", line.Teams);
        Text(json, "wo.assignment", line.Assignment is { } assignment ? $"{assignment:D}" : null);
        Text(json, "wo.position", line.Position);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Scope<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> lines, Action<Utf8JsonWriter, T> write)
    {
        if (lines is [])
            return;

        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", name);
        json.WriteString("version", "1");
        json.WriteEndObject();
        json.WriteStartArray("spans");
        foreach (var line in lines)
            write(json, line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Leaves the array of attributes open.
    private static void Span(
        Utf8JsonWriter json, (string Trace, string Own, string? Parent) ids, string name, DateTimeOffset from, DateTimeOffset to, bool ok)
    {
        json.WriteStartObject();
        json.WriteString("traceId", ids.Trace);
        json.WriteString("spanId", ids.Own);
        if (ids.Parent is not null)
            json.WriteString("parentSpanId", ids.Parent);
        json.WriteString("name", name);
        json.WriteNumber("kind", Internal);
        json.WriteString("startTimeUnixNano", Nanos(from));
        json.WriteString("endTimeUnixNano", Nanos(to));
        json.WriteStartObject("status");
        json.WriteNumber("code", ok ? Ok : Error);
        json.WriteEndObject();
        json.WriteStartArray("attributes");
    }

    private static string Nanos(DateTimeOffset at) =>
        ((at - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);

    private static void Text(Utf8JsonWriter json, string key, string? value)
    {
        if (value is null)
            return;

        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteStartObject("value");
        json.WriteString("stringValue", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string key, IReadOnlyList<Guid> values)
    {
        if (values is [])
            return;

        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteStartObject("value");
        json.WriteStartObject("arrayValue");
        json.WriteStartArray("values");
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("stringValue", $"{value:D}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
