using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// Waits for a page by its address, until it is there whole. The library's own WaitForURL looks whether the page is loaded and listens for
/// it afterwards: what comes in between is waited for in vain, and on a busy machine it does.
/// </summary>
internal static class Arrival
{
    private const float Patience = 60_000;

    /// <summary>An address with * for a part of its path and ** for any text.</summary>
    public static Task Arrives(this IPage page, string address, float patience = Patience)
    {
        var shape = Regex.Escape(address)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return page.Arrives(url => Regex.IsMatch(url, $"^{shape}$"), patience);
    }

    public static Task Arrives(this IPage page, Regex address) => page.Arrives(address.IsMatch);

    /// <exception cref="TimeoutException">It did not come within this many milliseconds.</exception>
    public static async Task Arrives(this IPage page, Func<string, bool> there, float patience = Patience)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(patience));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!there(page.Url) || !await Whole(page))
        {
            try
            {
                await beat.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"After {patience / 1000} s the browser is at {new Uri(page.Url).AbsolutePath}.", late);
            }
        }
    }

    private static async Task<bool> Whole(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("document.readyState === 'complete'");
        }
        catch (PlaywrightException)
        {
            return false; // the page went while it was asked
        }
    }
}
