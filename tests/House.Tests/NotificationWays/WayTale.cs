using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.NotificationWays;

/// <summary>A notification service of its own over HTTP, by a clock that the test moves, and what it hears of one mother.</summary>
public class NotificationHouse : IAsyncLifetime
{
    public static readonly Persona Noor = new(Cast.Noor, [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);
    public static readonly Persona Ruud = new(Cast.Ruud, [Roles.Professional], Cast.Schuldhulp, [Cast.SchuldhulpTeam]);
    public static readonly Persona Bea = new("bea", [Roles.Administrator], Cast.Jgz, []);

    private DevTokens? tokens;

    public string Folder { get; } = Directory.CreateTempSubdirectory("house-notification").FullName;

    public FakeClock Clock { get; } = new(Cast.Monday);

    protected WebApplication App { get; private set; } = null!;

    public IServiceProvider Services => App.Services;

    public async Task InitializeAsync()
    {
        await Start();
        tokens = new(Folder, "urn:warme-overdracht:development", Clock);
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Drops the service, or stops it in order, and starts it on the same files.</summary>
    public async Task Restart(bool inOrder = false)
    {
        if (inOrder)
            await App.StopAsync();
        await App.DisposeAsync();
        await Start();
    }

    public async Task Hear<T>(T message, Guid? id = null) where T : class =>
        await Services.GetRequiredService<IMediator>().Publish(message, context => context.MessageId = id ?? Guid.CreateVersion7());

    public Task<(HttpStatusCode Status, JsonElement Body)> Post(string path, object body, Persona? who = null, Guid? key = null,
        string? token = null) => Send(HttpMethod.Post, path, who, token, request =>
    {
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
    });

    public Task<(HttpStatusCode Status, JsonElement Body)> Get(string path, Persona? who = null, string? token = null) =>
        Send(HttpMethod.Get, path, who, token, _ => { });

    /// <summary>Reads until something holds; a view is on its way.</summary>
    public async Task<JsonElement> Until(string path, Func<JsonElement, bool> holds, Persona? who = null)
    {
        for (var deadline = Environment.TickCount64 + 15_000; ; await Task.Delay(20))
        {
            var (status, body) = await Get(path, who ?? Noor);
            if (status == HttpStatusCode.OK && holds(body))
                return body;

            Assert.True(Environment.TickCount64 < deadline, $"{path} did not come so far: {status} {body}");
        }
    }

    protected virtual void Settings(WebApplicationBuilder builder)
    {
    }

    private async Task Start()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("WO_DATA", Folder), new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        Settings(builder);
        builder.AddNotifications();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        App = builder.Build();
        App.MapNotifications();
        await App.StartAsync();
        Address = new(App.Urls.Single());
    }

    public string Token(Persona who) => tokens!.Issue(who);

    public Uri Address { get; private set; } = null!;

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(
        HttpMethod method, string path, Persona? who, string? token, Action<HttpRequestMessage> change)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(method, path);
        if (token is not null || who is not null)
            request.Headers.Authorization = new("Bearer", token ?? tokens!.Issue(who!));
        change(request);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }
}

/// <summary>One mother may come in to answer for her own rows.</summary>
internal static class WayTale
{
    public static readonly Guid Way = Cast.Id(0x701);
    public static readonly Guid Code = Cast.Id(0x702);
    public static readonly Guid Request = Cast.Id(0x950);
    public static readonly DateTimeOffset Until = Cast.Monday.AddDays(90);

    public static readonly WayInOpened Opened = new(
        Cast.Family, Cast.Samira, Roles.Parent, WaysIn.Purposes.Consent, Request, [Cast.Jgz], Until, Silent: false,
        new("consent.family-x", 3), Cast.Monday);

    public static readonly CodeIssued Issued = new(
        Code, "K7QM", "hash-of-code", "kaart", Cast.Monday.AddDays(14), null, Cast.Noor, Cast.Monday);

    public static readonly SecondFactorAgreed Pin = new("hash-of-pin", Cast.Noor, Cast.Monday);

    public static readonly WayInEvent[] OneOfEach =
    [
        Opened, Issued, Pin, new PersonRefused(Cast.Id(0x710), ByPin: true, Cast.Monday),
        new PersonCameIn(Cast.Id(0x711), Code, Reading: true, Cast.Monday),
        new WayInClosed(WayInDecider.Revoked, Heard: null, Cast.Noor, Cast.Monday),
    ];

    public static PersonMayComeIn May(bool open = true, long version = 3, Guid? way = null, string purpose = WaysIn.Purposes.CheckBack) =>
        new("referral.referral-x", version, way ?? Way, Cast.Family, Cast.Samira, Roles.Parent, purpose, Request, Cast.Jgz, Until, open);
}
