using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>The whole house with its portal and sample families, started once for all page tests; each opens its own browser.</summary>
public sealed class PortalHouse : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("house-portal").FullName;

    public EmbeddedHouse House { get; private set; } = null!;

    /// <summary>Every mail that the house sends.</summary>
    public MailSink Mail { get; } = new();

    public async Task InitializeAsync()
    {
        var mail = new Dictionary<string, string?> { ["WO_SMTP"] = Mail.Address, ["WO_MAIL_FROM"] = "bericht@overdracht.example" };
        House = await EmbeddedHouse.Start(
            folder, "http://127.0.0.1:0", CancellationToken.None, log => log.ClearProviders(), rate: "5000", more: mail);
        await Stage.Set(House, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await House.DisposeAsync();
        Mail.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A browser that nobody signed in with yet.</summary>
    public Browser Open() => new(House.Portal);

    /// <summary>A browser in which a sample person signed in.</summary>
    public Task<Browser> SignIn(string name) => Browser.SignedIn(House.Portal, name);
}

/// <summary>One house for all page tests: they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PortalTests : ICollectionFixture<PortalHouse>
{
    public const string Name = "portal";
}
