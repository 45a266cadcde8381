using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace WarmHandover.Platform.Hosting;

/// <summary>What goes wrong before a process serves, as one sentence that says what to do; null for what is a mistake of ours.</summary>
internal static class StartFaults
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    /// <summary>The sentence.</summary>
    public static string? Sentence(Exception fault) => fault switch
    {
        IOException { InnerException: AddressInUseException } =>
            "Op het adres in ASPNETCORE_URLS luistert al een ander programma. Kies een ander adres, of stop dat. (The address is in use.)",
        SqliteException { SqliteErrorCode: NotADatabase or Corrupt } =>
            "Een bestand in WO_DATA is geen database van dit programma, of is beschadigd. Voer verify uit op de laatste kopie en zet die "
                + "terug. (A file in WO_DATA is no database.)",
        SqliteException => "De bestanden in WO_DATA kunnen niet worden geopend. Kijk na of de map er is, of dit programma er mag lezen en "
            + "schrijven en of er ruimte is. (The files in WO_DATA cannot be opened.)",
        IOException or UnauthorizedAccessException =>
            $"Dit programma kan zijn map of een van zijn bestanden niet openen ({fault.GetType().Name}). Kijk WO_DATA na: het is een map, "
                + "en dit programma mag er lezen en schrijven. (A folder or file cannot be opened.)",
        _ => null,
    };
}
