using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Web;

/// <summary>Checks the headers of a request before its endpoint runs, so that an endpoint may simply read them.</summary>
internal static partial class DoorFilter
{
    public static async ValueTask<object?> Check(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (Refused(http) is { } problem)
            return problem.Traced(http);

        return (await next(call)).Traced(http);
    }

    /// <summary>What is wrong with the headers; the wrong body, when there is one, is told in the same answer.</summary>
    public static InputErrors Errors(HttpContext http)
    {
        var (request, errors) = (http.Request, new InputErrors());
        if (Writes(request.Method))
        {
            errors.Must(Guid.TryParseExact(request.Headers["Idempotency-Key"].ToString(), "D", out var key) && key != Guid.Empty,
                "Idempotency-Key", "Geef in deze header een nieuw nummer (UUID) per handeling mee.");
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

    private static ProblemHttpResult? Refused(HttpContext http)
    {
        var errors = Errors(http);
        if (!errors.None)
            return errors.ToProblem(http.KeyMissing() ? "idempotency-key-ontbreekt" : "ongeldige-invoer");

        var needsVersion = http.GetEndpoint()?.Metadata.GetMetadata<NeedsIfMatch>() is not null && http.Request.Headers.IfMatch.Count == 0;
        return needsVersion
            ? Problems.Of(StatusCodes.Status428PreconditionRequired, "versie-ontbreekt")
            : null;
    }

    private static bool KeyMissing(this HttpContext http) =>
        Writes(http.Request.Method) && http.Request.Headers["Idempotency-Key"].Count == 0;

    private static bool Writes(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);

    [GeneratedRegex("^\"[0-9]{1,18}\"$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QuotedNumber();
}
