using System.Text;

namespace WarmHandover.Tests.Canary;

/// <summary>Looks for words that must stand nowhere, in whatever way they might be written down.</summary>
public static class Traces
{
    /// <summary>Which file holds which word.</summary>
    public static List<string> InFiles(DirectoryInfo folder, IReadOnlyList<string> canaries) =>
    [
        .. from file in folder.GetFiles("*", SearchOption.AllDirectories)
           where !IsLock(file)
           from canary in In(Bytes(file), canaries)
           select $"{file.Name}: {canary}",
    ];

    /// <summary>Which words stand in some bytes: as UTF-8, UTF-16, hex, base64 (also the one for addresses) or percent codes.</summary>
    public static IEnumerable<string> In(byte[] bytes, IReadOnlyList<string> canaries) =>
        canaries.Where(canary => Forms(canary).Any(form => bytes.AsSpan().IndexOf(form) >= 0));

    internal static IEnumerable<byte[]> Forms(string canary)
    {
        var bytes = Encoding.UTF8.GetBytes(canary);
        yield return bytes;
        yield return Encoding.Unicode.GetBytes(canary);
        yield return Encoding.BigEndianUnicode.GetBytes(canary);
        yield return Encoding.UTF8.GetBytes(Convert.ToHexString(bytes));
        yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(bytes));
        yield return Encoding.UTF8.GetBytes(string.Concat(bytes.Select(b => $"%{b:X2}")));
        yield return Encoding.UTF8.GetBytes(string.Concat(bytes.Select(b => $"%{b:x2}")));
        yield return Encoding.UTF8.GetBytes(Uri.EscapeDataString(canary));
        yield return Encoding.UTF8.GetBytes(canary.Replace(' ', '+'));
        foreach (var text in Base64(bytes).Concat(Base64(Encoding.Unicode.GetBytes(canary))))
        {
            yield return Encoding.UTF8.GetBytes(text);
            yield return Encoding.UTF8.GetBytes(text.Replace('+', '-').Replace('/', '_'));
        }
    }

    // Base64 shifts with the place where the text begins, so all three alignments, without the characters that neighbours decide.
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            var first = ((shift * 8) + 5) / 6;
            yield return Convert.ToBase64String([.. new byte[shift], .. bytes])[first..((shift + bytes.Length) * 8 / 6)];
        }
    }

    // The log's guard against a second process: held so that nobody can open it, and always empty.
    private static bool IsLock(FileInfo file) => file is { Extension: ".lock", Length: 0 };

    private static byte[] Bytes(FileInfo file)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
