using MassTransit;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Reactions;

/// <summary>
/// Rows were put right, closed for use or opened again at one organisation: under every id that the family has, so that nothing stays open
/// under an older one. One command per stream.
/// </summary>
internal sealed class WhenRowsRuled(ConsentHandler consents, TimeProvider clock) : IConsumer<RowsRuled>
{
    public async Task Consume(ConsumeContext<RowsRuled> heard)
    {
        var (m, ct) = (heard.Message, heard.CancellationToken);
        await Do(m.Family, m.Rows);
        foreach (var twin in (await consents.Load(m.Family, ct)).State.Twins)
            await Do(twin.With, [.. m.Rows.Select(row => row with { Subject = twin.There(row.Subject) })]);

        async Task Do(Guid family, IReadOnlyList<Row> rows) => await consents.Handle(
            family, new HearRuling(m.Request, m.Kind, m.Lifted, m.Organisation, rows, m.Version, clock.Now()),
            heard.Command("consent", $"when-rows-ruled|{family:N}"), ct);
    }
}
