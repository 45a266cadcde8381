using System.Diagnostics;
using MassTransit;

namespace WarmHandover.Platform.Messaging.RabbitMq;

/// <summary>Goes on with the trace of the request that caused a message, so that a journey through the house is one trace.</summary>
internal sealed class TraceFilter : IFilter<ConsumeContext>
{
    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        var traceParent = context.Headers.Get<string>(Traces.Header);
        var known = Activity.Current is { } now && ActivityContext.TryParse(traceParent, null, out var said) && said.TraceId == now.TraceId;
        using var span = known ? null : Traces.Continue("hear", ActivityKind.Consumer, traceParent);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("trace");
}

/// <summary>
/// Answers go to the answer queues of those who may ask, and nowhere else: the address in the envelope is the sender's choice (decision
/// 17).
/// A question with another address is dropped unanswered.
/// </summary>
internal sealed class AnswerAddressFilter(string service, IReadOnlyList<string> askers) : IFilter<ConsumeContext>
{
    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        if (Answerable(context.ResponseAddress) && (context.FaultAddress is null || Answerable(context.FaultAddress)))
            await next.Send(context);
        else
            LogContext.Error?.Log("{Service} dropped a question that wanted its answer at an address it does not answer to", service);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("answer-address");

    private bool Answerable(Uri? address) =>
        address is not null
        && address.AbsolutePath.Split('/')[^1] is var queue
        && askers.Any(asker => queue.StartsWith(HouseNames.Answers(asker), StringComparison.Ordinal));
}
