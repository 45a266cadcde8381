using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Web;

/// <summary>How a decision, a missing thing and wrong input are answered: the same few lines everywhere (RFC 9457).</summary>
public static class HttpAnswers
{
    /// <summary>The problem a refusal becomes: 409, 404, 412, 410 or 503, with its stable code and one Dutch sentence.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal) => TypedResults.Problem(
        detail: refusal.Reason,
        statusCode: refusal.Kind switch
        {
            RefusalKind.Rule => StatusCodes.Status409Conflict,
            RefusalKind.Missing => StatusCodes.Status404NotFound,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            RefusalKind.Erased => StatusCodes.Status410Gone,
            _ => StatusCodes.Status503ServiceUnavailable,
        },
        title: refusal.Kind switch
        {
            RefusalKind.Missing => "Niet gevonden",
            RefusalKind.Stale => "Intussen gewijzigd",
            RefusalKind.Erased => "Vernietigd",
            RefusalKind.Unanswered => "Nu niet mogelijk",
            _ => "Dit kan niet",
        },
        type: $"urn:warme-overdracht:weigering:{refusal.Code}",
        extensions: new Dictionary<string, object?>
        {
            ["code"] = refusal.Code,
            [Whys.Member] = Whys.Of(refusal.Code, refusal.Reason, refusal.Facts),
        });

    /// <summary>The version of the resource in this answer, for a later <c>If-Match</c> (decision 19).</summary>
    public static void SetETag(this HttpContext http, long version) =>
        http.Response.Headers.ETag = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{version}\"");

    extension<TState, TFact>(Answered<TState, TFact> answer)
    {
        /// <summary>204, or 409 and its kin. Sets <c>Position</c> (for <c>At-Least</c>).</summary>
        public IResult ToHttp(HttpContext http) => answer.Refusal is { } no ? no.ToProblem() : answer.Noted(http, TypedResults.NoContent());

        /// <summary>200 with a body, or the refusal.</summary>
        public IResult ToHttp<TBody>(HttpContext http, Func<Answered<TState, TFact>, TBody> body) =>
            answer.Refusal is { } no ? no.ToProblem() : answer.Noted(http, TypedResults.Ok(body(answer)));

        /// <summary>201 with a location and a body (also when said before: the same answer), or the refusal.</summary>
        public IResult ToCreated<TBody>(HttpContext http, Func<Answered<TState, TFact>, (string Location, TBody Body)> made)
        {
            if (answer.Refusal is { } no)
                return no.ToProblem();

            var (location, body) = made(answer);
            return answer.Noted(http, TypedResults.Created(location, body));
        }

        private IResult Noted(HttpContext http, IResult result)
        {
            http.Response.Headers["Position"] = answer.Position.ToString();
            return result;
        }
    }
}
