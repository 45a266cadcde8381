using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Sessions;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// The store of sessions by itself: what is ended stays ended, what is renewed stays renewed, and its file tells nothing.
/// </summary>
public sealed class SessionStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("session-store").FullName;
    private readonly SessionDatabase database;
    private readonly SessionStore store;
    private readonly FakeClock clock = new();

    public SessionStoreTests()
    {
        var settings = new Dictionary<string, string?> { ["WO_DATA"] = folder };
        database = new(HouseOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        store = Store(Ring(Of(0)));
    }

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Ending_the_access_of_a_person_ends_his_sessions_and_begins_none_until_he_is_let_in()
    {
        var (desk, other) = (await store.StoreAsync(Ticket("noor", "a")), await store.StoreAsync(Ticket("wim", "a")));
        Assert.Equal(1, await store.ShutOut("noor"));

        Assert.True(await store.IsShutOut("noor"));
        Assert.Null(await store.RetrieveAsync(desk));
        Assert.Null(await store.RetrieveAsync(await store.StoreAsync(Ticket("noor", "b"))));
        Assert.NotNull(await store.RetrieveAsync(other));
        Assert.True(await store.LetIn("noor"));
        Assert.False(await store.LetIn("noor"));
        Assert.NotNull(await store.RetrieveAsync(await store.StoreAsync(Ticket("noor", "c"))));
    }

    [Fact]
    public async Task Another_master_key_opens_the_ring_of_before_and_who_was_shut_out_stays_out()
    {
        var before = Ring(Of(0));
        before.StoreElement(new("key", "of-before"), "first");
        await Store(before).ShutOut("noor");

        var meanwhile = Ring(Of(2, Of(0)));
        Assert.Equal("of-before", Assert.Single(meanwhile.GetAllElements()).Value);
        Assert.True(await Store(meanwhile).IsShutOut("noor"));

        var after = Ring(Of(2));
        Assert.Equal("of-before", Assert.Single(after.GetAllElements()).Value);
        Assert.True(await Store(after).IsShutOut("noor"));
        Assert.False(await Store(after).IsShutOut("wim"));
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => new KeyRing(database, Of(0)).Prepare());
        Assert.Contains("WO_MASTER_KEY_OTHER", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_page_does_not_put_an_old_token_back()
    {
        var key = await store.StoreAsync(Ticket("noor", "first", minutes: 1));
        var late = (await store.RetrieveAsync(key))!;
        await store.RenewAsync(key, Ticket("noor", "second", minutes: 6));
        await store.RenewAsync(key, late);

        Assert.Equal("second", (await store.RetrieveAsync(key))!.Properties.GetTokenValue("access_token"));
    }

    [Fact]
    public async Task A_session_that_was_ended_does_not_come_back_with_a_late_page()
    {
        var key = await store.StoreAsync(Ticket("noor", "first"));
        var late = (await store.RetrieveAsync(key))!;
        await store.EndAll("noor");
        await store.RenewAsync(key, late);

        Assert.Null(await store.RetrieveAsync(key));
    }

    [Fact]
    public async Task One_sign_in_at_the_provider_ends_its_own_sessions_only()
    {
        var desk = await store.StoreAsync(Ticket("noor", "a", sid: "s1"));
        var tablet = await store.StoreAsync(Ticket("noor", "a", sid: "s2"));
        Assert.Equal(0, await store.EndOf("s1", "wim"));
        Assert.Equal(1, await store.EndOf("s1", "noor"));

        Assert.Null(await store.RetrieveAsync(desk));
        Assert.NotNull(await store.RetrieveAsync(tablet));
    }

    [Fact]
    public async Task One_request_renews_and_who_died_while_renewing_does_not_hold_it_up_for_ever()
    {
        var key = await store.StoreAsync(Ticket("noor", "a"));
        Assert.True(await store.MayRenew(key));
        Assert.False(await store.MayRenew(key));
        clock.Advance(TimeSpan.FromSeconds(16));
        Assert.True(await store.MayRenew(key));
        await store.Renewed(key);
        Assert.True(await store.MayRenew(key));
    }

    [Fact]
    public async Task The_file_holds_no_name_no_number_and_no_token()
    {
        var key = await store.StoreAsync(Ticket("noorderlicht-canary", "token-canary-kolibrie", sid: "session-canary-ijsvogel"));
        database.Dispose();
        var bytes = string.Concat(
            Directory.GetFiles(folder, "portal.db*").Select(f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));

        foreach (var secret in new[] { "noorderlicht-canary", "kolibrie", "ijsvogel", key })
            Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal);
    }

    private AuthenticationTicket Ticket(string subject, string token, int minutes = 5, string? sid = null)
    {
        var session = new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow().AddMinutes(30) };
        session.StoreTokens(
        [
            new() { Name = "access_token", Value = token },
            new() { Name = "expires_at", Value = clock.GetUtcNow().AddMinutes(minutes).ToString("O") },
        ]);
        if (sid is not null)
            session.SetString("sid", sid);
        var who = new Who(subject, subject, new HashSet<string> { Roles.Professional }, Cast.Jgz, [], "organisatie");
        return new(who.ToPrincipal(), session, "portal");
    }

    private static MasterKey Of(byte every, params MasterKey[] others) => new([.. Enumerable.Repeat(every, 32)]) { Others = others };

    // As a start does: made ready, and then read.
    private KeyRing Ring(MasterKey master)
    {
        var ring = new KeyRing(database, master);
        Task.Run(ring.Prepare).GetAwaiter().GetResult();
        return ring;
    }

    private SessionStore Store(KeyRing ring) => new(database, new EphemeralDataProtectionProvider(), ring, clock);
}
