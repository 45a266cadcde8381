using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using RabbitMQ.Client.Exceptions;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging.RabbitMq;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Operating;

/// <summary>
/// What an operator can get wrong about files, PostgreSQL and RabbitMQ: one sentence that says what to do, and exit code 1.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private const string Keys = "Host=127.0.0.1;Port=9;Username=wo;Timeout=2";
    private readonly string folder = Directory.CreateTempSubdirectory("bad-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("a file where a folder belongs", "Kijk WO_DATA na")]
    [InlineData("a folder below a file", "Kijk WO_DATA na")]
    [InlineData("a log that is no database", "geen database van dit programma")]
    [InlineData("keys that are no database", "geen database van dit programma")]
    public async Task Files_that_cannot_be_the_house(string fault, string why)
    {
        var list = Path.Combine(folder, "lijst");
        await File.WriteAllTextAsync(list, "boodschappen");
        var data = fault switch
        {
            "a file where a folder belongs" => list,
            "a folder below a file" => Path.Combine(list, "data"),
            _ => folder,
        };
        if (data == folder)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, fault.StartsWith("keys", StringComparison.Ordinal) ? "signal.keys.db" : "signal.log.db"),
                string.Concat(Enumerable.Repeat("dit is geen database maar een lijst. ", 40)));
        }

        Says(await Started($"--WO_DATA={data}"), why);
    }

    [Theory]
    [InlineData("Host=db;Pasword=geheim12;zomaar", "WO_POSTGRES is geen verbindingstekst")]
    [InlineData("Host=db;Kleur=rood", "WO_POSTGRES is geen verbindingstekst")]
    [InlineData("Username=wo;Password=geheim12", "WO_POSTGRES is geen verbindingstekst")]
    [InlineData("Host=127.0.0.1;Port=9;Username=wo;Timeout=2", "PostgreSQL is niet bereikbaar op het adres in WO_POSTGRES")]
    public async Task A_database_that_cannot_be_reached_by_what_was_typed(string text, string why) =>
        Says(await Started("--WO_STORE=postgres", $"--WO_POSTGRES={text}", $"--WO_POSTGRES_KEYS={Keys}"), why);

    [Theory]
    [InlineData("amqp:/broker")]
    [InlineData("broker:5672")]
    [InlineData("https://broker.example/")]
    public async Task A_broker_that_is_no_address(string text) =>
        Says(await Started("--WO_BUS=rabbitmq", $"--WO_RABBITMQ={text}"), "WO_RABBITMQ is not set or no address");

    [Fact]
    public async Task An_address_that_somebody_else_has()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Says(await Started($"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"), "luistert al een ander programma");
    }

    [Fact]
    public void What_a_broker_says_becomes_what_to_do()
    {
        Assert.Contains("weigert de gebruiker", Of(new AuthenticationFailureException("ACCESS_REFUSED")), StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_DIR", Of(new AuthenticationException("chain")), StringComparison.Ordinal);
        Assert.Contains("antwoordt niet", Of(new SocketException()), StringComparison.Ordinal);
        Assert.Null(BrokerFaults.Sentence(new InvalidOperationException()));
        Assert.Contains("RabbitMQ 3.8.9 is te oud", BrokerFaults.TooOld(Version("3.8.9")), StringComparison.Ordinal);
        Assert.Null(BrokerFaults.TooOld(Version("3.10.8")));
        Assert.Null(BrokerFaults.TooOld(Version("4.1.0-rc.1")));

        static string? Of(Exception inner) =>
            BrokerFaults.Sentence(new BrokerUnreachableException(new AggregateException(new IOException("x", inner))));

        static Dictionary<string, object?> Version(string text) => new() { ["version"] = Encoding.UTF8.GetBytes(text) };
    }

    private static void Says((int Code, string Said) ended, string why)
    {
        Assert.Equal(1, ended.Code);
        Assert.Contains(why, Assert.Single(ended.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim12", ended.Said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> Started(params string[] words)
    {
        await using var said = new StringWriter();
        string[] usual = ["--environment=Development", $"--WO_DATA={folder}", "--urls=http://127.0.0.1:0"];
        var code = await HouseProcess.Run([.. usual, .. words], b => b.AddSignals(), a => a.MapSignals(), said)
            .WaitAsync(TimeSpan.FromMinutes(1));
        return (code, said.ToString());
    }
}
