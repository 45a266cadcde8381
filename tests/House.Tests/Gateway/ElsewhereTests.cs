using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using WarmHandover.Tests.Web;

namespace WarmHandover.Tests.Gateway;

/// <summary>A replica that ends at the moment at which it is chosen: who asked does not hear of it, and nothing is done twice.</summary>
public sealed class ElsewhereTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("GET", false, 200, 2)]
    [InlineData("POST", true, 200, 2)]
    [InlineData("POST", false, 502, 1)]
    public async Task A_replica_that_breaks_off_without_a_word_is_asked_again_where_that_does_no_harm(
        string method, bool keyed, int status, int times)
    {
        await using var lost = new Loses(1);
        await using var door = await gateway.Start(("WO_SIGNAL", lost.Address));
        using var answer = await Ask(door.Urls.Single(), method, keyed);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(times, lost.Heard.Count);
        Assert.All(lost.Heard, heard => Assert.EndsWith(method == "GET" ? "\r\n\r\n" : """{"name":"Noor"}""", heard));
    }

    [Fact]
    public async Task A_replica_that_always_breaks_off_is_asked_three_times_and_said_to_be_away()
    {
        await using var lost = new Loses(int.MaxValue);
        await using var door = await gateway.Start(("WO_SIGNAL", lost.Address));
        using var answer = await Ask(door.Urls.Single(), "POST", keyed: true);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("dienst-niet-bereikbaar", await answer.Content.ReadAsStringAsync());
        Assert.Equal(3, lost.Heard.Count);
    }

    [Fact]
    public async Task A_closed_door_among_two_is_noticed_by_nobody_and_takes_no_command()
    {
        // It says that it is ready once, and is gone then: until the gateway asks again it is chosen as often as the other.
        await using var gone = new Loses(0, once: true);
        await using var door = await gateway.Start(("WO_SIGNAL", $"{gone.Address} {gateway.Service}"));
        await gone.Closed.WaitAsync(Limit);

        foreach (var keyed in new[] { false, true, false, true, false, true, false, true, false, true })
        {
            using var answer = await Ask(door.Urls.Single(), "POST", keyed);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.StartsWith("GET /health/ready ", Assert.Single(gone.Heard));
    }

    [Fact]
    public async Task Who_was_told_to_stop_ends_each_connection_with_its_answer()
    {
        await using var leaving = await gateway.Start(("WO_SIGNAL", gateway.Service));
        Assert.DoesNotContain("Connection: close", await gateway.Raw(gateway.Get("/v1/gezinnen"), new Uri(leaving.Urls.Single()).Port));
        leaving.Lifetime.StopApplication();
        Assert.Contains("Connection: close", await gateway.Raw(gateway.Get("/v1/gezinnen"), new Uri(leaving.Urls.Single()).Port));
    }

    private async Task<HttpResponseMessage> Ask(string door, string method, bool keyed)
    {
        using var http = new HttpClient { Timeout = Limit };
        using var asked = new HttpRequestMessage(new(method), $"{door}/v1/gezinnen");
        asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Tokens.Issue(TestHouse.Nurse));
        if (method == "POST")
            asked.Content = new StringContent("""{"name":"Noor"}""", Encoding.UTF8, "application/json");
        if (keyed)
            asked.Headers.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        return await http.SendAsync(asked);
    }

    /// <summary>Reads each request whole; breaks off the first so many without a word, and answers what comes after.</summary>
    private sealed class Loses : IAsyncDisposable
    {
        private const string Yes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public Loses(int first, bool once = false)
        {
            listener.Start();
            Address = $"http://{listener.LocalEndpoint}";
            Closed = Listen(first, once);
        }

        public string Address { get; }

        public List<string> Heard { get; } = [];

        public Task Closed { get; }

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await Closed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task Listen(int first, bool once)
        {
            do
            {
                using var line = await listener.AcceptTcpClientAsync();
                Heard.Add(await Whole(line.GetStream()));
                if (Heard.Count > first)
                    await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Yes));
            }
            while (!once);
            listener.Stop();
        }

        private static async Task<string> Whole(NetworkStream stream)
        {
            var (said, piece) = (new StringBuilder(), new byte[4096]);
            while (!IsWhole(said.ToString()) && await stream.ReadAsync(piece) is > 0 and var read)
                said.Append(Encoding.ASCII.GetString(piece, 0, read));

            return said.ToString();
        }

        private static bool IsWhole(string said) =>
            said.EndsWith('}') || (said is ['G', ..] && said.EndsWith("\r\n\r\n", StringComparison.Ordinal));
    }
}
