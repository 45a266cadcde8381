using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.Portal;

/// <summary>The house after the whole story, so that every page has something to show; for tests that walk all pages there are.</summary>
public sealed class WalkedHouse : IAsyncLifetime
{
    /// <summary>One of each kind of colleague.</summary>
    public static readonly string[] Colleagues = ["noor", "ruud", "petra", "bea", "sjoerd", "hedda"];

    private readonly string folder = Directory.CreateTempSubdirectory("house-story").FullName;

    public EmbeddedHouse House { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        House = await EmbeddedHouse.Start(
            folder, "http://127.0.0.1:0", CancellationToken.None, log => log.ClearProviders(), rate: "100000");
        using var visitor = new HttpClient { BaseAddress = House.Address };
        await new Journey(House, visitor, TextWriter.Null).Play(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await House.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One house for the tests that walk all pages.</summary>
[CollectionDefinition(Name)]
public sealed class WalkedTests : ICollectionFixture<WalkedHouse>
{
    public const string Name = "every page, walked";
}
