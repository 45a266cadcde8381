using System.Buffers;
using System.Text;
using System.Text.Json;

namespace WarmHandover.Signals.Debts;

/// <summary>A piece of a file that may be a row: its text, or why it is none, and where it begins (both from 1).</summary>
public sealed record DdasPiece(long Line, long Column, JsonElement? Row, string? Municipality, string? Wrong);

/// <summary>
/// Walks through an exchange file byte by byte and hands out each object of <c>leveringen[].vroegsignalen[]</c> as it passes, so that a
/// file of any size needs no more memory than its largest row.
/// </summary>
public sealed class DdasJson(Stream source)
{
    private const int MostOfARow = 64 * 1024;
    private const int Deepest = 32;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<(bool Array, string? Name)> path = [];
    private readonly ArrayBufferWriter<byte> row = new();
    private readonly ArrayBufferWriter<byte> word = new();
    private (long Line, long Column) at = (1, 0);
    private (long Line, long Column) began;
    private bool inString, escaped, taking, tooLong, valueNext;
    private string? name, municipality;

    /// <summary>Why the file could not be read to its end; null when it could.</summary>
    public string? Stopped { get; private set; }

    /// <summary>The rows, as they pass.</summary>
    public async IAsyncEnumerable<DdasPiece> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        var (first, closed) = (true, false);
        int read;
        while ((read = await source.ReadAsync(buffer, ct)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                var b = buffer[i];
                at = b == '\n' ? (at.Line + 1, 0) : (at.Line, at.Column + 1);
                if (first && b is 0xEF or 0xBB or 0xBF && at.Column <= 3)
                    continue;
                if (first && !IsSpace(b))
                {
                    first = false;
                    if (b != '{')
                    {
                        Stopped = "Dit is geen JSON van het uitwisselmodel in UTF-8: het bestand begint niet met een accolade.";
                        yield break;
                    }
                }
                else if (closed && !IsSpace(b))
                {
                    Stopped = $"Regel {at.Line}, kolom {at.Column}: na het einde van het bestand staat nog iets.";
                    yield break;
                }

                if (Step(b) is { } piece)
                    yield return piece;
                if (Stopped is not null)
                    yield break;
                closed = !first && path.Count == 0;
            }
        }

        if (!closed)
            Stopped = first ? "Het bestand is leeg." : $"Regel {at.Line}, kolom {at.Column}: het bestand is niet compleet.";
    }

    private DdasPiece? Step(byte b)
    {
        if (taking)
            Keep(b);
        if (inString)
        {
            InString(b);
            return null;
        }

        switch (b)
        {
            case (byte)'"':
                inString = true;
                word.ResetWrittenCount();
                return null;
            case (byte)':':
                valueNext = true;
                return null;
            case (byte)',':
                (valueNext, name) = (false, path is [.., (true, _)] ? name : null);
                return null;
            case (byte)'{' or (byte)'[':
                Open(b);
                return null;
            case (byte)'}' or (byte)']':
                return Close(b);
            default:
                return null;
        }
    }

    private void InString(byte b)
    {
        if (escaped)
        {
            escaped = false;
        }
        else if (b == '\\')
        {
            escaped = true;
        }
        else if (b == '"')
        {
            inString = false;
            var text = Encoding.UTF8.GetString(word.WrittenSpan);
            if (valueNext && name == "gemeentecode" && path.Count == 3)
                municipality = text.Length == 4 && text.All(char.IsAsciiDigit) ? $"GM{text}" : null;
            else if (!valueNext)
                name = text;
            valueNext = false;
            return;
        }

        if (word.WrittenCount < 200)
            word.Write([b]);
    }

    private void Open(byte b)
    {
        if (path.Count >= Deepest)
        {
            Stopped = $"Regel {at.Line}, kolom {at.Column}: dit zit te diep genest voor het uitwisselmodel.";
            return;
        }

        if (!taking && b == '{' && path is [(false, _), (true, "leveringen"), (false, _), (true, "vroegsignalen")])
        {
            (taking, tooLong, began) = (true, false, at);
            row.ResetWrittenCount();
            Keep(b);
        }

        path.Add((b == '[', b == '[' ? name : null));
        (name, valueNext) = (null, false);
    }

    private DdasPiece? Close(byte b)
    {
        if (path is [] || path[^1].Array != (b == ']'))
        {
            Stopped = $"Regel {at.Line}, kolom {at.Column}: deze haak past niet. Het bestand is beschadigd.";
            return null;
        }

        path.RemoveAt(path.Count - 1);
        (name, valueNext) = (null, false);
        if (path.Count == 2 && b == '}')
            municipality = null;
        if (!taking || path.Count != 4)
            return null;

        taking = false;
        return Piece();
    }

    private DdasPiece Piece()
    {
        if (tooLong)
            return new(began.Line, began.Column, null, municipality, "Deze rij is te lang.");

        try
        {
            using var document = JsonDocument.Parse(row.WrittenMemory, new() { MaxDepth = Deepest });
            _ = Strict.GetCharCount(row.WrittenSpan);
            return new(began.Line, began.Column, document.RootElement.Clone(), municipality, null);
        }
        catch (JsonException)
        {
            return new(began.Line, began.Column, null, municipality, "Dit is geen geldige JSON.");
        }
        catch (DecoderFallbackException)
        {
            return new(began.Line, began.Column, null, municipality, "Hier staan tekens die geen UTF-8 zijn.");
        }
    }

    private void Keep(byte b)
    {
        if (row.WrittenCount < MostOfARow)
            row.Write([b]);
        else
            tooLong = true;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
