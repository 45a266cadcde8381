using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// The house with its portal, and one Chromium of Debian's packages for the whole class. Each test opens a context of its own: another
/// person at another screen.
/// </summary>
public class ChromiumHouse : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("system-portal").FullName;
    private IPlaywright? playwright;
    private IBrowser? chromium;
    private EmbeddedHouse? house;

    /// <summary>Where the run leaves its pictures, for people to look at.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots", "portal"))).FullName;

    public Uri Portal => house!.Portal;

    /// <summary>The house itself, for what happens beside the pages.</summary>
    public EmbeddedHouse House => house!;

    public async Task InitializeAsync()
    {
        house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", CancellationToken.None, log => log.ClearProviders(), rate: "5000");
        await Fill(house);
        playwright = await Playwright.CreateAsync();
        chromium = await Launch(playwright);
    }

    /// <summary>The browser itself, for who opens windows at another address.</summary>
    public IBrowser Chromium => chromium!;

    /// <summary>Starts Debian's Chromium.</summary>
    internal static Task<IBrowser> Launch(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = OnPath("chromium-headless-shell"),
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    });

    public async Task DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
        if (house is not null)
            await house.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What there is to look at: sample families that just came.</summary>
    protected virtual Task Fill(EmbeddedHouse house) => Stage.Set(house, CancellationToken.None);

    /// <summary>A window of a sample person who signed in.</summary>
    public async Task<IPage> SignIn(string person, ColorScheme scheme = ColorScheme.Light, bool phone = false)
    {
        var page = await Open(scheme, phone);
        await page.GotoAsync("/aanmelden");
        await page.ClickAsync($"button[value={person}]");
        await page.Arrives(url => !url.Contains("aanmelden", StringComparison.Ordinal));
        return page;
    }

    /// <summary>A window in which nobody signed in yet.</summary>
    public Task<IPage> Open(ColorScheme scheme = ColorScheme.Light, bool phone = false) => Open(chromium!, Portal, scheme, phone);

    /// <summary>A window of its own, with nothing of another one in it.</summary>
    internal static async Task<IPage> Open(IBrowser chromium, Uri pages, ColorScheme scheme = ColorScheme.Light, bool phone = false)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = pages.ToString(),
            ColorScheme = scheme,
            Locale = "nl-NL",
            TimezoneId = "Europe/Amsterdam",
            ViewportSize = phone ? new() { Width = 320, Height = 720 } : new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    private static string OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{program} is not installed; deploy/local/install does it.");
}
