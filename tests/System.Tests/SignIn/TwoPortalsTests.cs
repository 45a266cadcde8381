using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Sample;
using WarmHandover.Portal;
using WarmHandover.Portal.Sessions;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.SignIn;

/// <summary>
/// Two replicas of the portal on one PostgreSQL: what begins at one goes on at the other, and what ends at one is over at both.
/// </summary>
[Collection(OnPostgres.Name)]
public sealed partial class TwoPortalsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Open = "/privacy";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("two-portals-");
    private readonly List<WebApplication> replicas = [];
    private PostgresDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await postgres.Server.NewDatabase();
        for (var n = 0; n < 2; n++)
            replicas.Add(await Replica());
    }

    public async Task DisposeAsync()
    {
        foreach (var replica in replicas)
            await replica.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_session_that_began_at_one_is_used_at_the_other_and_ends_at_both()
    {
        var cookies = new CookieContainer();
        using var first = Client(0, cookies);
        using var second = Client(1, cookies);
        await SignIn(first, "noor");
        Assert.Contains(">Noor<", await Page(first, Open), StringComparison.Ordinal);
        var there = await Page(second, Open);
        Assert.Contains(">Noor<", there, StringComparison.Ordinal);

        // A form of a page of the one is taken by the other: they share the keys that guard forms as well.
        using (var answer = await first.PostAsync("/taal", Form(("formulier", Guard(there)), ("taal", "en"), ("terug", Open))))
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("lang=\"en\"", await Page(second, Open), StringComparison.Ordinal);

        var before = cookies.GetAllCookies().Single(c => c.Name == "wo-sessie").Value;
        using (var answer = await second.PostAsync("/afmelden", Form(("formulier", Guard(await Page(second, Open))))))
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        foreach (var client in new[] { first, second })
        {
            cookies.Add(client.BaseAddress!, new Cookie("wo-sessie", before));
            Assert.DoesNotContain(">Noor<", await Page(client, Open), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_shut_out_at_one_is_out_at_the_other_at_once_and_comes_in_at_neither()
    {
        var cookies = new CookieContainer();
        using var first = Client(0, cookies);
        using var second = Client(1, cookies);
        await SignIn(second, "wim");
        Assert.Contains(">Wim<", await Page(first, Open), StringComparison.Ordinal);
        Assert.Equal("wim", Assert.Single(await Store(0).Colleagues("wim")).Who.Subject);

        Assert.Equal(1, await Store(0).ShutOut("wim"));
        Assert.DoesNotContain(">Wim<", await Page(second, Open), StringComparison.Ordinal);
        Assert.DoesNotContain(">Wim<", await Page(first, Open), StringComparison.Ordinal);
        Assert.Contains("fout=beeindigd", await SignIn(second, "wim"), StringComparison.Ordinal);

        Assert.True(await Store(1).LetIn("wim"));
        await SignIn(first, "wim");
        Assert.Contains(">Wim<", await Page(second, Open), StringComparison.Ordinal);
    }

    private SessionStore Store(int replica) => replicas[replica].Services.GetRequiredService<SessionStore>();

    private HttpClient Client(int replica, CookieContainer cookies) => new(new SocketsHttpHandler
    {
        CookieContainer = cookies,
        AllowAutoRedirect = false,
    })
    {
        BaseAddress = new(replicas[replica].Urls.Single()),
    };

    private static async Task<string> SignIn(HttpClient client, string person)
    {
        var guard = Guard(await Page(client, "/aanmelden"));
        using var answer = await client.PostAsync("/aanmelden/voorbeeld", Form(("formulier", guard), ("persoon", person), ("terug", Open)));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> Page(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static string Guard(string html) => WebUtility.HtmlDecode(Hidden().Match(html).Groups[1].Value);

    private async Task<WebApplication> Replica()
    {
        var master = Path.Combine(folder.FullName, "master.key");
        await File.WriteAllTextAsync(master, Convert.ToBase64String(new byte[32]));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
        [
            new("WO_DATA", Path.Combine(folder.FullName, $"{replicas.Count}")), new("WO_GATEWAY", "http://127.0.0.1:9"),
            new("WO_STORE", "postgres"), new("WO_POSTGRES", database.Runtime), new("WO_POSTGRES_MIGRATOR", database.Migrator),
            new("WO_MASTER_KEY", master),
        ]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.AddPortal().AddSamplePeople(People.All);
        var app = builder.Build();
        app.MapPortal();
        await app.StartAsync();
        return app;
    }

    [GeneratedRegex("name=\"formulier\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
