using System.Text;

namespace WarmHandover.Tests.SignalDebts;

/// <summary>Invented deliveries in the exchange model, one row on a line of its own.</summary>
internal static class DdasFile
{
    private const string Pattern = """
        {"ID": "@id", "crisissignaal": false, "warmeOverdracht": false, "bedrag": 450, "ontstaansdatum": "2026-12-10",
         "signaaldatum": "2027-01-05", "status": "Nog niet opgepakt", "signaalpartner": {"type": "Energie"},
         "client": {"Burgerservicenummer": "123456782", "Voorletters": "A.", "Voorvoegsel": "van", "Achternaam": "Dijk",
         "Geboortedatum": "1985-06-15", "Postcode": "1234AB", "Huisnummer": "@number"}}
        """;

    private static readonly string Line = Pattern.ReplaceLineEndings(" ");

    public static string Row(string id, string number = "10") =>
        Line.Replace("@id", id, StringComparison.Ordinal).Replace("@number", number, StringComparison.Ordinal);

    /// <summary>The first row stands on line 3.</summary>
    public static string With(params IEnumerable<string> rows) => new StringBuilder()
        .Append("{\"codeGegevensleverancier\": \"X\", \"startdatumLevering\": \"2027-01-01\", \"leveringen\": [\n")
        .Append("{\"teller\": 1, \"gemeentecode\": \"0150\", \"vroegsignalen\": [\n")
        .AppendJoin(",\n", rows)
        .Append("\n], \"vroegsignaalzaken\": [{\"vroegsignalen\": [{\"ID\": \"VS-1\"}]}]}\n]}\n")
        .ToString();
}
