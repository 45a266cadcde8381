using Microsoft.AspNetCore.Authentication;

namespace WarmHandover.Portal.Sessions;

/// <summary>A token for the APIs, and until when; with what renews it, where the identity provider gave that.</summary>
public sealed record Access(string Token, DateTimeOffset Until, string? Refresh = null)
{
    /// <summary>Who the person is by now, where a renewal says so: a role that was taken away is gone at once.</summary>
    public Who? Now { get; init; }
}

/// <summary>
/// A way to sign in: the identity provider, a code on a card, or, in Development, choosing a sample person. A way begins a session with
/// <see cref="Sessions.Begin"/> and is asked again when the session's token runs out.
/// </summary>
public interface IWayToSignIn
{
    /// <summary>The name that the session keeps (<see cref="Who.Way"/>).</summary>
    string Name { get; }

    /// <summary>The link or form that the sign-in page shows; null when people come in elsewhere.</summary>
    string? Begin { get; }

    /// <summary>Maps the way's own addresses.</summary>
    void Map(WebApplication app);

    /// <summary>A new token for a session of this way; null ends the session.</summary>
    Task<Access?> Renew(Who who, AuthenticationProperties session, CancellationToken ct);

    /// <summary>
    /// Lets a person who is signed in show again who he is, before something grave; <paramref name="back"/> is where he goes on. Unless a
    /// way knows better, he signs in anew.
    /// </summary>
    async Task<IResult> Again(HttpContext http, Who who, string back)
    {
        await http.SignOutAsync(Sessions.Scheme);
        return Results.LocalRedirect($"/aanmelden?terug={Uri.EscapeDataString(back)}");
    }

    /// <summary>Told that a session of this way was ended by its person: what it held may be given back.</summary>
    Task Ended(AuthenticationProperties session, CancellationToken ct) => Task.CompletedTask;
}
