using MassTransit;
using WarmHandover.Contracts.Referral;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// A term of a referral comes near, is over, or is met: whoever owes it hears it, and the focus officer of the area where that is due.
/// </summary>
internal sealed class WhenTermStands(Telling telling) : IConsumer<TermStands>
{
    public async Task Consume(ConsumeContext<TermStands> heard)
    {
        var m = heard.Message;
        var source = new Notifications.Heard($"{m.Stream}/term/{m.Term}", m.Version);
        var owner = m.OwedBy == "receiver" ? m.ToTeam : m.FromTeam;
        HearWord Word(string kind, string recipient) => new(
            heard.MessageId!.Value, "term-stands", kind, m.State, recipient, m.Referral, m.Number, Family: null, source, m.At);

        await telling.Team(owner, Word(m.Kind, "term-owner"), heard);
        await telling.Area(m.Area, Word(m.Legal ? "legal" : m.Kind, "area"), heard);
    }
}

/// <summary>A team has something to do for a referral, most often call the family; or it was done.</summary>
internal sealed class WhenTaskStands(Telling telling) : IConsumer<TaskStands>
{
    public Task Consume(ConsumeContext<TaskStands> heard)
    {
        var m = heard.Message;
        var source = new Notifications.Heard($"{m.Stream}/task/{m.Task:N}", m.Version);
        return telling.Team(
            m.Team,
            new(heard.MessageId!.Value, "task-stands", m.Reason, m.State, "task-team", m.Referral, m.Number, Family: null, source, m.At),
            heard);
    }
}
