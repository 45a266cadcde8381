using MassTransit;
using WarmHandover.Contracts.Signal;

namespace WarmHandover.Notifications.Reactions;

/// <summary>Somebody asked for help without an account: the team that calls back has it in its inbox until it did.</summary>
internal sealed class WhenSelfStartStands(Telling telling) : IConsumer<SelfStartStands>
{
    public Task Consume(ConsumeContext<SelfStartStands> heard)
    {
        var m = heard.Message;
        var word = new HearWord(
            heard.MessageId!.Value, "self-start-stands", Kind: null, m.State, "asked-team", m.SelfStart, Number: "", Family: null,
            new(m.Stream, m.Version), default);
        return telling.Team(m.Team, word, heard);
    }
}
