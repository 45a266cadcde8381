using MassTransit;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Reactions;

/// <summary>Signal tells who a family is: who signs and who is party follows from it at once. The newest version wins.</summary>
internal sealed class WhenFamilyComposed(ConsentHandler consents, TimeProvider clock) : IConsumer<FamilyComposed>
{
    public async Task Consume(ConsumeContext<FamilyComposed> heard)
    {
        var told = heard.Message;
        var family = new FamilyHeard(
            told.Family, told.Version, told.Parties,
            [.. told.Members.Select(m => new Member(m.Id, m.Role, m.Band, m.BandUntil, m.MayNotBeInformed))],
            [.. told.Authorities.Select(a => new Authority(a.Child, a.Holder, a.Kind, a.From, a.Until))],
            clock.Now());

        await consents.Handle(
            told.Family, new HearFamily(family), heard.Command("consent", nameof(WhenFamilyComposed)), heard.CancellationToken);
    }
}
