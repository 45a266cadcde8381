using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Messaging.InProcess;

/// <summary>
/// Hands announcements to one service's reactions, one after another, and returns when they are done. What keeps failing is parked in that
/// service's own table, so that its neighbours go on.
/// </summary>
internal sealed class Hearer(Participant me, Patience patience, TimeProvider clock, ILogger logger) : IAnnounce, IDeadLetters
{
    private const int AtOnce = 1000;

    public async Task Publish(Spoken spoken, CancellationToken ct)
    {
        using var span = Traces.Continue($"hear {spoken.Message.GetType().Name}", ActivityKind.Consumer, spoken.TraceParent);
        for (var attempt = 1; await Fault(spoken.Id, spoken.Message, attempt, ct) is { } fault; attempt++)
        {
            if (attempt == patience.Tries)
            {
                await Park(spoken, fault, ct);
                return;
            }

            await Task.Delay(patience.Pauses[attempt - 1], ct);
        }
    }

    public async Task<int> Count(CancellationToken ct) => (await me.Parking.List(AtOnce, ct)).Count;

    public async Task<IReadOnlyList<DeadLetter>> List(int limit, CancellationToken ct) =>
        [.. (await me.Parking.List(limit, ct)).Select(one => new DeadLetter(one.Id, one.Type, one.Why, one.At))];

    public async Task<int> Redrive(Guid? only, CancellationToken ct)
    {
        var handled = 0;
        foreach (var message in (await me.Parking.List(AtOnce, ct)).Where(one => only is null || one.Id == only))
        {
            if (me.Hears.FirstOrDefault(kind => kind.FullName == message.Type) is not { } kind)
                continue;

            var announcement = (IAnnouncement)JsonSerializer.Deserialize(message.Body, kind, Facts.Json)!;
            if (await Fault(message.Id, announcement, attempt: 1, ct) is { } fault)
            {
                await Park(new(message.Id, announcement, TraceParent: null), fault, ct);
                continue;
            }

            await me.Parking.Remove(message.Id, ct);
            handled++;
        }

        return handled;
    }

    private async Task<Exception?> Fault(Guid id, IAnnouncement message, int attempt, CancellationToken ct)
    {
        try
        {
            await me.Mediator.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(context => context.MessageId = id), ct);
            return null;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            logger.HandlingFailed(me.Service, message.GetType().Name, id, fault.GetType().Name, attempt);
            return fault;
        }
    }

    private async Task Park(Spoken spoken, Exception fault, CancellationToken ct)
    {
        var kind = spoken.Message.GetType();
        var body = JsonSerializer.SerializeToUtf8Bytes(spoken.Message, kind, Facts.Json);
        await me.Parking.Park(
            new(spoken.Id, kind.FullName!, body, fault.GetType().Name, clock.GetUtcNow(), patience.Tries), ct);
        logger.Parked(me.Service, kind.Name, spoken.Id, patience.Tries, fault.GetType().Name);
    }
}
