using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>What the routes of webhooks have in common: whose it is, sealing, and bringing one event by hand.</summary>
internal sealed class Desk(
    SubscriptionHandler subscriptions, DeliveryHandler deliveries, Courier courier, IVault vault, Door door, TimeProvider clock)
{
    /// <summary>Whether this person's organisation made it.</summary>
    public async Task<bool> Owns(Guid subscription, Asker asker, CancellationToken ct) =>
        (await subscriptions.Load(subscription, ct)).State.Made is { Organisation: var of } && of == asker.Organisation;

    /// <summary>Gives a command to one's own subscription.</summary>
    public async Task<IResult> Act(Guid subscription, SubscriptionCommand command, HttpContext http, Asker asker) =>
        await Owns(subscription, asker, http.RequestAborted)
            ? (await Handle(subscription, command, http, asker)).ToHttp(http)
            : Refusals.Missing.ToProblem();

    /// <summary>Gives a command, with what was sealed for it.</summary>
    public async Task<Answered<Subscription, SubscriptionEvent>> Handle(
        Guid subscription, SubscriptionCommand command, HttpContext http, Asker asker, params SealedPayload[] payloads)
    {
        var owner = PayloadOwner.Organisation(asker.Organisation);
        var context = await door.Open(http, asker.As(Roles.Administrator), owner, http.RequestAborted, resource: null, payloads);
        return await subscriptions.Handle(subscription, command, context, http.RequestAborted);
    }

    /// <summary>Seals something of the organisation.</summary>
    public async Task<(T Content, SealedPayload Payload)> Seal<T>(Guid subscription, Asker asker, T content, CancellationToken ct) =>
        (content, await vault.Seal(PayloadOwner.Organisation(asker.Organisation), subscription, content, ct));

    /// <summary>Brings one event now, and notes the answer.</summary>
    public async Task<TryShown> Bring(Guid subscription, Guid outward, EventNoted noted, Asker asker, CancellationToken ct)
    {
        var to = (await subscriptions.Load(subscription, ct)).State;
        var (answer, delivered, took) = await courier.Bring(to, courier.Body(outward, noted, noted.At), ct);
        var tried = new DeliveryTried(
            subscription, outward, noted.Type, answer, delivered, took, Next: null, asker.Pseudonym, clock.Now());
        await deliveries.Handle(
            Delivery.Of(subscription, outward), new(tried), new(Guid.CreateVersion7(), asker.As(Roles.Administrator)), ct);
        return new(answer, delivered, took);
    }

    /// <summary>The event that a delivery was of.</summary>
    public static async Task<EventNoted?> Find(Guid outward, IEventLog log, CancellationToken ct)
    {
        for (var at = Position.Start; ;)
        {
            var read = 0;
            await foreach (var stored in log.ReadAll(at, 1_000, ct))
            {
                (read, at) = (read + 1, stored.Position);
                if (stored.Id == outward)
                    return Facts.Read<OutwardEvent>(stored.Type, stored.Data) as EventNoted;
            }

            if (read == 0)
                return null;
        }
    }
}
