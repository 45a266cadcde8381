using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WarmHandover.Platform.Web;

/// <summary>The problems (RFC 9457) that the door itself answers with: a stable code, plain Dutch, and nothing of what is inside.</summary>
public static class Problems
{
    /// <summary>The problem that belongs to a status; <paramref name="code"/> makes it more precise.</summary>
    public static ProblemHttpResult Of(int status, string? code = null)
    {
        var (usual, title, detail) = Words(status);
        var stated = code ?? usual;
        var sentence = Details.GetValueOrDefault(stated, detail);
        return TypedResults.Problem(
            detail: sentence,
            statusCode: status,
            title: title,
            type: $"urn:warme-overdracht:{stated}",
            extensions: status is 400 or 401 or >= 500 && stated == usual
                ? new Dictionary<string, object?> { ["code"] = stated }
                : new Dictionary<string, object?> { ["code"] = stated, [Whys.Member] = Whys.Of(stated, sentence) });
    }

    /// <summary>Adds the trace id to a problem, and <c>Retry-After</c> to one that may pass.</summary>
    public static object? Traced(this object? result, HttpContext http)
    {
        var inner = result;
        while (inner is INestedHttpResult nested)
            inner = nested.Result;

        if (inner is ProblemHttpResult problem)
        {
            problem.ProblemDetails.Extensions.TryAdd("traceId", Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier);
            Explain(problem, http);
            if (problem.StatusCode is 502 or 503 or 504 && http.Response.Headers.RetryAfter.Count == 0)
                http.Response.Headers.RetryAfter = "2";
        }

        return result;
    }

    // Why is for colleagues: a family reads one plain sentence, and whoever is not signed in reads no more than that.
    private static void Explain(ProblemHttpResult problem, HttpContext http)
    {
        var extensions = problem.ProblemDetails.Extensions;
        if (!Guid.TryParse(http.User.FindFirst("organisation")?.Value, out var works) || works == Guid.Empty)
        {
            extensions.Remove(Whys.Member);
            return;
        }

        if (problem.StatusCode == StatusCodes.Status403Forbidden
            && extensions.TryGetValue(Whys.Member, out var told) && told is Why why
            && http.GetEndpoint()?.Metadata.OfType<NeedsRole>().LastOrDefault() is { } needed)
        {
            extensions[Whys.Member] = why with
            {
                Facts = new Dictionary<string, string>
                {
                    ["nodig"] = string.Join(", ", needed.Roles),
                    ["uwRollen"] = string.Join(", ", http.User.FindAll("role").Select(c => c.Value).Order(StringComparer.Ordinal)),
                },
            };
        }
    }

    /// <summary>Writes a problem as the whole answer; does nothing when an answer is already under way.</summary>
    public static async Task Write(HttpContext http, ProblemHttpResult problem)
    {
        if (http.Response.HasStarted)
            return;

        problem.Traced(http);
        // What is left of the body is not read and the line ends with it: who is not told sends the next request into a line that closes.
        if (problem.StatusCode is StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
        await problem.ExecuteAsync(http);
    }

    private static readonly Dictionary<string, string> Details = new()
    {
        ["toestemming-niet-bereikbaar"] =
            "Wij konden de toestemming nu niet controleren. Er is niets getoond of verzonden. Probeer het over een minuut opnieuw.",
        ["nog-niet-bijgewerkt"] = "Dit overzicht is nog niet helemaal bijgewerkt. Probeer het zo nog eens.",
        [FreshSignIn.Code] = "Hiervoor moet u opnieuw laten zien wie u bent. Meld u opnieuw aan en doe het binnen vijf minuten.",
        ["opslag-vol"] = "Er is nu geen ruimte om iets vast te leggen. Er is niets opgeslagen. Blijft dit zo, bel dan uw beheerder.",
        ["onbekend-feit"] =
            "Hier is iets vastgelegd dat deze versie van het programma nog niet kent. Er is niets getoond en niets opgeslagen. Laat uw "
            + "beheerder de nieuwste versie plaatsen.",
        ["geen-controlepunt"] =
            "Er is nog geen ondertekend controlepunt, omdat er niets is vastgelegd of omdat er geen sleutel is. Vraag uw beheerder.",
        ["wordt-al-herbouwd"] = "Dit overzicht wordt al herbouwd. Wacht tot dat klaar is.",
        ["ander-doel"] = "De code waarmee u binnenkwam, is niet voor dit onderdeel. Hij is voor één doel.",
        ["tweede-stap-nodig"] =
            "Met alleen de code kunt u nee zeggen of intrekken. Om te lezen of ja te zeggen, vult u ook uw afgesproken pincode in.",
        ["dienst-niet-bereikbaar"] = "Dit onderdeel is nu niet bereikbaar. Er is niets verloren gegaan. Probeer het zo nog eens.",
    };

    private static (string Code, string Title, string Detail) Words(int status) => status switch
    {
        400 => ("ongeldig-verzoek", "Ongeldig verzoek", "Dit verzoek is niet goed opgebouwd."),
        401 => ("niet-aangemeld", "Niet aangemeld", "Meld u aan en probeer het opnieuw."),
        403 => ("geen-rol", "Niet toegestaan", "Uw rol geeft geen toegang tot deze handeling."),
        404 => ("niet-gevonden", "Niet gevonden", "Dit bestaat niet, of u hebt er geen toegang toe."),
        405 => ("methode-niet-toegestaan", "Kan hier niet", "Deze handeling bestaat niet op dit adres."),
        408 => ("te-langzaam", "Te langzaam", "Het verzoek kwam niet op tijd binnen."),
        409 => ("kan-nu-niet", "Dit kan nu niet", "Dit kan nu niet."),
        410 => ("vernietigd", "Vernietigd", "Dit dossier is vernietigd op verzoek. Er kan niets meer in worden vastgelegd."),
        413 => ("te-groot", "Te groot", "Het verzoek is groter dan 256 kB."),
        415 => ("verkeerd-formaat", "Verkeerd formaat", "Stuur de gegevens als application/json in UTF-8."),
        428 => ("versie-ontbreekt", "Versie ontbreekt", "Stuur in If-Match mee welke versie u las (de ETag), om niets te overschrijven."),
        429 => ("te-veel-verzoeken", "Te veel verzoeken", "U stuurt te veel verzoeken kort na elkaar. Wacht even en probeer het opnieuw."),
        502 or 503 or 504 => ("dienst-niet-bereikbaar", "Nu niet mogelijk", Details["dienst-niet-bereikbaar"]),
        < 500 => ("ongeldig-verzoek", "Ongeldig verzoek", "Dit verzoek kan niet worden verwerkt."),
        _ => ("fout", "Er ging iets mis", "Er ging bij ons iets mis. Noem bij vragen het nummer in traceId."),
    };
}
