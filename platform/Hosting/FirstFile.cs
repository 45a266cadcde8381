namespace WarmHandover.Platform.Hosting;

/// <summary>
/// A file that several processes may want to make at the same moment, such as a key for development: the first makes it, the others find
/// it, whole. Readable for its owner only.
/// </summary>
internal static class FirstFile
{
    private const int Tries = 200;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes the file when it is not there.</summary>
    public static void Make(string path, Func<string> text)
    {
        if (File.Exists(path))
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Moving without overwriting looks first and moves then: two that look at the same moment both move. So one at a time.
        using var alone = Alone($"{path}.lock");
        if (File.Exists(path))
            return;

        var draft = WholeFile.Draft(path, text(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(draft, path, overwrite: false);
    }

    private static FileStream Alone(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < Tries)
            {
                Thread.Sleep(Beat);
            }
        }
    }
}
