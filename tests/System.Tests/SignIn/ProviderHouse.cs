using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Tests.SignIn;

/// <summary>
/// The whole house with its portal, where people sign in with a real identity provider; every service believes that provider.
/// </summary>
public sealed class ProviderHouse : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("system-signin").FullName;
    private EmbeddedHouse? house;

    public IdentityProvider Provider { get; private set; } = null!;

    public Uri Portal { get; } = new($"http://127.0.0.1:{Loopback.Port()}/");

    public Uri Gateway => house!.Address;

    public async Task InitializeAsync()
    {
        Provider = await IdentityProvider.Start(Portal);
        var settings = Provider.Settings;
        settings["WO_ISSUER"] = $"{HouseOptions.DevelopmentIssuer} {Provider.Issuer}";
        house = await EmbeddedHouse.Start(
            folder, "http://127.0.0.1:0", CancellationToken.None, log => log.ClearProviders(), rate: "5000", portal: Portal.ToString(),
            more: settings);
        await Stage.Set(house, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (house is not null)
            await house.DisposeAsync();
        await Provider.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One house with one provider for all tests of signing in: they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class WithProvider : ICollectionFixture<ProviderHouse>
{
    public const string Name = "Identity provider";
}
