using MassTransit;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Reactions;

/// <summary>
/// A team said its word in its inbox: it holds for every withdrawal in that request that the item told it of. What the ledger contradicts
/// does not count: it stays on the list, and the team hears that it owes another word.
/// </summary>
internal sealed class WhenWithdrawalConfirmed(ConsentHandler consents, TimeProvider clock)
    : IConsumer<Contracts.Notification.WithdrawalConfirmed>
{
    public async Task Consume(ConsumeContext<Contracts.Notification.WithdrawalConfirmed> heard)
    {
        var said = heard.Message;
        var word = new SayWord(
            Withdrawal: null, said.Request, said.RaisedAt, said.Team, Organisation: null, said.Word, said.Law, said.Until, said.By,
            clock.Now());
        await consents.Handle(
            said.Family, word, heard.Command("consent", nameof(WhenWithdrawalConfirmed)), heard.CancellationToken);
    }
}
