using MassTransit;
using WarmHandover.Contracts.Signal;

namespace WarmHandover.Platform.Erasing;

/// <summary>Two people decided that data are destroyed: this service takes the order, and its clock carries it out.</summary>
public sealed class WhenErasureOrdered(Destroyer destroyer) : IConsumer<ErasureOrdered>, IConsumer<RecordsErasureOrdered>
{
    /// <summary>Once, however often it is heard.</summary>
    public async Task Consume(ConsumeContext<ErasureOrdered> context)
    {
        var m = context.Message;
        var order = new DestructionOrdered(m.Erasure, m.Family, m.Organisation, m.Member, m.Teams, m.At) { Also = m.Also };
        await destroyer.Order(order, context.CancellationToken);
    }

    /// <summary>The same for the records whose term is over, of a file that stays.</summary>
    public async Task Consume(ConsumeContext<RecordsErasureOrdered> context)
    {
        var m = context.Message;
        var order = new DestructionOrdered(m.Erasure, m.Family, m.Organisation, Member: null, m.Teams, m.At);
        await destroyer.Order(order with { Also = m.Also, ReceivedUntil = m.ReceivedUntil }, context.CancellationToken);
    }
}
