using System.Text;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Comma-separated text (RFC 4180) that a spreadsheet opens as text: a cell that would be a formula gets an apostrophe in front.
/// </summary>
public static class Csv
{
    private static readonly char[] Quoted = [',', '"', '\n', '\r', ';'];

    /// <summary>All lines, the first of them the names of the columns.</summary>
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IEnumerable<string?>> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Prepend(columns))
            text.AppendJoin(',', line.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    /// <summary>One cell: harmless, and quoted where it must be.</summary>
    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";

        var start = value.AsSpan().TrimStart();
        var harmless = start is [] || start[0] is not ('=' or '+' or '-' or '@' or '|' or '%') && value[0] is not ('\t' or '\r' or '\n')
            ? value
            : $"'{value}";
        return harmless.AsSpan().IndexOfAny(Quoted) < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
