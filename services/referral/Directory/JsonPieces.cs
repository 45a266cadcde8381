using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace WarmHandover.Referrals.Directory;

/// <summary>One object of a JSON file: where it begins, and its bytes; or what is wrong there.</summary>
internal sealed record JsonPiece(long Line, ReadOnlyMemory<byte> Bytes, string? Wrong = null);

/// <summary>
/// Cuts a JSON file of any size into its objects, one at a time in memory: an array, a page with its objects in <c>contents</c>, one
/// object,
/// or an object per line. What cannot be read is told by line, and reading goes on behind it.
/// </summary>
internal sealed class JsonPieces(Stream source) : IDisposable
{
    /// <summary>The largest object that is taken in.</summary>
    public const int MostBytes = 512 * 1024;

    private static readonly string[] Wrappers = ["contents", "services", "service", "data", "items"];
    private readonly MemoryStream piece = new();
    private long line = 1;
    private long began = 1;
    private int depth;
    private int floor;
    private bool inText;
    private bool escaped;
    private bool opened;
    private bool strayed;
    private bool behind;

    public async IAsyncEnumerable<JsonPiece> Read([EnumeratorCancellation] CancellationToken ct)
    {
        var block = new byte[64 * 1024];
        var utf8 = await Texts.AsUtf8(source, ct);
        int read;
        while ((read = await utf8.ReadAsync(block, ct)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (Take(block[i]) is { } found)
                    yield return found;
            }
        }

        if (depth > 0 || opened)
            yield return new(depth > floor ? began : line, default, "Het bestand houdt hier middenin op. Wat ervoor stond is gelezen.");
    }

    public void Dispose() => piece.Dispose();

    private JsonPiece? Take(byte letter)
    {
        if (letter is (byte)'\n')
            line++;

        var inside = depth > floor && !behind;
        if (inside)
            Keep(letter);
        if (inText)
        {
            Text(letter);
            return null;
        }

        if (behind)
            return Behind(letter);

        return letter switch
        {
            (byte)'"' when inside => Quote(),
            (byte)'{' => Open(letter, inside),
            (byte)'[' => Array(inside),
            (byte)'}' or (byte)']' => Close(letter),
            (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0xEF or 0xBB or 0xBF => null,
            _ when inside => null,
            _ => Stray(),
        };
    }

    private void Text(byte letter)
    {
        (inText, escaped) = (letter is not (byte)'"' || escaped, letter is (byte)'\\' && !escaped);
    }

    private JsonPiece? Quote()
    {
        inText = true;
        return null;
    }

    private JsonPiece? Open(byte letter, bool inside)
    {
        if (!inside)
        {
            (began, strayed) = (line, false);
            piece.SetLength(0);
            Keep(letter);
        }

        depth++;
        return null;
    }

    /// <summary>The array around all objects, or the one in which a page keeps them.</summary>
    private JsonPiece? Array(bool inside)
    {
        if (!inside && depth == 0 && !opened)
        {
            (opened, floor, depth) = (true, 1, 1);
        }
        else if (floor == 0 && depth == 1 && Wrapper())
        {
            (floor, depth) = (2, 2);
            piece.SetLength(0);
        }
        else
        {
            depth++;
        }

        return null;
    }

    private JsonPiece? Close(byte letter)
    {
        if (depth == 0)
            return Stray();

        depth--;
        if (depth < floor)
        {
            (behind, floor, opened) = (floor == 2, 0, false);
            return null;
        }

        if (depth > floor || letter is not (byte)'}')
            return null;
        return piece.Length switch
        {
            > MostBytes => new(began, default, "Dit onderdeel is te groot om over te nemen."),
            _ when !Utf8.IsValid(piece.GetBuffer().AsSpan(0, (int)piece.Length)) => new(began, default, Texts.NotUtf8),
            _ => new(began, piece.ToArray()),
        };
    }

    /// <summary>A page goes on behind its objects with words of its own; they say nothing.</summary>
    private JsonPiece? Behind(byte letter)
    {
        if (letter is (byte)'"')
            inText = true;
        depth += letter switch
        {
            (byte)'{' or (byte)'[' => 1,
            (byte)'}' or (byte)']' => -1,
            _ => 0,
        };
        behind = depth > 0;
        return null;
    }

    private JsonPiece? Stray()
    {
        if (strayed)
            return null;

        strayed = true;
        return new(line, default, "Hier staat geen onderdeel van een JSON-bestand.");
    }

    private bool Wrapper()
    {
        if (piece.Length > 4096)
            return false;

        var so = Encoding.UTF8.GetString(piece.GetBuffer().AsSpan(0, (int)piece.Length - 1)).TrimEnd().TrimEnd(':').TrimEnd();
        return Wrappers.Any(name => so.EndsWith($"\"{name}\"", StringComparison.Ordinal));
    }

    private void Keep(byte letter)
    {
        if (piece.Length <= MostBytes)
            piece.WriteByte(letter);
    }
}
