using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Signal;
using WarmHandover.Notifications;
using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.NotificationWays;

namespace WarmHandover.Tests.NotificationPost;

/// <summary>
/// Flags of safety, a loss and a death are stronger than what anybody asked for: nothing is brought to that person, also what was queued.
/// </summary>
public sealed class SilenceTests(SmsHouse house) : IClassFixture<SmsHouse>
{
    private static readonly FamilySilenceHeard Heard = new([Cast.Samira], Loss: true, new("signal.family-x", 3), Cast.Monday);

    [Fact]
    public void Stored_facts_are_readable_for_ever() => Referrals.GoldenFacts.Keep<SilenceEvent>("NotificationPost", Heard);

    [Theory]
    [InlineData("niet-contacteren", null, false)]
    [InlineData("niet-informeren", null, false)]
    [InlineData(null, "deceased", false)]
    [InlineData(null, "pregnancy-ended", true)]
    public async Task What_waits_is_cancelled_and_nothing_new_is_made_until_it_is_lifted(string? flag, string? gone, bool another)
    {
        var (family, way, number) = (Guid.CreateVersion7(), Guid.CreateVersion7(), $"+316{Number():d8}");
        await house.Hear(WayTale.May(way: way) with { Family = family, Stream = $"referral.referral-{family:N}" });
        house.Answer = 503;
        Assert.Equal(HttpStatusCode.Created, (await Order(way, number)).Status);
        await house.Hear(Stands(family, 3, flag, gone, another));
        house.Answer = 202;
        house.Clock.Advance(TimeSpan.FromHours(2));
        await Cancelled(way);

        var (status, body) = await Order(way, number);
        Assert.Equal((HttpStatusCode.Conflict, "nu-niet-benaderen"), (status, body.GetProperty("code").GetString()));
        Assert.DoesNotContain(house.Got, sms => sms.GetProperty("to").GetString() == number);

        await house.Hear(Stands(family, 2, null, null, another));
        Assert.Equal(HttpStatusCode.Conflict, (await Order(way, number)).Status);
        await house.Hear(Stands(family, 4, null, null, another));
        Assert.Equal(HttpStatusCode.Created, (await Order(way, number)).Status);
    }

    [Fact]
    public void A_loss_silences_the_question_whether_it_helped_and_never_the_way_to_take_a_yes_back()
    {
        var silence = FamilySilence.Kind.Evolve(new(), Heard with { Silent = [] });
        Assert.True(silence.Covers(WayTale.Opened with { Purpose = WaysIn.Purposes.CheckBack }));
        Assert.False(silence.Covers(WayTale.Opened));
        Assert.True(FamilySilence.Kind.Evolve(new(), Heard).Covers(WayTale.Opened));
    }

    private static int numbers;

    private static int Number() => 40_000_000 + Interlocked.Increment(ref numbers);

    private static FamilyStands Stands(Guid family, long version, string? flag, string? gone, bool another) => new(
        $"signal.family-{family:N}", version, family, "GM0150", [],
        [
            new(Cast.Samira, "parent", another ? null : gone, flag is null ? [] : [flag]),
            new(Cast.Yara, "unborn-child", another ? gone : null, []),
        ]);

    private Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> Order(Guid way, string address) =>
        house.Post($"/v1/toegangen/{way}/code", new { channel = "sms", address }, NotificationHouse.Noor);

    private async Task Cancelled(Guid way)
    {
        for (var deadline = Environment.TickCount64 + 60_000; ; await Task.Delay(25))
        {
            await foreach (var stored in house.Services.GetRequiredService<IEventLog>().ReadAll(Position.Start, 10_000, default))
            {
                if (stored.Type == "message-queued.v1"
                    && Platform.Deciding.Facts.Read<MessageEvent>(stored.Type, stored.Data) is MessageQueued { Way: var of } && of == way)
                {
                    await foreach (var after in house.Services.GetRequiredService<IEventLog>().Read(stored.Stream, 1, default))
                    {
                        if (Platform.Deciding.Facts.Read<MessageEvent>(after.Type, after.Data) is MessageCancelled { Why: "stil" })
                            return;
                    }
                }
            }

            Assert.True(Environment.TickCount64 < deadline, "It was not cancelled.");
        }
    }
}
