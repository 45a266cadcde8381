using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Moving;

/// <summary>
/// Where a log goes on that was moved. Stands beside the log, because a program with the old settings must not write on in what was left:
/// then two logs would each hold a part of the truth.
/// </summary>
internal static class Moved
{
    /// <summary>The move is not done yet.</summary>
    public const string UnderWay = "onderweg";

    /// <summary>In a store that shares nothing with this one.</summary>
    public const string Elsewhere = "elders";

    /// <summary>This is a copy to restore from, never to run on.</summary>
    public const string Backup = "reservekopie";

    /// <summary>Says it in a schema.</summary>
    public const string Say =
        "insert into moved (one, stands) values (true, @stands) on conflict (one) do update set stands = excluded.stands";

    /// <summary>Stops a start on a log that goes on somewhere else.</summary>
    public static void Check(string? stands, string engine, string service)
    {
        if (stands is null || stands == engine)
            return;

        throw new StartRefusedException(stands switch
        {
            UnderWay => $"De verhuizing van {service} hierheen is niet af. Voer move nog eens uit; het gaat verder waar het was. "
                + "(The move to here is not done.)",
            Backup => $"Dit is een reservekopie van {service}. Zet hem met restore terug in een lege opslag. (This is a backup.)",
            Elsewhere => $"Het logboek van {service} is verhuisd; hier wordt niet meer geschreven. Start met de nieuwe instellingen, of "
                + "verhuis terug met move. (The log was moved away.)",
            _ => $"Het logboek van {service} staat nu in {stands}. Start met die instellingen, of verhuis terug met move. "
                + "(The log was moved to another engine.)",
        });
    }

    /// <summary>What stands beside a file.</summary>
    public static string? Read(string logFile) => File.Exists(Marker(logFile)) ? File.ReadAllText(Marker(logFile)).Trim() : null;

    /// <summary>Writes it beside a file, whole and on the disk.</summary>
    public static void Write(string logFile, string stands) => WholeFile.Write(Marker(logFile), stands);

    private static string Marker(string logFile) => $"{logFile}.moved";
}
