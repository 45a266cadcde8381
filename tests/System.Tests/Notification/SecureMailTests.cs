using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts.Referral;
using WarmHandover.Embedded.Running;
using WarmHandover.Tests.NotificationWays;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Notification;

/// <summary>A notification service that hands in its mail over STARTTLS with a login, and what it wrote in its log.</summary>
public sealed class SecureMailHouse : NotificationHouse
{
    public const string Login = "overdracht:een-lang-geheim";

    public SecureMailHouse()
    {
        Keys = new(Folder);
        LoginFile = Path.Combine(Folder, "login");
        File.WriteAllText(LoginFile, Login);
    }

    public MailServer Server { get; } = new(Loopback.Port());

    public MailCertificates Keys { get; }

    public string LoginFile { get; }

    public KeptLines Log { get; } = new();

    protected override void Settings(WebApplicationBuilder builder)
    {
        builder.Logging.AddProvider(Log);
        builder.Configuration.AddInMemoryCollection(
        [
            new("WO_SMTP", $"smtp://localhost:{Server.Port}"), new("WO_SMTP_TLS", "starttls"), new("WO_SMTP_CA", Keys.Authority),
            new("WO_SMTP_LOGIN", LoginFile), new("WO_MAIL_FROM", "bericht@overdracht.example"),
        ]);
    }
}

/// <summary>What a service wrote in its log.</summary>
public sealed class KeptLines : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = [];

    public override string ToString() => string.Join('\n', lines);

    public bool Holds(string text) => lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

/// <summary>Mail leaves over a line that is secured and logged in, or it waits; what is wrong is said, and nothing is lost by it.</summary>
public sealed class SecureMailTests : IAsyncLifetime
{
    private readonly SecureMailHouse house = new();
    private readonly (string Certificate, string Key) right;

    public SecureMailTests() => right = house.Keys.For("localhost");

    public Task InitializeAsync() => house.InitializeAsync();

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        await house.Server.DisposeAsync();
    }

    [Fact]
    public async Task Mail_leaves_secured_and_logged_in()
    {
        house.Server.Asks = (right.Certificate, right.Key, SecureMailHouse.Login);
        await house.Server.Start();
        await Send();
        await Eventually(() => house.Server.Got.Count == 1, "the mail did not come");
        Assert.Equal((true, true), (house.Server.Got[0].Secured, house.Server.Got[0].LoggedIn));
        Assert.False(house.Log.Holds("een-lang-geheim"));
    }

    [Theory]
    [InlineData("stranger", "certificaat-ongeldig")]
    [InlineData("other-name", "certificaat-ongeldig")]
    [InlineData("no-starttls", "geen-starttls")]
    [InlineData("other-login", "aanmelden-geweigerd")]
    [InlineData("no-login", "aanmelden-kan-niet")]
    public async Task What_is_wrong_is_said_nothing_leaves_and_it_goes_when_it_is_mended(string what, string why)
    {
        var (stranger, other) = (house.Keys.For("localhost", known: false), house.Keys.For("ergens.example"));
        house.Server.Asks = what switch
        {
            "stranger" => (stranger.Certificate, stranger.Key, SecureMailHouse.Login),
            "other-name" => (other.Certificate, other.Key, SecureMailHouse.Login),
            "no-starttls" => (null, null, null),
            "other-login" => (right.Certificate, right.Key, "overdracht:een-ander-geheim"),
            _ => (right.Certificate, right.Key, null),
        };
        await house.Server.Start();
        await Send();
        await Eventually(() => house.Log.Holds(why), $"{why} was not said: {house.Log}");
        await house.Until("/v1/meldingen", rows => rows.GetArrayLength() == 1, NotificationHouse.Ruud);
        Assert.Empty(house.Server.Got);

        await house.Server.Stop();
        house.Server.Asks = (right.Certificate, right.Key, SecureMailHouse.Login);
        await house.Server.Start();
        await Eventually(() => house.Server.Got.Count == 1, "it was lost");
        Assert.Equal((true, true), (house.Server.Got[0].Secured, house.Server.Got[0].LoggedIn));
        Assert.Equal(0, (await house.Get("/v1/post/onbestelbaar", NotificationHouse.Ruud)).Body.GetArrayLength());
        Assert.False(house.Log.Holds("een-lang-geheim") || house.Log.Holds("postvak@"));
    }

    private async Task Send()
    {
        var set = await house.Post(
            $"/v1/postadressen/{Cast.SchuldhulpTeam}", new { address = "postvak@schuldhulp.example" }, NotificationHouse.Ruud);
        Assert.Equal(HttpStatusCode.NoContent, set.Status);
        await house.Hear(new ReferralMoved(
            "referral.referral-secure", 4, Cast.Id(0xB100), "WO-S1", Cast.Family, Cast.Id(0x905), "ready", "sent", null, "normaal",
            Cast.JgzTeam, Cast.Jgz, Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday));
    }

    private static async Task Eventually(Func<bool> holds, string otherwise)
    {
        for (var deadline = Environment.TickCount64 + 20_000; !holds(); await Task.Delay(50))
            Assert.True(Environment.TickCount64 < deadline, otherwise);
    }
}
