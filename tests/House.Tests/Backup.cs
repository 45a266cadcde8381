namespace WarmHandover.Tests;

/// <summary>
/// The folder of a house, put aside and back as a backup does: what stands in the folder of the erasure ledger is no part of it.
/// </summary>
internal static class Backup
{
    private const string Ledger = "erasure-ledger";

    /// <summary>Makes the second folder like the first; what was there goes, but for the ledger.</summary>
    public static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var old in Files(to))
            old.Delete();
        foreach (var file in Files(from))
        {
            var target = Path.Combine(to.FullName, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            file.CopyTo(target, overwrite: true);
        }
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) =>
        folder.GetFiles("*", SearchOption.AllDirectories).Where(f => f.Directory!.Name != Ledger);
}
