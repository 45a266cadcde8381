using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Signals.Reactions;

/// <summary>A receiver that accepted works with the family from now on: it becomes a party and may record its own signals.</summary>
internal sealed class WhenReferralMoved(FamilyHandler families, TimeProvider clock, ILogger<WhenReferralMoved> logger)
    : IConsumer<ReferralMoved>
{
    private const string Name = "when-referral-moved";

    public async Task Consume(ConsumeContext<ReferralMoved> heard)
    {
        if (heard.Message is not { To: "accepted" } moved)
            return;

        var join = new JoinParty(moved.ToOrganisation, moved.ToTeam, moved.Stream, moved.Version, clock.Now());
        var family = await families.Surviving(moved.Family, heard.CancellationToken);
        var answer = await families.Handle(family, join, heard.Command("signal", Name), heard.CancellationToken);
        if (answer.Refusal is { } no)
            logger.ReactionRefused(moved.Family, Name, no.Code);
    }
}
