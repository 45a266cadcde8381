using WarmHandover.Portal.Sessions;

namespace WarmHandover.Portal.SignIn;

/// <summary>
/// The provider says behind the browser's back that a person is gone, or one sign-in of his (OpenID Connect Back-Channel Logout 1.0): his
/// sessions end on every replica before it has its answer. What it says is signed; that is why no form's token is asked here.
/// </summary>
internal static partial class BackChannel
{
    public const string Path = "/aanmelden/organisatie/afgemeld";
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    public static void Map(WebApplication app) => app.MapPost(Path, async (
        HttpContext http, IdTokens judge, Attempts attempts, SessionStore store, ILogger<Provider> logger, CancellationToken ct) =>
    {
        if (!http.Request.HasFormContentType)
            return Results.BadRequest();

        try
        {
            var form = await http.Request.ReadFormAsync(ct);
            var (subject, sid, id) = await judge.OfLogout(form["logout_token"].ToString(), ct);
            if (!await attempts.FirstTime(id, Remembered))
                return Results.BadRequest();

            var ended = sid is null ? await store.EndAll(subject!) : await store.EndOf(sid, subject);
            Ended(logger, ended);
            return Results.Ok();
        }
        catch (TokenRefusedException refused)
        {
            Refused(logger, refused.Why);
            return Results.BadRequest();
        }
        catch (ProviderAwayException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }).AllowAnonymous().DisableAntiforgery();

    [LoggerMessage(Level = LogLevel.Information, Message = "The identity provider ended {Count} sessions")]
    private static partial void Ended(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A logout token was refused: {Why}")]
    private static partial void Refused(ILogger logger, string why);
}
