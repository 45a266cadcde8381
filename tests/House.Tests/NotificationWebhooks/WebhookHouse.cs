using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.NotificationWays;

namespace WarmHandover.Tests.NotificationWebhooks;

/// <summary>What a partner system got.</summary>
public sealed record GotEvent(string Path, string Time, string Signature, byte[] Body)
{
    public JsonElement Event => JsonDocument.Parse(Body).RootElement;

    public string? Number => Event.GetProperty("data").TryGetProperty("number", out var number) ? number.GetString() : null;

    public bool SignedBy(string secret)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{Time}."), .. Body];
        var own = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return Signature.Split(", ").Select(part => part.Split('=')[1]).Contains(own);
    }
}

/// <summary>A notification service, and a partner system on loopback that answers each path as it is told.</summary>
public sealed class WebhookHouse : NotificationHouse
{
    private WebApplication? partner;
    private int much;

    public static readonly Persona Keeper = new("karel", [Roles.Administrator], Cast.Schuldhulp, []);

    public ConcurrentQueue<GotEvent> Got { get; } = [];

    public ConcurrentDictionary<string, int> Answers { get; } = [];

    public string Partner => partner!.Urls.Single();

    public GotEvent[] At(string path) => [.. Got.Where(g => g.Path == path)];

    protected override void Settings(WebApplicationBuilder builder)
    {
        if (partner is null)
        {
            var own = WebApplication.CreateBuilder();
            own.Configuration["urls"] = "http://127.0.0.1:0";
            own.Logging.ClearProviders();
            partner = own.Build();
            partner.MapPost("/{path}", Answer);
            partner.StartAsync().GetAwaiter().GetResult();
        }

        builder.Configuration.AddInMemoryCollection([new("WO_WEBHOOKS_PRIVATE", "allow")]);
    }

    public Task Move(int n, string to = "sent", string from = "ready") => Hear(new ReferralMoved(
        $"referral.referral-w-{n}", to == "sent" ? 4 : 6, Cast.Id(0xC000 + n), $"WO-W{n}", Cast.Family, Cast.Id(0x905), from, to, null,
        "normaal", Cast.JgzTeam, Cast.Jgz, Cast.SchuldhulpTeam, Cast.Schuldhulp, Cast.Monday));

    public async Task<(Guid Id, string Secret)> Subscribe(string path, string? secret = null, params string[] types)
    {
        if (types is [])
            types = ["nl.verwijzingen.verwijzing-verzonden"];
        var (_, body) = await Post("/v1/webhooks", new { target = $"{Partner}/{path}", types, secret }, Keeper);
        var id = body.GetProperty("subscription").GetGuid();
        await Until("/v1/webhooks", rows => rows.EnumerateArray().Any(r => r.GetProperty("subscription").GetGuid() == id), Keeper);
        return (id, body.GetProperty("secret").GetString()!);
    }

    public static async Task Eventually(Func<bool> holds, string what)
    {
        var patience = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1" ? 600_000 : 30_000;
        for (var deadline = Environment.TickCount64 + patience; !holds(); await Task.Delay(20))
            Assert.True(Environment.TickCount64 < deadline, what);
    }

    private async Task Answer(string path, HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var answer = Answers.GetValueOrDefault(path, 200);
        if (answer == 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(60), http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (answer == -1)
        {
            http.Abort();
            return;
        }

        if (answer is 200)
        {
            Got.Enqueue(new(path, http.Request.Headers["Webhook-Timestamp"]!, http.Request.Headers["Webhook-Signature"]!, body.ToArray()));
            if (path == "veel" && Interlocked.Increment(ref much) <= 100)
                await http.Response.Body.WriteAsync(new byte[10_000_000]);
            return;
        }

        http.Response.StatusCode = answer;
        if (answer == 302)
            http.Response.Headers.Location = "/omgeleid";
    }
}
