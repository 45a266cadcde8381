using System.Text;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// A small file that is replaced at once: a reader sees the text of before or the one of now, never half of it, also after the power went.
/// </summary>
public static class WholeFile
{
    /// <summary>Writes the text (UTF-8) and puts it in the place of what stood there.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="text">All of it.</param>
    /// <param name="mode">Who may read and write it, where the system knows that; absent: as the process makes its files.</param>
    public static void Write(string path, string text, UnixFileMode? mode = null)
    {
        var draft = Draft(path, text, mode);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>The text on the disk under a name beside the file; the caller moves it.</summary>
    internal static string Draft(string path, string text, UnixFileMode? mode)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (mode is { } given && !OperatingSystem.IsWindows())
            options.UnixCreateMode = given;
        using var file = new FileStream(draft, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
        return draft;
    }
}
