using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// The sessions themselves: who is signed in and the person's own tokens, sealed, in the portal's store. The browser holds nothing but a
/// random number, and the store nothing but its hash: neither is worth anything without the other.
/// </summary>
public sealed partial class SessionStore(SessionDatabase database, IDataProtectionProvider protection, KeyRing ring, TimeProvider clock)
    : ITicketStore
{
    /// <summary>Which sign-in at the identity provider a session came from, where it told.</summary>
    internal const string ProviderSession = "sid";

    private const string Key = "wo-session-number";
    private const int Tries = 5;
    private static readonly TimeSpan RenewalTakes = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await database.Run("delete from sessions where ends_at < @now", ("now", Now()));
        await database.Run("delete from provider_sessions where session not in (select id from sessions)");
        await database.Run("delete from renewals where ends_at < @now", ("now", Now()));
        var (sealedTicket, ends) = Seal(key, ticket);
        await database.Run(
            "insert into sessions (id, subject, sealed, ends_at) values (@id, @subject, @sealed, @ends)",
            ("id", Id(key)), ("subject", Hidden(ticket.Principal.FindFirst(Who.Sub)?.Value ?? "")),
            ("sealed", sealedTicket), ("ends", ends));
        if (ticket.Properties.GetString(ProviderSession) is { } sid)
        {
            await database.Run(
                "insert into provider_sessions (session, sid) values (@session, @sid)", ("session", Id(key)), ("sid", Hidden(sid)));
        }

        // Whose access was ended while he was signing in does not come in either.
        await database.Run("delete from sessions where id = @id and subject in (select subject from shut_out)", ("id", Id(key)));
        return key;
    }

    /// <summary>
    /// Writes the session anew. A session that was ended meanwhile stays ended, and a token that was renewed meanwhile stays renewed.
    /// </summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await Sealed(key) is not { } seen)
                return;
            if (Open(key, seen) is { } stored && Sessions.Until(stored.Properties) > Sessions.Until(ticket.Properties))
                ticket.Properties.StoreTokens(stored.Properties.GetTokens());

            var (sealedTicket, ends) = Seal(key, ticket);
            var written = await database.Run(
                "update sessions set sealed = @sealed, ends_at = @ends where id = @id and sealed = @seen",
                ("id", Id(key)), ("sealed", sealedTicket), ("ends", ends), ("seen", seen));
            if (written == 1)
                return;
        }
    }

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key) => await Sealed(key) is { } row ? Open(key, row) : null;

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        httpContext.Items[Key] = key;
        return RetrieveAsync(key);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key) => database.Run("delete from sessions where id = @id", ("id", Id(key)));

    /// <summary>Ends every session of a person at once, on every replica; how many there were.</summary>
    public Task<int> EndAll(string subject) => database.Run("delete from sessions where subject = @subject", ("subject", Hidden(subject)));

    /// <summary>Ends the sessions of one sign-in at the identity provider; of this person only, where the provider named him.</summary>
    public Task<int> EndOf(string sid, string? subject) => subject is null
        ? database.Run(
            "delete from sessions where id in (select session from provider_sessions where sid = @sid)", ("sid", Hidden(sid)))
        : database.Run(
            "delete from sessions where subject = @subject and id in (select session from provider_sessions where sid = @sid)",
            ("sid", Hidden(sid)), ("subject", Hidden(subject)));

    /// <summary>Ends the access of a person: his sessions are over, and no new one begins until <see cref="LetIn"/>.</summary>
    public async Task<int> ShutOut(string subject)
    {
        await database.Run(
            "insert into shut_out (subject, since) values (@subject, @since) on conflict (subject) do nothing",
            ("subject", Hidden(subject)), ("since", Now()));
        return await EndAll(subject);
    }

    /// <summary>Gives a person access again; whether it was ended.</summary>
    public async Task<bool> LetIn(string subject) =>
        await database.Run("delete from shut_out where subject = @subject", ("subject", Hidden(subject))) > 0;

    /// <summary>Whether the access of a person was ended here.</summary>
    public async Task<bool> IsShutOut(string subject) => await database.List(
        "select since from shut_out where subject = @subject", row => row.GetInt64(0), ("subject", Hidden(subject))) is not [];

    /// <summary>The number of this request's session; null without one.</summary>
    internal static string? NumberOf(HttpContext http) => http.Items[Key] as string;

    /// <summary>
    /// Whether this request is the one that renews the session's token: a provider that sees the same renewal twice ends all of it.
    /// </summary>
    internal async Task<bool> MayRenew(string key) => await database.Run(
        "insert into renewals (session, ends_at) values (@id, @ends) on conflict (session) do update set ends_at = @ends "
        + "where renewals.ends_at < @now",
        ("id", Id(key)), ("ends", Now() + (long)RenewalTakes.TotalMilliseconds), ("now", Now())) == 1;

    /// <summary>The renewal is done, or did not work.</summary>
    internal Task Renewed(string key) => database.Run("delete from renewals where session = @id", ("id", Id(key)));

    private async Task<byte[]?> Sealed(string key) => await database.List(
        "select sealed from sessions where id = @id and ends_at > @now", row => row.GetFieldValue<byte[]>(0),
        ("id", Id(key)), ("now", Now())) is [var row] ? row : null;

    private AuthenticationTicket? Open(string key, byte[] row) => OpenWith(Protector(key), row);

    private static AuthenticationTicket? OpenWith(IDataProtector protector, byte[] row)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(row));
        }
        catch (CryptographicException)
        {
            // The ring that sealed it is gone: to the person that is a session that ended.
            return null;
        }
    }

    private (byte[] Sealed, long EndsAt) Seal(string key, AuthenticationTicket ticket) => (
        Protector(key).Protect(TicketSerializer.Default.Serialize(ticket)),
        (ticket.Properties.ExpiresUtc ?? clock.GetUtcNow().AddMinutes(30)).ToUnixTimeMilliseconds());

    private IDataProtector Protector(string key) => ProtectorOf(Id(key));

    private IDataProtector ProtectorOf(byte[] id) =>
        protection.CreateProtector("wo-portal-session-v1", Convert.ToHexStringLower(id));

    private byte[] Hidden(string subject) => HMACSHA256.HashData(ring.Subjects, Encoding.UTF8.GetBytes(subject));

    private static byte[] Id(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
