using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>
/// Which tables an SQLite file has, as a number in its own head: 0 is from before it was written, and a number that this program does not
/// know was made by a newer one, which may read its rows in another way.
/// </summary>
internal static class SqliteVersion
{
    /// <summary>The number of this program; one more with each change of tables that an older program must not write in.</summary>
    public const int Ours = 1;

    /// <summary>Writes the number into a file.</summary>
    public static readonly string Stamp = $"pragma user_version = {Ours}";

    /// <summary>Refuses a file of a newer program.</summary>
    public static void Check(string file, long found)
    {
        if (found > Ours)
        {
            throw new StartRefusedException(
                $"De tabellen in {file} zijn van een nieuwere versie van dit programma ({found}; dit programma kent {Ours}). Start die "
                + "versie. (The tables were made by a newer version.)");
        }
    }
}
