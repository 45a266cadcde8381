using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Entry;

/// <summary>A code as it stands on the card, and the pin that was agreed; without the pin one may say no or take back, not read.</summary>
public sealed record ComeInRequest(string? Code, string? Pin);

/// <summary>
/// A token of a quarter of an hour, and what it is for. The scope is <c>nee</c>, or <c>nee lezen</c> when the pin was given.
/// </summary>
public sealed record CameIn(
    string AccessToken, int ExpiresIn, string Purpose, Guid About, string Role, string Scope, bool PinAgreed, DateTimeOffset Until);

/// <summary>Coming in with a code. For everybody; every wrong try counts.</summary>
internal static class ComeInFeature
{
    private static readonly Actor Somebody = new("onbekend", "geen", Guid.Empty);

    public static void MapComeIn(this RouteGroupBuilder routes)
    {
        routes.MapPost("", Enter).AllowAnonymous().Produces<CameIn>()
            .WithSummary("Kom binnen met de code van uw kaart, sms of e-mail; met uw pincode kunt u ook lezen")
            .WithExample(new ComeInRequest("K7QM-49XT-P2HJ", "482913"));
        routes.MapGet("/sleutels", (PersonalTokens tokens) => TypedResults.Content(tokens.Jwks, "application/json"))
            .AllowAnonymous().WithSummary("De openbare sleutels waarmee diensten deze toegang controleren (JWKS)");
    }

    private static async Task<IResult> Enter(
        ComeInRequest body, HttpContext http, WayInHandler ways, IViews views, Door door, Codes codes, PersonalTokens tokens,
        TimeProvider clock)
    {
        var errors = new InputErrors().Text(body.Code, "code", 40)
            .Must(body.Pin is null || (body.Pin.Length == 6 && body.Pin.All(char.IsAsciiDigit)), "pin", "Een pincode heeft zes cijfers.");
        if (!errors.None)
            return errors.ToProblem();
        if (!tokens.Ready)
            return WayInRefusals.NotSetUp.ToProblem();
        if (Codes.Typed(body.Code) is not { } code)
            return WayInRefusals.CodeWrong.ToProblem();

        await views.FreshFor(http, WaysView.Table);
        var refused = WayInRefusals.CodeWrong;
        var (part, ct) = (WaysView.Found(Codes.Handle(code)), http.RequestAborted);
        foreach (var found in await views.List<HandleRow>(WaysView.Table, part, ct, limit: 8))
        {
            var context = await door.Open(http, Somebody, new PayloadOwner($"way/{found.Way:N}"), ct);
            var command = new ComeIn(
                DerivedIds.Of(context.Id, "try"), codes.Hash(found.Way, code), body.Pin is null ? null : codes.HashPin(found.Way, body.Pin),
                clock.Now());
            var answer = await ways.Handle(found.Way, command, context, ct);
            if (answer.Refusal is null && answer.Fact<PersonCameIn>() is { } came)
                return TypedResults.Ok(Token(found.Way, answer.State, came.Reading, tokens, clock.Now()));

            refused = answer.Refusal ?? (answer.Fact<PersonRefused>() is { ByPin: true } ? WayInRefusals.PinWrong : refused);
        }

        return refused.ToProblem();
    }

    private static CameIn Token(Guid way, WayIn state, bool reading, PersonalTokens tokens, DateTimeOffset now)
    {
        var terms = state.Terms!;
        var life = terms.Until - now < WaysIn.Life ? terms.Until - now : WaysIn.Life;
        return new(
            tokens.Issue(way, terms, reading), Math.Max(0, (int)life.TotalSeconds), terms.Purpose, terms.About, terms.Role,
            reading ? $"{WaysIn.No} {WaysIn.Reading}" : WaysIn.No, state.Pin is not null, terms.Until);
    }
}
