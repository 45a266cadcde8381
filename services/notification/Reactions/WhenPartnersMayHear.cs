using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications.Webhooks;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications.Reactions;

/// <summary>What partner systems may hear is noted, once, in the stream of the referral or family it is about.</summary>
internal sealed class WhenPartnersMayHear(OutwardHandler outward, TimeProvider clock)
    : IConsumer<ReferralMoved>, IConsumer<TermStands>, IConsumer<WithdrawalsStand>, IConsumer<CheckpointStands>
{
    public Task Consume(ConsumeContext<ReferralMoved> heard) => Note(heard, heard.Message.Referral, EventTypes.Of(heard.Message,
        clock.Now()));

    public Task Consume(ConsumeContext<TermStands> heard) => Note(heard, heard.Message.Referral, EventTypes.Of(heard.Message, clock.Now()));

    public Task Consume(ConsumeContext<WithdrawalsStand> heard) => Note(heard, heard.Message.Family, EventTypes.Of(heard.Message,
        clock.Now()));

    public Task Consume(ConsumeContext<CheckpointStands> heard) => Note(
        heard, DerivedIds.Of(Guid.Empty, heard.Message.Stream), [EventTypes.Of(heard.Message, clock.Now())]);

    private async Task Note<T>(ConsumeContext<T> heard, Guid about, IEnumerable<EventNoted> events) where T : class => await outward.Handle(
        about, new([.. events]), heard.Command("notification", $"when-partners-may-hear|{typeof(T).Name}"), heard.CancellationToken);
}
