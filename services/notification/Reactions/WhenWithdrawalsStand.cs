using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// Consent said which teams received what was taken back, and which of them said what they did with it. Whoever has no item yet gets one;
/// items close when the word was said, also elsewhere, or when none is owed any more; who is late is told to the focus officer of the area.
/// </summary>
internal sealed class WhenWithdrawalsStand(Telling telling, NotificationHandler inboxes, TimeProvider clock) : IConsumer<WithdrawalsStand>
{
    private const string NoArea = "onbekend";

    public async Task Consume(ConsumeContext<WithdrawalsStand> heard)
    {
        var m = heard.Message;
        var all = m.Withdrawals.Select(w => (Stands: w, Moot: false)).Concat((m.Moot ?? []).Select(w => (Stands: w, Moot: true)));
        var perTeam = from w in all
                      from r in w.Stands.Recipients
                      select (w.Stands.Request, w.Stands.At, w.Stands.Mistake, w.Moot, Recipient: r);
        foreach (var one in perTeam.GroupBy(x => (x.Recipient.Team, x.Request, x.Mistake)).OrderBy(g => g.Key))
        {
            var ((team, request, mistake), owed) = (one.Key, one.Where(x => x.Recipient.Word is null && !x.Moot).ToArray());
            var (what, open) = (mistake ? "mistaken" : "received", owed.Select(x => x.At).Order().ToArray());
            var source = $"{m.Stream}/{what}/{request:N}";
            var command = new HearReceived(
                heard.MessageId!.Value, request, m.Family, open is [var first, ..] ? first : null, open is [.., var last] ? last : null,
                new(source, m.Version), clock.Now())
            {
                ContradictedAt = owed.Max(x => x.Recipient.ContradictedAt),
                Reason = mistake ? NotificationDecider.Mistake : NotificationDecider.Withdrawal,
            };
            var context = heard.Command("notification", $"when-withdrawals-stand|{team:N}|{request:N}{(mistake ? "|mistaken" : "")}");
            var inbox = (await inboxes.Handle(team, command, context, heard.CancellationToken)).State;

            var late = owed.Any(x => x.Recipient.Escalated);
            if (!late && open is not [])
                continue;

            var word = new HearWord(
                heard.MessageId!.Value, "withdrawal-stands", Kind: null, late ? "escalated" : "confirmed", "area", request,
                inbox.Numbers.GetValueOrDefault(m.Family, ""), m.Family, new($"{source}/{team:N}", m.Version), clock.Now());
            await telling.Area(inbox.Description?.Area ?? NoArea, word, heard, $"{team:N}{request:N}{(mistake ? what : "")}");
        }
    }
}
