using Npgsql;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Tests.Journey;

namespace WarmHandover.Tests.EventStore;

/// <summary>
/// A house whose logs stand in EventStoreDB and everything else in one PostgreSQL database. The server's positions have gaps; here they are
/// counted: 1, 2, 3, … in each log.
/// </summary>
internal sealed class EventStoreStores(EventStoreState state, string connection) : IStores
{
    public Task<IReadOnlyList<Kept>> Events() => Task.FromResult<IReadOnlyList<Kept>>(
        [.. Stores.Services.SelectMany(service => Of(service).Select(e => e.Kept))]);

    public async Task<IReadOnlyList<Walked>> Places()
    {
        var all = new List<Walked>();
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (var service in Stores.Services)
        {
            var log = Of(service);
            await using var command = source.CreateCommand(
                Stores.Walkers.Replace(" from ", $" from {service}.", StringComparison.Ordinal));
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                var reached = (ulong)rows.GetInt64(1);
                all.Add(new($"{service}: {rows.GetString(0)}", log.Count(e => e.Place <= reached), log.Count));
            }
        }

        return all;
    }

    private List<(ulong Place, Kept Kept)> Of(string service) =>
    [
        .. state.All().Events
            .Where(one => one.Stream.Name.ToStringUtf8().StartsWith($"{service}.", StringComparison.Ordinal))
            .Select(one => Recordings.Read(one, "").Event)
            .Select((e, n) => (e.Position.Value, new Kept(service, n + 1, e.Stream, e.Version, e.Id, e.Type, e.Header, e.Data, e.Hash))),
    ];
}
