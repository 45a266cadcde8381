using System.Net;
using System.Net.Sockets;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Tests.Embedded;

/// <summary>A house that cannot start says why in one sentence, and leaves nothing running.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("house-start").FullName;

    [Fact]
    public async Task A_second_house_on_one_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", CancellationToken.None);

        await Refused(folder, "http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = first.Address };
        Assert.Equal("[]", await http.GetStringAsync(new Uri("/v1/sociale-kaart", UriKind.Relative)));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        Assert.Contains(address, await Refused(folder, address), StringComparison.Ordinal);
        await using var free = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", CancellationToken.None);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("https://127.0.0.1:0/path")]
    public async Task What_is_no_address_is_named(string address) =>
        Assert.Contains(address, await Refused(folder, address), StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");

        Assert.Contains(file, await Refused(Path.Combine(file, "data"), "http://127.0.0.1:0"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> Refused(string folder, string urls) =>
        (await Assert.ThrowsAsync<StartRefusedException>(() => EmbeddedHouse.Start(folder, urls, CancellationToken.None))).Message;
}
