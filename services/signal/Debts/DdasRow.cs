using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WarmHandover.Signals.Debts;

/// <summary>One early-debt signal as the exchange model 0.9 writes it. Its BSN is never read.</summary>
public sealed partial record DdasRow(
    string Partner, int? Amount, DateOnly? OriginOn, DateOnly SignalOn, bool Crisis, bool WarmHandover, string? Municipality,
    DebtClient Client)
{
    private static readonly string[] Known =
        ["ID", "crisissignaal", "warmeOverdracht", "bedrag", "ontstaansdatum", "signaaldatum", "status", "signaalpartner", "client"];

    private static readonly string[] KnownOfClient =
    [
        "Burgerservicenummer", "Voorletters", "Voorvoegsel", "Achternaam", "Geboortedatum", "Straatnaam", "Postcode", "Huisnummer",
        "Huisnummertoevoeging", "Plaatsnaam",
    ];

    private const int MostEuros = 10_000_000;

    /// <summary>Reads one row; what is wrong with it is told per field and never repeats the value.</summary>
    public static (DdasRow? Row, IReadOnlyList<string> Wrong) Read(JsonElement json, string? municipality, DateOnly today)
    {
        var wrong = new List<string>();
        foreach (var field in json.EnumerateObject().Where(f => !Known.Contains(f.Name)))
            wrong.Add($"{Safe(field.Name)}: dit veld kent het uitwisselmodel niet.");

        var client = Part("client");
        foreach (var field in client is { } c ? c.EnumerateObject().Where(f => !KnownOfClient.Contains(f.Name)) : [])
            wrong.Add($"client.{Safe(field.Name)}: dit veld kent het uitwisselmodel niet.");

        var id = Text(json, "ID", "ID", 100, required: true);
        var partner = Part("signaalpartner") is { } p ? Text(p, "type", "signaalpartner.type", 60, required: true) : null;
        var code = partner is null ? null : FamilyCodes.DebtPartners.Items.FirstOrDefault(i => i.Ggm == partner)?.Code;
        if (partner is not null && code is null)
            wrong.Add("signaalpartner.type: dit is geen soort signaalpartner van het uitwisselmodel.");

        var surname = Of("Achternaam", 200, required: true);
        var born = Date(client, "Geboortedatum", "client.Geboortedatum", required: true);
        var postcode = Of("Postcode", 10, required: true)?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (postcode is not null && !Postcode().IsMatch(postcode))
            wrong.Add("client.Postcode: dit is geen postcode.");
        var number = Of("Huisnummer", 10, required: true);
        var (initials, prefix) = (Of("Voorletters", 30, required: false), Of("Voorvoegsel", 30, required: false));
        var (street, town) = (Of("Straatnaam", 100, required: false), Of("Plaatsnaam", 100, required: false));
        var addition = Of("Huisnummertoevoeging", 10, required: false);
        var on = Date(json, "signaaldatum", "signaaldatum", required: false);
        var origin = Date(json, "ontstaansdatum", "ontstaansdatum", required: false);
        if (on is null && origin is null && wrong is [])
            wrong.Add("signaaldatum: vul deze datum in, of de ontstaansdatum.");
        int? amount = null;
        if (json.TryGetProperty("bedrag", out var euros) && euros.ValueKind is not JsonValueKind.Null)
        {
            if (euros.ValueKind is JsonValueKind.Number && euros.TryGetInt32(out var whole) && whole is >= 0 and <= MostEuros)
                amount = whole;
            else
                wrong.Add("bedrag: dit is geen bedrag in hele euro's.");
        }

        var (crisis, warm) = (Flag("crisissignaal"), Flag("warmeOverdracht"));
        return wrong is not []
            ? (null, wrong)
            : (new(code!, amount, origin, on ?? origin!.Value, crisis, warm, municipality, new(
                id!, initials, prefix, surname!, born!.Value, street, postcode!, number!, addition, town)), wrong);

        JsonElement? Part(string name)
        {
            if (json.TryGetProperty(name, out var part) && part.ValueKind is JsonValueKind.Object)
                return part;

            wrong.Add($"{name}: dit onderdeel ontbreekt.");
            return null;
        }

        string? Of(string name, int most, bool required) =>
            client is { } who ? Text(who, name, $"client.{name}", most, required) : null;

        string? Text(JsonElement from, string name, string field, int most, bool required)
        {
            if (!from.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null
                || value.ValueKind is JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()))
            {
                if (required)
                    wrong.Add($"{field}: dit veld is leeg.");
                return null;
            }

            var text = value.ValueKind is JsonValueKind.String ? value.GetString()!.Trim() : null;
            if (text is { } good && good.Length <= most && !good.Any(char.IsControl))
                return good;

            wrong.Add($"{field}: hier hoort een tekst van hoogstens {most} gewone tekens.");
            return null;
        }

        DateOnly? Date(JsonElement? from, string name, string field, bool required)
        {
            if (from is not { } part || !part.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
            {
                if (required && from is not null)
                    wrong.Add($"{field}: dit veld is leeg.");
                return null;
            }

            if (value.ValueKind is not JsonValueKind.String
                || !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                || date.Year < 1900)
            {
                wrong.Add($"{field}: dit is geen datum in de vorm 2025-01-31.");
                return null;
            }

            if (date > today)
                wrong.Add($"{field}: deze datum ligt in de toekomst.");
            return date;
        }

        bool Flag(string name)
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.False)
                return false;
            if (value.ValueKind is not JsonValueKind.True)
                wrong.Add($"{name}: hier hoort true of false.");
            return value.ValueKind is JsonValueKind.True;
        }
    }

    // A name of a field in somebody's file could be anything: what is not a plain word is not repeated.
    private static string Safe(string name) => name.Length <= 40 && name.All(char.IsAsciiLetter) ? name : "(een onbekende naam)";

    [GeneratedRegex("^[1-9][0-9]{3}[A-Z]{2}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Postcode();
}
