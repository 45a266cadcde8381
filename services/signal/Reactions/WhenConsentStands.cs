using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Signals.Reactions;

/// <summary>Consent was asked: 'talked, consent not asked' leaves the list of the team that asked. Only how often is kept.</summary>
internal sealed class WhenConsentStands(FamilyHandler families, TimeProvider clock, ILogger<WhenConsentStands> logger)
    : IConsumer<ConsentStands>
{
    private const string Name = "when-consent-stands";

    public async Task Consume(ConsumeContext<ConsentStands> heard)
    {
        var stands = heard.Message;
        var asked = stands.Requests.GroupBy(r => r.AskedByOrganisation).ToDictionary(g => g.Key, g => g.Count());
        var command = new HearConsentAsked(asked, stands.Stream, stands.Version, clock.Now());
        var answer = await families.Handle(stands.Family, command, heard.Command("signal", Name), heard.CancellationToken);
        if (answer.Refusal is { } no)
            logger.ReactionRefused(stands.Family, Name, no.Code);
    }
}
