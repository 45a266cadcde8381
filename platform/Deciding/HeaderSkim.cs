using System.Text.Json;

namespace WarmHandover.Platform.Deciding;

/// <summary>
/// Reads only what the road needs of a stored header, without building the rest: the road does this for every fact it folds.
/// </summary>
internal static class HeaderSkim
{
    public static (Guid Cause, string Pseudonym, DateTimeOffset RecordedAt) Read(ReadOnlySpan<byte> header)
    {
        var (cause, pseudonym, at) = (Guid.Empty, "", DateTimeOffset.MinValue);
        var json = new Utf8JsonReader(header);
        while (json.Read())
        {
            if (json.TokenType is not JsonTokenType.PropertyName)
                continue;

            if (json.ValueTextEquals("pseudonym"u8) && json.Read())
                pseudonym = json.GetString()!;
            else if (json.ValueTextEquals("cause"u8) && json.Read())
                cause = json.GetGuid();
            else if (json.ValueTextEquals("recordedAt"u8) && json.Read())
                at = json.GetDateTimeOffset();
        }

        return (cause, pseudonym, at);
    }
}
