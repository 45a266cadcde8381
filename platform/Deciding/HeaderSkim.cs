using System.Buffers.Text;
using System.Text.Json;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Deciding;

/// <summary>
/// Looks up one thing in a stored header without building the rest: the road does this for every fact it folds. The header is canonical
/// (<see cref="EventHeader.ToBytes"/>): no white space, no escapes, so its bytes can be searched.
/// </summary>
internal static class HeaderSkim
{
    /// <summary>Whether this command wrote the event.</summary>
    public static bool IsOf(ReadOnlySpan<byte> header, Guid command)
    {
        Span<byte> cause = stackalloc byte[9 + 36 + 1];
        "\"cause\":\""u8.CopyTo(cause);
        Utf8Formatter.TryFormat(command, cause[9..], out _);
        cause[^1] = (byte)'"';
        return header.IndexOf(cause) >= 0;
    }

    /// <summary>Which command wrote the event.</summary>
    public static Guid CauseOf(ReadOnlySpan<byte> header)
    {
        var at = header.IndexOf("\"cause\":\""u8);
        return at >= 0 && Utf8Parser.TryParse(header[(at + 9)..], out Guid cause, out var read) && read == 36 ? cause : Guid.Empty;
    }

    /// <summary>When the event was recorded.</summary>
    public static DateTimeOffset RecordedAt(ReadOnlySpan<byte> header)
    {
        var json = new Utf8JsonReader(header);
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.PropertyName && json.ValueTextEquals("recordedAt"u8) && json.Read())
                return json.GetDateTimeOffset();
        }

        return DateTimeOffset.MinValue;
    }
}
