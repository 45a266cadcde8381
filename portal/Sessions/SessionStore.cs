using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// The sessions themselves: who is signed in and the person's own tokens, sealed, in the portal's store. The browser holds nothing but a
/// random number, and the store nothing but its hash: neither is worth anything without the other.
/// </summary>
public sealed class SessionStore(SessionDatabase database, IDataProtectionProvider protection, MasterKey master, TimeProvider clock)
    : ITicketStore
{
    private const string Item = "session";
    private readonly byte[] subjects = master.Derive("wo-portal-subjects-v1");

    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await database.Run("delete from sessions where ends_at < @now", ("now", Now()));
        await Write(key, ticket);
        return key;
    }

    /// <inheritdoc/>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        // A session that was ended meanwhile stays ended.
        var (sealedTicket, ends) = Seal(key, ticket);
        await database.Run(
            "update sessions set sealed = @sealed, ends_at = @ends where id = @id",
            ("id", Id(key)), ("sealed", sealedTicket), ("ends", ends));
    }

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var found = await database.List(
            "select sealed from sessions where id = @id and ends_at > @now", row => row.GetFieldValue<byte[]>(0),
            ("id", Id(key)), ("now", Now()));
        if (found is not [var row])
            return null;

        try
        {
            return TicketSerializer.Default.Deserialize(Protector(key).Unprotect(row));
        }
        catch (CryptographicException)
        {
            // The ring that sealed it is gone: to the person that is a session that ended.
            return null;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key) => database.Run("delete from sessions where id = @id", ("id", Id(key)));

    /// <summary>Ends every session of a person at once, on every replica; how many there were.</summary>
    public Task<int> EndAll(string subject) => database.Run("delete from sessions where subject = @subject", ("subject", Subject(subject)));

    private async Task Write(string key, AuthenticationTicket ticket)
    {
        ticket.Properties.Items[Item] = Convert.ToHexStringLower(Id(key).AsSpan(0, 8));
        var (sealedTicket, ends) = Seal(key, ticket);
        await database.Run(
            "insert into sessions (id, subject, sealed, ends_at) values (@id, @subject, @sealed, @ends)",
            ("id", Id(key)), ("subject", Subject(ticket.Principal.FindFirst(Who.Sub)?.Value ?? "")),
            ("sealed", sealedTicket), ("ends", ends));
    }

    private (byte[] Sealed, long EndsAt) Seal(string key, AuthenticationTicket ticket) => (
        Protector(key).Protect(TicketSerializer.Default.Serialize(ticket)),
        (ticket.Properties.ExpiresUtc ?? clock.GetUtcNow().AddMinutes(30)).ToUnixTimeMilliseconds());

    private IDataProtector Protector(string key) =>
        protection.CreateProtector("wo-portal-session-v1", Convert.ToHexStringLower(Id(key)));

    private byte[] Subject(string subject) => HMACSHA256.HashData(subjects, Encoding.UTF8.GetBytes(subject));

    private static byte[] Id(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
