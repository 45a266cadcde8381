using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// The family agreed to something or took it back: the case remembers it, and every referral of the family that still runs hears which of
/// its rows are allowed. One command per stream. A referral drafted in the same moment learns it from the case, or when it is sent.
/// </summary>
internal sealed class WhenConsentStands(CaseHandler cases, FamilyReferrals referrals, TimeProvider clock) : IConsumer<ConsentStands>
{
    private const string Name = "when-consent-stands";

    public async Task Consume(ConsumeContext<ConsentStands> heard)
    {
        var (said, now, ct) = (heard.Message, clock.Now(), heard.CancellationToken);
        await cases.Handle(said.Family, new HearConsent(said.Version, said.Requests, now), heard.Command("referral", Name), ct);

        await referrals.Tell(heard, Name, said.Family, new HearRows(said.Version, said.Requests, now));
    }
}
