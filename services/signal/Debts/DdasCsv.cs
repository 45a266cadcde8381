using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WarmHandover.Signals.Debts;

/// <summary>
/// The same signals as CSV, one per line, under the names of the exchange model (<c>ID</c>, <c>bedrag</c>, <c>signaalpartner.type</c> or
/// <c>signaalpartner</c>, <c>client.Achternaam</c> or <c>Achternaam</c>, …), with commas or semicolons.
/// </summary>
public sealed class DdasCsv(Stream source)
{
    private const int MostOfARow = 64 * 1024;
    private static readonly string[] OfTheSignal =
        ["ID", "crisissignaal", "warmeOverdracht", "bedrag", "ontstaansdatum", "signaaldatum", "status"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why the file could not be read to its end; null when it could.</summary>
    public string? Stopped { get; private set; }

    /// <summary>The rows, as they pass.</summary>
    public async IAsyncEnumerable<DdasPiece> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string[]? header = null;
        var separator = ',';
        await foreach (var (line, text, wrong) in Records(ct))
        {
            if (header is null)
            {
                if (text is null || !text.Contains("ID", StringComparison.Ordinal)
                    || !text.Contains("Achternaam", StringComparison.Ordinal))
                {
                    Stopped = "De eerste regel is geen kop in UTF-8 met de namen van het uitwisselmodel, zoals ID en Achternaam.";
                    yield break;
                }

                separator = text.Count(c => c == ';') > text.Count(c => c == ',') ? ';' : ',';
                header = [.. Fields(text.TrimStart('\uFEFF'), separator).Select(f => f.Text.Trim())];
            }
            else if (wrong is not null)
            {
                yield return new(line, 1, null, null, wrong);
            }
            else if (!string.IsNullOrWhiteSpace(text))
            {
                yield return Row(line, text!, header, separator);
            }
        }

        Stopped ??= header is null ? "Het bestand is leeg." : null;
    }

    private static DdasPiece Row(long line, string text, string[] header, char separator)
    {
        var fields = Fields(text, separator).ToArray();
        if (fields.Length != header.Length)
            return new(line, 1, null, null, $"Deze regel heeft {fields.Length} velden; de kop heeft er {header.Length}.");

        var (signal, client, partner) = (new JsonObject(), new JsonObject(), new JsonObject());
        string? municipality = null;
        for (var i = 0; i < header.Length; i++)
        {
            var (name, value) = (header[i], fields[i].Text.Trim());
            if (name is "gemeentecode")
                municipality = value.Length == 4 && value.All(char.IsAsciiDigit) ? $"GM{value}" : null;
            else if (name is "signaalpartner" or "signaalpartner.type")
                partner["type"] = value;
            else if (name.EndsWith("Burgerservicenummer", StringComparison.Ordinal) || value.Length == 0)
                continue;
            else if (OfTheSignal.Contains(name))
                signal[name] = Typed(name, value);
            else
                client[name.StartsWith("client.", StringComparison.Ordinal) ? name[7..] : name] = value;
        }

        (signal["signaalpartner"], signal["client"]) = (partner, client);
        return new(line, 1, JsonSerializer.SerializeToElement(signal), municipality, null);
    }

    private static JsonValue Typed(string name, string value) => name switch
    {
        "bedrag" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var euros) => JsonValue.Create(euros),
        "crisissignaal" or "warmeOverdracht" when value is "true" or "ja" or "1" => JsonValue.Create(value: true),
        "crisissignaal" or "warmeOverdracht" when value is "false" or "nee" or "0" => JsonValue.Create(value: false),
        _ => JsonValue.Create(value),
    };

    // A field in quotes may hold separators, line breaks and doubled quotes.
    private static IEnumerable<(string Text, int Column)> Fields(string text, char separator)
    {
        var (field, quoted, column) = (new StringBuilder(), false, 1);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[i++]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == separator && !quoted)
            {
                yield return (field.ToString(), column);
                field.Clear();
                column = i + 2;
            }
            else
            {
                field.Append(text[i]);
            }
        }

        yield return (field.ToString(), column);
    }

    private async IAsyncEnumerable<(long Line, string? Text, string? Wrong)> Records(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (buffer, record) = (new byte[64 * 1024], new ArrayBufferWriter<byte>());
        var (line, began, quoted, tooLong) = (1L, 1L, false, false);
        int read;
        while ((read = await source.ReadAsync(buffer, ct)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                var b = buffer[i];
                line += b == '\n' ? 1 : 0;
                quoted ^= b == '"';
                if (b != '\n' || quoted && !tooLong)
                {
                    if (record.WrittenCount < MostOfARow)
                        record.Write([b]);
                    else
                        tooLong = true;
                    continue;
                }

                yield return Record();
                record.ResetWrittenCount();
                (began, quoted, tooLong) = (line, false, false);
            }
        }

        if (record.WrittenCount > 0)
            yield return quoted ? (began, null, "Het bestand eindigt midden in een veld: het is niet compleet.") : Record();

        (long, string?, string?) Record()
        {
            if (tooLong)
                return (began, null, "Deze regel is te lang.");
            try
            {
                return (began, Strict.GetString(record.WrittenSpan).TrimEnd('\r'), null);
            }
            catch (DecoderFallbackException)
            {
                return (began, null, "Hier staan tekens die geen UTF-8 zijn.");
            }
        }
    }
}
