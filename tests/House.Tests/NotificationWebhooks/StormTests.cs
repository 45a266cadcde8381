using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Notifications.Webhooks;

namespace WarmHandover.Tests.NotificationWebhooks;

/// <summary>
/// A storm of facts while some targets hang, refuse, redirect, send ten megabytes or close half-way: the good ones get everything, in
/// order, once; memory has a bound, and what waits is measured. 20,000 facts in the long form.
/// </summary>
public sealed class StormTests(WebhookHouse house) : IClassFixture<WebhookHouse>
{
    private const long Bound = 200_000_000;
    private static readonly int Many = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1" ? 20_000 : 120;

    [Fact]
    public async Task Odd_targets_delay_nobody_else_and_an_orderly_restart_doubles_nothing()
    {
        (house.Answers["hangt"], house.Answers["stuk"], house.Answers["omgeleid"], house.Answers["halverwege"]) = (0, 500, 302, -1);
        var odd = new List<Guid>();
        foreach (var path in new[] { "hangt", "stuk", "omgeleid", "halverwege" })
            odd.Add((await house.Subscribe(path)).Id);
        Guid[] good = [(await house.Subscribe("veel")).Id, (await house.Subscribe("goed")).Id];

        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var started = Environment.TickCount64;
        for (var n = 0; n < Many; n++)
            await house.Move(100_000 + n);
        var said = Environment.TickCount64 - started;
        await WebhookHouse.Eventually(() => house.At("goed").Length >= Many, "the good one waits");
        var took = Environment.TickCount64 - started;
        Assert.True(took < 20_000 + (2 * said) + (Many * 20), $"the good one was held up: {took} ms, {said} ms of them to say it all");

        await house.Restart(inOrder: true);
        await house.Move(99_999);
        await WebhookHouse.Eventually(
            () => house.At("goed").Length >= Many + 1 && house.At("veel").Length >= Many + 1, "not all after a restart");
        var expected = Enumerable.Range(100_000, Many).Append(99_999).Select(n => $"WO-W{n}").ToArray();
        Assert.Equal(expected, house.At("goed").Select(g => g.Number));
        Assert.Equal(expected, house.At("veel").Select(g => g.Number));
        Assert.Equal(Many + 1, house.At("goed").Select(g => g.Event.GetProperty("id").GetGuid()).Distinct().Count());

        var kept = GC.GetTotalMemory(forceFullCollection: true) - memory;
        Assert.InRange(kept, long.MinValue, Bound);
        var late = house.Services.GetRequiredService<WebhookMeter>().Oldest(house.Clock.GetUtcNow().AddMinutes(1)).ToArray();
        Assert.All(odd, one => Assert.Contains(late, w => w.Subscription == one && w.Seconds >= 60));
        Assert.DoesNotContain(late, w => good.Contains(w.Subscription));
        foreach (var id in odd.Concat(good))
            await house.Post($"/v1/webhooks/{id}/beeindigen", new { }, WebhookHouse.Keeper);
    }
}
