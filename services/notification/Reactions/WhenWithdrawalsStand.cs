using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// Consent said which teams received what was taken back, and which of them said what they did with it. Whoever has no item yet gets one;
/// items close when the word was said, also elsewhere; who is late is told to the focus officer of the team's area.
/// </summary>
internal sealed class WhenWithdrawalsStand(Telling telling, NotificationHandler inboxes, TimeProvider clock) : IConsumer<WithdrawalsStand>
{
    private const string NoArea = "onbekend";

    public async Task Consume(ConsumeContext<WithdrawalsStand> heard)
    {
        var m = heard.Message;
        var perTeam = from w in m.Withdrawals from r in w.Recipients select (w.Request, w.At, Recipient: r);
        foreach (var one in perTeam.GroupBy(x => (x.Recipient.Team, x.Request)).OrderBy(g => g.Key.Team).ThenBy(g => g.Key.Request))
        {
            var ((team, request), open) = (one.Key, one.Where(x => x.Recipient.Word is null).Select(x => x.At).Order().ToArray());
            var source = $"{m.Stream}/received/{request:N}";
            var command = new HearReceived(
                heard.MessageId!.Value, request, m.Family, open is [var first, ..] ? first : null, open is [.., var last] ? last : null,
                new(source, m.Version), clock.Now())
            {
                ContradictedAt = one.Max(x => x.Recipient.ContradictedAt),
            };
            var context = heard.Command("notification", $"when-withdrawals-stand|{team:N}|{request:N}");
            var inbox = (await inboxes.Handle(team, command, context, heard.CancellationToken)).State;

            var late = one.Any(x => x.Recipient is { Word: null, Escalated: true });
            if (!late && open is not [])
                continue;

            var word = new HearWord(
                heard.MessageId!.Value, "withdrawal-stands", Kind: null, late ? "escalated" : "confirmed", "area", request,
                inbox.Numbers.GetValueOrDefault(m.Family, ""), m.Family, new($"{source}/{team:N}", m.Version), clock.Now());
            await telling.Area(inbox.Description?.Area ?? NoArea, word, heard, $"{team:N}{request:N}");
        }
    }
}
