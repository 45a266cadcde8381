using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Web;

/// <summary>Checks the headers of a request before its endpoint runs, so that an endpoint may simply read them.</summary>
internal static partial class DoorFilter
{
    private const string KeyAbsent = "idempotency-key-ontbreekt";

    public static async ValueTask<object?> Check(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (WaysIn.Refused(http) is { } notThisWay)
            return notThisWay.Traced(http);
        if (FreshSignIn.Refused(http) is { } tooLongAgo)
            return tooLongAgo.Traced(http);

        var errors = Errors(http);
        if (!errors.None)
            return (await Told(errors, call, next)).ToProblem(http.KeyMissing() ? KeyAbsent : "ongeldige-invoer").Traced(http);
        if (VersionMissing(http))
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "versie-ontbreekt").Traced(http);

        return (await next(call)).Traced(http);
    }

    // What is wrong with the content is the endpoint's to say. It can say no more than that: without a number there is no command.
    private static async Task<InputErrors> Told(InputErrors errors, EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (!Writes(http.Request.Method) || KeyStands(http.Request) || VersionMissing(http))
            return errors;

        try
        {
            return errors.With(await next(call));
        }
        catch (NoCommandException)
        {
            return errors;
        }
    }

    /// <summary>What is wrong with the headers; the wrong body, when there is one, is told in the same answer.</summary>
    public static InputErrors Errors(HttpContext http)
    {
        var (request, errors) = (http.Request, new InputErrors());
        if (Writes(request.Method))
        {
            errors.Must(KeyStands(request), "Idempotency-Key", "Geef in deze header een nieuw nummer (UUID) per handeling mee.");
        }

        if (request.Headers.TryGetValue("At-Least", out var atLeast))
        {
            errors.Must(Position.TryParse(atLeast.ToString(), out _),
                "At-Least", "Geef hier de waarde van een eerder ontvangen header Position.");
        }

        if (request.Headers.IfMatch is { Count: > 0 } ifMatch && http.GetEndpoint()?.Metadata.GetMetadata<NeedsIfMatch>() is not null)
        {
            errors.Must(QuotedNumber().IsMatch(ifMatch.ToString()) && ifMatch.ToString().Length <= 20,
                "If-Match", "Geef hier de waarde van de header ETag die u las, met aanhalingstekens.");
        }

        return errors;
    }

    private static bool VersionMissing(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<NeedsIfMatch>() is not null && http.Request.Headers.IfMatch.Count == 0;

    private static bool KeyStands(HttpRequest request) => DoorHeaders.Key(request) is not null;

    private static bool KeyMissing(this HttpContext http) =>
        Writes(http.Request.Method) && http.Request.Headers["Idempotency-Key"].Count == 0;

    private static bool Writes(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);

    [GeneratedRegex("^\"[0-9]{1,18}\"$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QuotedNumber();
}
