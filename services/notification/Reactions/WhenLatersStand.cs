using MassTransit;
using WarmHandover.Contracts.Consent;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// Consent said whom to ask again, because the day is there that he chose: the team that asked has it in its inbox, once, until there is an
/// answer or nothing is to be asked any more.
/// </summary>
internal sealed class WhenLatersStand(Telling telling) : IConsumer<LatersStand>
{
    // The whole state is said again after every word of the family: only that the day came, and that it is over, is news.
    private const long Came = 1;
    private const long Over = 2;

    public async Task Consume(ConsumeContext<LatersStand> heard)
    {
        var m = heard.Message;
        foreach (var later in m.Laters)
        {
            var source = new Notifications.Heard($"{m.Stream}/later/{later.Task:N}", later.Open ? Came : Over);
            var word = new HearWord(
                heard.MessageId!.Value, "laters-stand", Kind: null, later.Open ? "due" : "done", "asking-team", later.Request, Number: "",
                m.Family, source, default);
            await telling.Team(later.Team, word, heard, $"{later.Task:N}");
        }
    }
}
