using System.Buffers.Text;
using System.Text;

namespace WarmHandover.Notifications.Posting;

/// <summary>Reads the answers of a mail server: lines with a code in front, of a bounded length and number.</summary>
internal sealed class SmtpAnswers
{
    private const int LongestLine = 2_000;
    private const int MostLines = 100;
    private readonly byte[] buffer = new byte[4_096];
    private int filled;
    private int read;

    /// <summary>Whether more was said than was asked for.</summary>
    public bool More => read < filled;

    /// <summary>One answer, which may have several lines; what follows the code of each.</summary>
    public async Task<(int Code, string[] Lines)> Next(Stream stream, CancellationToken ct)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await Line(stream, ct);
            if (line.Length < 3 || !Utf8Parser.TryParse(Encoding.ASCII.GetBytes(line[..3]), out int code, out var digits) || digits != 3)
                break;

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
                return (code, [.. lines]);
        }

        throw new SmtpFault("geen-mailserver", away: true);
    }

    private async Task<string> Line(Stream stream, CancellationToken ct)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (read == filled)
            {
                (read, filled) = (0, await stream.ReadAsync(buffer, ct));
                if (filled == 0)
                    throw new IOException("The mail server hung up.");
            }

            var c = (char)buffer[read++];
            if (c == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(c);
        }

        throw new SmtpFault("geen-mailserver", away: true);
    }
}
