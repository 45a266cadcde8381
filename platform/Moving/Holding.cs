using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Moving;

/// <summary>All that one service holds in one place: its log and its rooms.</summary>
internal sealed class Holding(IMovedLog log, IRooms rooms) : IAsyncDisposable
{
    public IMovedLog Log => log;

    public IRooms Rooms => rooms;

    /// <summary>How a person calls it.</summary>
    public string Name => log.Engine == "eventstore" ? $"EventStoreDB met {rooms.Name}" : rooms.Name;

    /// <summary>Opens what an operator named. Nothing is made.</summary>
    public static Holding Open(HouseOptions options, string service, bool readOnly, string? keysFolder = null)
    {
        if (options is { Store: "sqlite", EventStore: not null })
        {
            throw new StartRefusedException(
                "EventStoreDB gaat samen met PostgreSQL: kluis en bewijs staan daar. (Set the store to postgres.)");
        }


        var rooms = options.Store == "sqlite"
            ? (IRooms)new FolderRooms(options.DataFolder, service, readOnly, keysFolder)
            : new SchemaRooms(options, service);
        if (options.EventStore is not { } address)
            return new(new TableLog(rooms), rooms);

        var payloads = new PayloadsApart(options.Postgres!, service);
        return new(
            new ServerLog(new(EventStoreAddress.Parse(address), service, payloads, TimeProvider.System), payloads), rooms);
    }

    /// <summary>Whether both stand in one database: a lock that one holds, the other cannot take.</summary>
    public static async Task<bool> ShareRooms(Holding one, Holding other, CancellationToken ct)
    {
        if (one.Rooms is not SchemaRooms || other.Rooms is not SchemaRooms)
            return false;

        await using var first = await one.Rooms.Open(Room.Log, ct);
        await first.Run("select pg_advisory_lock(hashtextextended('a move', 9))", [], ct);
        await using var second = await other.Rooms.Open(Room.Log, ct);
        await using var ask = second.Say("select pg_try_advisory_lock(hashtextextended('a move', 9))");
        return await ask.ExecuteScalarAsync(ct) is false;
    }

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        await rooms.DisposeAsync();
    }
}
