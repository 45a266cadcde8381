using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// Renews a session's token a minute before it runs out. One request of one replica does it; the others go on with the token that still
/// holds, or wait for the new one. What was renewed is written at once: an answer that gets lost loses no session.
/// </summary>
internal static class Renewals
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether the session goes on, with a token that holds.</summary>
    public static async Task<bool> Keep(CookieValidatePrincipalContext valid, Who who, SessionStore store, TimeProvider clock)
    {
        if (Fresh(valid.Properties, clock))
            return true;
        if (SessionStore.NumberOf(valid.HttpContext) is not { } number)
            return false;
        if (!await store.MayRenew(number))
            return Sessions.Until(valid.Properties) > clock.GetUtcNow() || await Wait(valid, number, store, clock);

        try
        {
            // Somebody may have been just before us.
            return await store.RetrieveAsync(number) is { } stored && Take(valid, stored)
                && (Fresh(stored.Properties, clock) || await Renew(valid, who, number, store));
        }
        finally
        {
            await store.Renewed(number);
        }
    }

    private static async Task<bool> Renew(CookieValidatePrincipalContext valid, Who who, string number, SessionStore store)
    {
        var http = valid.HttpContext;
        var way = http.RequestServices.GetServices<IWayToSignIn>().FirstOrDefault(w => w.Name == who.Way);
        // Never broken off halfway: the provider may have taken the old one back already.
        if (way is null || await way.Renew(who, valid.Properties, CancellationToken.None) is not { } access)
            return false;

        Sessions.Store(valid.Properties, access);
        if (access.Now is { } now)
            valid.ReplacePrincipal(now.ToPrincipal());
        await store.RenewAsync(number, new(valid.Principal!, valid.Properties, Sessions.Scheme));
        valid.ShouldRenew = true;
        return true;
    }

    private static async Task<bool> Wait(CookieValidatePrincipalContext valid, string number, SessionStore store, TimeProvider clock)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(Beat, valid.HttpContext.RequestAborted);
            if (await store.RetrieveAsync(number) is not { } stored)
                return false;
            if (Fresh(stored.Properties, clock))
                return Take(valid, stored);
        }

        throw ApiProblem.Away();
    }

    private static bool Take(CookieValidatePrincipalContext valid, AuthenticationTicket stored)
    {
        valid.Properties.StoreTokens(stored.Properties.GetTokens());
        valid.ReplacePrincipal(stored.Principal);
        return true;
    }

    private static bool Fresh(AuthenticationProperties session, TimeProvider clock) => Sessions.Until(session) - Ahead > clock.GetUtcNow();
}
