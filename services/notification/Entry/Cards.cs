using System.Globalization;
using System.Net;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Time;

namespace WarmHandover.Notifications.Entry;

/// <summary>
/// The card for the desk: an address and a code, in plain words, and nothing that tells a finder whose it is or what it is about.
/// </summary>
internal sealed class Cards(string address)
{
    private const string Style =
        "body{font:14pt/1.5 sans-serif;max-width:14cm;margin:1cm auto}strong{font-size:20pt;letter-spacing:.08em}";

    private static readonly string[] Months =
    [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ];

    /// <summary>Reads where people come in (<c>WO_PUBLIC_ADDRESS</c>): https, without a question or a fragment.</summary>
    public static Cards From(IConfiguration configuration)
    {
        var text = configuration["WO_PUBLIC_ADDRESS"] is { Length: > 0 } set ? set : "https://overdracht.example/binnen";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" }
            ? new(text)
            : throw new StartRefusedException(
                "WO_PUBLIC_ADDRESS must be the https address where people come in, such as https://host/binnen.");
    }

    /// <summary>Where people come in, as it is typed.</summary>
    public string Address => address["https://".Length..].TrimEnd('/');

    /// <summary>A page to print.</summary>
    public string Print(string code, DateTimeOffset until, string language)
    {
        var lastDay = Amsterdam.LastDayUntil(until);
        var (title, lines) = language == "en"
            ? ("Your personal code", (string[])
                [
                    "Go to this address:", Address, "Type this code:", code,
                    $"The code works until {lastDay.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.",
                    "With the code you can say no, or take back a yes. With the pin you chose you can also read and say yes.",
                    "Do not give the code to anybody. Nobody will ever call you for it.",
                    "Lost the card? Tell the person who gave it to you. The old code then stops at once.",
                ])
            : ("Uw persoonlijke code",
                [
                    "Ga naar dit adres:", Address, "Typ deze code:", code,
                    $"De code werkt tot en met {lastDay.Day} {Months[lastDay.Month - 1]} {lastDay.Year}.",
                    "Met de code kunt u nee zeggen, of een ja intrekken. Met de pincode die u koos, kunt u ook lezen en ja zeggen.",
                    "Geef de code aan niemand. Niemand belt u om deze code.",
                    "Kaart kwijt? Zeg het tegen wie u de kaart gaf. De oude code werkt dan meteen niet meer.",
                ]);
        return $"""
            <!doctype html>
            <html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
            <style>{Style}</style></head>
            <body><h1>{title}</h1>
            <p>{Plain(lines[0])}<br><strong>{Plain(lines[1])}</strong></p>
            <p>{Plain(lines[2])}<br><strong>{Plain(lines[3])}</strong></p>
            {string.Join('\n', lines[4..].Select(line => $"<p>{Plain(line)}</p>"))}
            </body></html>
            """;
    }

    private static string Plain(string text) => WebUtility.HtmlEncode(text);
}
