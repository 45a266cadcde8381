using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications.Reactions;

/// <summary>The family's answers changed: each team that is named hears which of its rows are withdrawn, and no other team's.</summary>
internal sealed class WhenConsentStands(NotificationHandler inboxes, TimeProvider clock) : IConsumer<ConsentStands>
{
    public async Task Consume(ConsumeContext<ConsentStands> heard)
    {
        var (stands, message, ct) = (heard.Message, heard.MessageId!.Value, heard.CancellationToken);
        foreach (var ours in stands.Requests.GroupBy(r => r.RecipientTeam).OrderBy(g => g.Key))
        {
            var withdrawn = ours.Select(r => new WithdrawnRows(r.Request, r.Withdrawn)).ToArray();
            var hear = new HearWithdrawals(message, new(stands.Stream, stands.Version), stands.Family, withdrawn, clock.Now());
            await inboxes.Handle(ours.Key, hear, heard.Command("notification", $"when-consent-stands|{ours.Key:N}"), ct);
        }
    }
}
