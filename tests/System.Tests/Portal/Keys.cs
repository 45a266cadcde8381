using Microsoft.Playwright;

namespace WarmHandover.Tests.Portal;

/// <summary>Going through a page as somebody does who has no mouse.</summary>
internal static class Keys
{
    private const int MostTabs = 60;
    private const int MostPresses = 3;
    private const int MostArrows = 12;
    private const int Patience = 20_000;

    /// <summary>Goes to an element with the tab key.</summary>
    public static async Task Reach(IPage page, string selector)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"'{selector}' was not reached in {MostTabs} tabs.");
    }

    /// <summary>Goes to an element, and presses a key there.</summary>
    public static async Task Press(IPage page, string selector, string key)
    {
        await Reach(page, selector);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to a group of radio buttons, and with the arrows to one of them.</summary>
    public static async Task Choose(IPage page, string group, string value)
    {
        await Reach(page, group);
        for (var arrows = 0; arrows < MostArrows; arrows++)
        {
            if (await page.EvaluateAsync<bool>("v => document.activeElement.value === v && document.activeElement.checked", value))
                return;
            var here = await page.EvaluateAsync<bool>("v => document.activeElement.value === v", value);
            await page.Keyboard.PressAsync(here ? "Space" : "ArrowDown");
        }

        Assert.Fail($"'{value}' of '{group}' was not chosen in {MostArrows} presses.");
    }

    /// <summary>Goes to a button, presses Enter, and waits for what comes on the page.</summary>
    public static async Task Until(IPage page, string selector, string comes)
    {
        for (var presses = 1; ; presses++)
        {
            await Press(page, selector, "Enter");
            try
            {
                await page.WaitForSelectorAsync(comes, new() { Timeout = Patience });
                return;
            }
            catch (TimeoutException) when (presses < MostPresses)
            {
            }
        }
    }

    /// <summary>
    /// Goes to a link or a button, presses Enter, and waits for the page behind it. A browser that is busy may lose a press; somebody at
    /// the keyboard presses again, and a form is sent once however often one does. What hangs tells what was still asked.
    /// </summary>
    public static async Task Follow(IPage page, string selector, string address)
    {
        List<string> asked = [];
        void Asks(object? sender, IRequest request) => asked.Add($"asked {new Uri(request.Url).AbsolutePath}");
        void Answered(object? sender, IRequest request) => asked.Add($"answered {new Uri(request.Url).AbsolutePath}");
        page.Request += Asks;
        page.RequestFinished += Answered;
        try
        {
            for (var presses = 1; ; presses++)
            {
                await Press(page, selector, "Enter");
                try
                {
                    await page.Arrives(address, Patience);
                    return;
                }
                catch (TimeoutException) when (presses < MostPresses)
                {
                    asked.Add("no answer, pressed again");
                }
                catch (TimeoutException)
                {
                    Assert.Fail($"Enter on '{selector}' did not lead to '{address}': {string.Join("; ", asked)}.");
                }
            }
        }
        finally
        {
            page.Request -= Asks;
            page.RequestFinished -= Answered;
        }
    }
}
