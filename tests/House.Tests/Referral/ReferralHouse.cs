using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Signal;
using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Messaging.InProcess;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals;

namespace WarmHandover.Tests.Referrals;

/// <summary>
/// Referral and notification as they are, on SQLite in folders of their own and on one bus. Consent is a family that says per row what it
/// allows, or a service that does not answer.
/// </summary>
public sealed class ReferralHouse : IAsyncLifetime
{
    public static readonly Persona Noor = new(Cast.Noor, [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);
    public static readonly Persona Ruud = new(Cast.Ruud, [Roles.Professional], Cast.Schuldhulp, [Cast.SchuldhulpTeam]);
    public static readonly Persona Wim = new(Cast.Wim, [Roles.Professional], Cast.Wijkteam, [Cast.WijkteamNoord]);
    public static readonly Persona Bea = new("bea", [Roles.Administrator], Cast.Jgz, []);
    public static readonly Persona Petra = new("petra", [Roles.FocusOfficer], Cast.Jgz, []);

    private readonly string folder = Directory.CreateTempSubdirectory("house-referral").FullName;
    private readonly InProcessBus bus = new();
    private readonly List<(WebApplication App, HttpClient Client)> services = [];
    private DevTokens? tokens;

    public FamilyVoice Consent { get; } = new();

    /// <summary>Referral's log, in which something can happen between looking and writing.</summary>
    public MomentLog Log { get; private set; } = null!;

    public IServiceProvider Services => services[0].App.Services;

    /// <summary>Lets both services hear something as if the bus brought it, under a message id of its own.</summary>
    public async Task Hear<T>(T message, Guid id) where T : class
    {
        foreach (var (app, _) in services)
            await app.Services.GetRequiredService<IMediator>().Publish(message, context => context.MessageId = id);
    }

    public async Task InitializeAsync()
    {
        tokens = new(folder, "urn:warme-overdracht:development", TimeProvider.System);
        await Start(
            builder => builder.AddReferrals().Services
                .AddSingleton<IAsk>(Consent)
                .AddSingleton<IEventLog>(provider => Log = new(provider.GetRequiredService<SqliteEventLog>())),
            app => app.MapReferrals());
        await Start(builder => builder.AddNotifications(), app => app.MapNotifications());

        await Keep("/v1/organisaties", new { organisation = Cast.Jgz, name = "JGZ Deventer", kind = "jgz" });
        await Keep("/v1/organisaties", new { organisation = Cast.Schuldhulp, name = "Schuldhulp Deventer", kind = "schuldhulp" });
        await Keep("/v1/organisaties", new { organisation = Cast.Wijkteam, name = "Wijkteams Deventer", kind = "wijkteam" });
        await Keep("/v1/teams", Team(Cast.SchuldhulpTeam, Cast.Schuldhulp, "Schuldhulp", college: true));
        await Keep("/v1/teams", Team(Cast.WijkteamNoord, Cast.Wijkteam, "Wijkteam Noord", college: false));
    }

    public async Task DisposeAsync()
    {
        foreach (var (app, client) in services)
        {
            client.Dispose();
            await app.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    public static object Team(Guid team, Guid organisation, string name, bool college) =>
        new { team, organisation, name, areas = new[] { "GM0150" }, actsForCollege = college, phone = "0570 000 000" };

    public Task<Reply> Post(string path, object body, Persona? who = null, Guid? key = null) => Send(HttpMethod.Post, path, who, request =>
    {
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
    });

    public Task<Reply> Put(string path, object body, string? ifMatch, Persona? who = null) => Send(HttpMethod.Put, path, who, request =>
    {
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
    });

    public Task<Reply> Get(string path, Persona? who = null, string? atLeast = null) => Send(HttpMethod.Get, path, who, request =>
    {
        if (atLeast is not null)
            request.Headers.Add("At-Least", atLeast);
    });

    /// <summary>A file at the door, as bytes.</summary>
    public async Task<byte[]> Bytes(string path, Persona who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", tokens!.Issue(who));
        using var answer = await services[0].Client.SendAsync(request);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Waits until every view of the directory and of the referrals has seen all that the log holds.</summary>
    public async Task UpToDate()
    {
        foreach (var view in new[] { "provisions", "provision_versions", "providers", "places", "referrals" })
            await Services.GetRequiredService<IViews>().FreshToHead(view, CancellationToken.None);
    }

    /// <summary>Reads until something holds; a view or a message is on its way.</summary>
    public async Task<Reply> Until(string path, Func<Reply, bool> holds, Persona who)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(1);
        while (true)
        {
            var reply = await Get(path, who);
            if (holds(reply))
                return reply;

            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"{path} did not come so far: {reply.Text}");
            await Task.Delay(20);
        }
    }

    /// <summary>A family whose mother wants help with money: signal said so.</summary>
    public async Task<Guid> FamilyWithNeed()
    {
        var family = Guid.CreateVersion7();
        var needs = new HearNeeds(1, [new Need(ReferralTale.Need, Cast.Samira, "adult", "financien", "GM0150", Cast.Jgz)], Cast.Monday);
        await Services.GetRequiredService<CaseHandler>().Handle(
            family, needs, new(DerivedIds.Of(family, "needs"), Actor.House("referral")), CancellationToken.None);
        return family;
    }

    public static object Draft(Guid family, Guid? to = null) => new
    {
        family,
        need = ReferralTale.Need,
        toTeam = to ?? Cast.SchuldhulpTeam,
        purpose = "gezinshulp",
        urgency = "normaal",
        rows = ReferralTale.Asked.Append(ReferralTale.Health).Select(r => new { subject = r.Subject, category = r.Category }),
    };

    public static object Letter(params Row[] rows) =>
        new { sections = rows.Select(r => new { subject = r.Subject, category = r.Category, text = $"Over {r.Category}." }) };

    /// <summary>A drafted and written referral.</summary>
    public async Task<string> Written(Guid? to = null)
    {
        var drafted = await Post("/v1/verwijzingen", Draft(await FamilyWithNeed(), to));
        Assert.Equal(HttpStatusCode.Created, drafted.Status);
        var path = drafted.Location!;
        Assert.Equal(HttpStatusCode.NoContent,
            (await Put($"{path}/brief", Letter(ReferralTale.Debts, ReferralTale.Money, ReferralTale.Health), "\"0\"")).Status);
        return path;
    }

    /// <summary>A referral that its receiver accepted.</summary>
    public async Task<string> Accepted()
    {
        var path = await Written();
        Assert.Equal(HttpStatusCode.NoContent, (await Post($"{path}/verzenden", new { })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Post($"{path}/accepteren", new { }, Ruud)).Status);
        return path;
    }

    /// <summary>A member of the family reads for himself.</summary>
    public async Task<Reply> GetOwn(string path, Guid family, Guid member, string role = Roles.Parent)
    {
        await UpToDate();
        return await Send(HttpMethod.Get, path, Nobody, request => request.Headers.Authorization = new(
            "Bearer", tokens!.Issue(new("iemand", [role], Guid.Empty, []), family, member)));
    }

    /// <summary>Somebody who came in by a personal way, with the token he got for it.</summary>
    public Task<Reply> AsOneself(HttpMethod method, string path, string token, object? body = null) => Send(method, path, Nobody, request =>
    {
        request.Headers.Authorization = new("Bearer", token);
        if (method == HttpMethod.Get)
            return;

        request.Content = JsonContent.Create(body ?? new { });
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
    });

    /// <summary>The code and pin that the desk makes for a way in, and the token that the person gets for them.</summary>
    public async Task<(string Code, string Token, string NoToken)> ComeIn(Guid way, Persona desk)
    {
        await Until("/v1/toegangen", r => r.Text.Contains(way.ToString(), StringComparison.Ordinal), desk);
        Assert.Equal(HttpStatusCode.NoContent, (await Post($"/v1/toegangen/{way}/pincode", new { pin = "482913" }, desk)).Status);
        var made = await Post($"/v1/toegangen/{way}/code", new { channel = "kaart" }, desk);
        var code = made.Body.GetProperty("shown").GetString()!;
        return (code, await Token(new { code, pin = "482913" }, made.Position), await Token(new { code }, made.Position));
    }

    private async Task<string> Token(object typed, string? atLeast)
    {
        var reply = await Send(HttpMethod.Post, "/v1/toegang", Nobody, request =>
        {
            request.Content = JsonContent.Create(typed);
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            request.Headers.Add("At-Least", atLeast);
        });
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return reply.Body.GetProperty("accessToken").GetString()!;
    }

    public async Task<Reply> Send(HttpMethod method, string path, Persona? who, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(method, path);
        if (who != Nobody)
            request.Headers.Authorization = new("Bearer", tokens!.Issue(who ?? Noor));
        change(request);
        var inbox = path.StartsWith("/v1/meldingen", StringComparison.Ordinal) || path.StartsWith("/v1/toegang", StringComparison.Ordinal);
        var client = services[inbox ? 1 : 0].Client;
        using var answer = await client.SendAsync(request);
        var position = answer.Headers.TryGetValues("Position", out var values) ? values.Single() : null;
        return new(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.Tag, position,
            answer.Headers.Location?.ToString(), answer.Headers.RetryAfter?.Delta);
    }

    /// <summary>Somebody who did not sign in.</summary>
    public static readonly Persona Nobody = new("niemand", [], Guid.Empty, []);

    public async Task Keep(string path, object body) => Assert.Equal(HttpStatusCode.Created, (await Post(path, body, Bea)).Status);

    private async Task Start(Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create<string, string?>("WO_DATA", folder), KeyValuePair.Create<string, string?>("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(bus);
        add(builder);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        services.Add((app, new() { BaseAddress = new(app.Urls.Single()) }));
    }

    public sealed record Reply(HttpStatusCode Status, string Text, string? ETag, string? Position, string? Location, TimeSpan? RetryAfter)
    {
        public JsonElement Body => JsonDocument.Parse(Text).RootElement;

        public string? Code => Body.GetProperty("code").GetString();

        public string? ReferralStatus => Body.GetProperty("status").GetString();

        public JsonElement[] Items => [.. Body.EnumerateArray()];
    }
}
