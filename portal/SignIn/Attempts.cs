using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using WarmHandover.Portal.Sessions;

namespace WarmHandover.Portal.SignIn;

/// <summary>
/// One attempt to sign in: what only the portal may know of it (the verifier, the nonce), where to go on afterwards, and, when a person
/// shows again who he is, who that must be.
/// </summary>
internal sealed record Attempt(
    string Verifier, string Nonce, string Back, DateTimeOffset Begun, string? MustBe = null, string? Replaces = null);

/// <summary>
/// The attempts under way, in the portal's own store. Each can be finished once, within ten minutes, on any replica, and only in the
/// browser where it began: that holds the other half in a cookie.
/// </summary>
internal sealed class Attempts(
    SessionDatabase database, IDataProtectionProvider protection, IHostEnvironment environment, TimeProvider clock)
{
    private const int HalfLength = 43;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly string cookies = environment.IsDevelopment() ? "wo-aanmelding-" : "__Host-wo-aanmelding-";

    /// <summary>A new attempt: its state, and what was kept under it.</summary>
    public async Task<(string State, Attempt Attempt)> Begin(HttpContext http, string back, string? mustBe = null, string? replaces = null)
    {
        var (state, half, now) = (Random(), Random(), clock.GetUtcNow());
        var attempt = new Attempt(Random(), Random(), back, now, mustBe, replaces);
        await database.Run("delete from attempts where ends_at < @now", ("now", now.ToUnixTimeMilliseconds()));
        await Keep(Id(state), Protector(state, half).Protect(JsonSerializer.SerializeToUtf8Bytes(attempt)), Life);
        http.Response.Cookies.Append(Cookie(state), half, new()
        {
            HttpOnly = true,
            Secure = !environment.IsDevelopment(),
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = Life,
        });
        return (state, attempt);
    }

    /// <summary>Takes the attempt that this browser began under a state; null when there is none, or when it was taken before.</summary>
    public async Task<Attempt?> Take(HttpContext http, string? state)
    {
        if (state is not { Length: HalfLength } || http.Request.Cookies[Cookie(state)] is not { Length: HalfLength } half)
            return null;

        http.Response.Cookies.Delete(Cookie(state), new() { Path = "/", Secure = !environment.IsDevelopment() });
        var kept = await database.List(
            "delete from attempts where id = @id and ends_at > @now returning sealed", row => row.GetFieldValue<byte[]>(0),
            ("id", Id(state)), ("now", clock.GetUtcNow().ToUnixTimeMilliseconds()));
        if (kept is not [var row])
            return null;

        try
        {
            return JsonSerializer.Deserialize<Attempt>(Protector(state, half).Unprotect(row));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether this is the first time that something with this number is heard, within its time.</summary>
    public Task<bool> FirstTime(string number, TimeSpan within) => Keep(Id($"once|{number}"), [1], within);

    private async Task<bool> Keep(byte[] id, byte[] row, TimeSpan life) => await database.Run(
        "insert into attempts (id, sealed, ends_at) values (@id, @sealed, @ends) on conflict (id) do nothing",
        ("id", id), ("sealed", row), ("ends", (clock.GetUtcNow() + life).ToUnixTimeMilliseconds())) == 1;

    private string Cookie(string state) => cookies + Convert.ToHexStringLower(Id(state).AsSpan(0, 6));

    private IDataProtector Protector(string state, string half) =>
        protection.CreateProtector("wo-portal-attempt-v1", Convert.ToHexStringLower(Id($"{state}|{half}")));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static byte[] Id(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));
}
