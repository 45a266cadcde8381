using System.Text;
using WarmHandover.Auditing;
using WarmHandover.Contracts.Consent;
using WarmHandover.Notifications.Webhooks;
using WarmHandover.Tests.Proof;

namespace WarmHandover.Tests.NotificationWebhooks;

/// <summary>Partners keep the checkpoints of consent's log, and an auditor takes theirs as an anchor.</summary>
public sealed class CheckpointWebhookTests(WebhookHouse house) : IClassFixture<WebhookHouse>
{
    [Fact]
    public async Task A_partner_gets_each_checkpoint_once_and_what_it_kept_is_an_anchor()
    {
        using var rig = new ProofRig();
        await rig.Fill(30);
        var bundle = await rig.Bundle(rig.Stream(3));
        var note = await rig.Anchor();
        await house.Subscribe("controle", null, EventTypes.Checkpoint);
        var told = new CheckpointStands("consent.checkpoint-c1", 1, "proef.example/consent", 30, note, Cast.Monday);
        await house.Hear(told);
        await house.Hear(told);
        await WebhookHouse.Eventually(() => house.At("controle").Length == 1, "no checkpoint came");

        var kept = Encoding.UTF8.GetString(house.At("controle")[0].Body);
        Assert.Equal("VALID up to checkpoint 30", Check.Run(new MemoryStream(bundle), [kept]).Line);
        var data = house.At("controle")[0].Event.GetProperty("data");
        Assert.Equal(["at", "checkpoint"], data.EnumerateObject().Select(p => p.Name).Order());

        await house.Hear(told with { Stream = "consent.checkpoint-c2", Size = 31 });
        await WebhookHouse.Eventually(() => house.At("controle").Length == 2, "the next one did not come, or the first came twice");
    }
}
