using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WarmHandover.Gateway;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Web;

namespace WarmHandover.Tests.Gateway;

/// <summary>A gateway before one service that writes down what reaches it; the other three services are not there.</summary>
public sealed class TestGateway : IAsyncLifetime
{
    /// <summary>An address at which the service behind the gateway takes the question and says nothing.</summary>
    public const string NeverAnswered = "/v1/gezinnen/zwijgt";

    private readonly string folder = Directory.CreateTempSubdirectory("house-gateway").FullName;
    private WebApplication? service;
    private WebApplication? gateway;

    public ConcurrentQueue<(string Target, Dictionary<string, string> Headers)> Seen { get; } = new();

    /// <summary>The service behind the gateway.</summary>
    public string Service { get; private set; } = "";

    public DevTokens Tokens { get; private set; } = null!;

    public int Port => new Uri(gateway!.Urls.Single()).Port;

    public async Task InitializeAsync()
    {
        service = Bare();
        service.Run(async http =>
        {
            if (http.Request.Path == NeverAnswered)
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            Seen.Enqueue((http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
            await http.Response.WriteAsJsonAsync(new { path = http.Request.Path.Value });
        });
        await service.StartAsync();
        Service = service.Urls.Single();
        gateway = await Start(("WO_SIGNAL", Service), ("WO_REFERRAL", Service));
        Tokens = new(folder, TestHouse.Issuer, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await gateway!.DisposeAsync();
        await service!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public async Task<WebApplication> Start(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        var known = settings.ToDictionary(s => s.Name, s => (string?)s.Value);
        foreach (var name in new[] { "WO_SIGNAL", "WO_CONSENT", "WO_REFERRAL", "WO_NOTIFICATION" })
            known.TryAdd(name, "http://127.0.0.1:1");
        (known["WO_DATA"], known["urls"]) = (folder, "http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(known);
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.AddGateway();
        var app = builder.Build();
        app.UseLeaving();
        app.MapGateway();
        await app.StartAsync();
        return app;
    }

    /// <summary>Sends bytes as they are and reads until the other side is done or has answered.</summary>
    public async Task<string> Raw(string request, int? port = null)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port ?? Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var (answer, piece) = (new StringBuilder(), new byte[8192]);
        try
        {
            while (!Complete(answer.ToString()) && await stream.ReadAsync(piece, patience.Token) is > 0 and var read)
                answer.Append(Encoding.UTF8.GetString(piece, 0, read));
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The gateway answered and closed while bytes of ours were still on their way.
        }

        return answer.ToString();
    }

    public string Get(string target, string more = "") =>
        $"GET {target} HTTP/1.1\r\nHost: zorg.test\r\nAuthorization: Bearer {Tokens.Issue(TestHouse.Nurse)}\r\n{more}\r\n";

    private static bool Complete(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || answer.StartsWith("HTTP/1.1 204 ", StringComparison.Ordinal))
            return end >= 0;
        if (answer.Contains("chunked", StringComparison.OrdinalIgnoreCase))
            return answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal);

        var length = answer.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return length is not null && answer.Length >= end + 4 + int.Parse(length.AsSpan(16), provider: null);
    }

    private static WebApplication Bare()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
