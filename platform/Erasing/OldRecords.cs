using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Erasing;

/// <summary>
/// Finds the sealed content of records that an organisation received of a family until a day: in the streams of the family in this service,
/// by when each entry was recorded. The entries themselves, and their hashes, stay.
/// </summary>
public sealed class OldRecords(IEventLog log, IPayloads payloads, IEnumerable<IFindsFamily> finds, string service)
{
    /// <summary>
    /// The payloads that go; those of facts that stay with the file are left, and those in streams of which the term is not over.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> Payloads(
        DestructionOrdered order, DateOnly receivedUntil, IReadOnlySet<string> stay, IReadOnlySet<string> kept, CancellationToken ct)
    {
        var (found, before) = (new List<Guid>(), Amsterdam.StartOf(receivedUntil.AddDays(1)));
        foreach (var family in order.Parts.Select(part => part.Family))
        {
            var owner = PayloadOwner.Family(family, order.Organisation);
            foreach (var stream in (await Streams(family, ct)).Where(stream => !kept.Contains(stream)))
            {
                await foreach (var entry in log.Read(stream, 0, ct))
                {
                    if (EventHeader.Read(entry.Header).RecordedAt < before && !stay.Contains(entry.Type))
                        found.AddRange(await Of(entry, owner, ct));
                }
            }
        }

        return [.. found.Distinct().Order()];
    }

    private async Task<IReadOnlyList<Guid>> Of(StoredEvent entry, PayloadOwner owner, CancellationToken ct)
    {
        var own = new List<Guid>();
        foreach (var reference in PayloadRefs.In(entry.Data))
        {
            if ((await payloads.Find(reference.Id, ct))?.Owner == owner)
                own.Add(reference.Id);
        }

        return own;
    }

    private async Task<IReadOnlyList<string>> Streams(Guid family, CancellationToken ct)
    {
        var streams = new List<string>();
        foreach (var finder in finds)
            streams.AddRange((await finder.Trail(family, ct)).Streams);
        return streams is [] ? [$"{service}.family-{family:N}"] : streams;
    }
}
