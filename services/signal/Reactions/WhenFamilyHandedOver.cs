using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Signals.Reactions;

/// <summary>A family was transferred: the team that leads now is whom the family calls, and names its contact person.</summary>
internal sealed class WhenFamilyHandedOver(FamilyHandler families, TimeProvider clock, ILogger<WhenFamilyHandedOver> logger)
    : IConsumer<FamilyHandedOver>
{
    private const string Name = "when-family-handed-over";

    public async Task Consume(ConsumeContext<FamilyHandedOver> heard)
    {
        var m = heard.Message;
        var move = new MoveLead(m.FromTeam, m.FromOrganisation, m.ToTeam, m.ToOrganisation, m.Stream, m.Version, clock.Now());
        var family = await families.Surviving(m.Family, heard.CancellationToken);
        var answer = await families.Handle(family, move, heard.Command("signal", Name), heard.CancellationToken);
        if (answer.Refusal is { } no)
            logger.ReactionRefused(m.Family, Name, no.Code);
    }
}
