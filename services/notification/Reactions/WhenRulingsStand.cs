using MassTransit;
using WarmHandover.Contracts.Consent;

namespace WarmHandover.Notifications.Reactions;

/// <summary>
/// Rows that a team had received were put right, may not be used for now, or may be used again (AVG 19): the team has it in its inbox until
/// it says that it saw it.
/// </summary>
internal sealed class WhenRulingsStand(Telling telling) : IConsumer<RulingsStand>
{
    private const string Restriction = "beperking";

    // The whole state is said again after every change: news is only what happened to this one, in its order.
    private const long Made = 1;
    private const long Seen = 2;

    public async Task Consume(ConsumeContext<RulingsStand> heard)
    {
        var m = heard.Message;
        foreach (var ruling in m.Rulings)
        {
            foreach (var team in ruling.Recipients)
            {
                var state = team.SeenAt is not null ? "seen"
                    : ruling is { Kind: Restriction, Lifted: true } ? "opgeheven"
                    : ruling.Kind;
                var version = (ruling.Lifted ? Seen : 0) + (team.SeenAt is null ? Made : Seen);
                var word = new HearWord(
                    heard.MessageId!.Value, "rulings-stand", Kind: null, state, "data-recipient", ruling.Request, Number: "", m.Family,
                    new($"{m.Stream}/ruling/{ruling.Request:N}", version), default);
                await telling.Team(team.Team, word, heard, $"{ruling.Request:N}");
            }
        }
    }
}
