using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Vault;
using WarmHandover.Tests.EventLog;

namespace WarmHandover.Tests.Moving;

/// <summary>
/// A service's holdings in a folder, well chained, with sealed content of which some was erased, and places that somebody keeps.
/// </summary>
internal sealed class LogMaker(string folder)
{
    public static readonly PayloadOwner Kept = PayloadOwner.Family(Cast.Family, Cast.Jgz);
    public static readonly PayloadOwner Erased = PayloadOwner.Family(Guid.Parse("0198b7c2-0000-7000-8000-0000000000ee"), Cast.Jgz);
    private readonly Dictionary<string, (long Version, byte[] Hash)> ends = [];

    public static HouseOptions Folder(string path) => new()
    {
        Store = "sqlite",
        Bus = "inprocess",
        DataFolder = path,
        Issuer = HouseOptions.DevelopmentIssuer,
    };

    /// <summary>Makes all four files when they are not there.</summary>
    public async Task Prepare()
    {
        await using var rooms = new FolderRooms(folder, "signal", readOnly: false);
        await rooms.Prepare(default);
    }

    /// <summary>Adds events to streams in turn, each chained to the one before.</summary>
    public async Task Write(int events, int streams = 7)
    {
        using var log = new SqliteEventLog(Path.Combine(folder, "signal.log.db"));
        for (var i = 0; i < events; i++)
            await log.Append(Chained(Written.Stream((i % streams) + 1)), default);
    }

    /// <summary>Two sealed payloads that a fact names, of which one owner is erased again.</summary>
    public async Task Seal()
    {
        using var log = new SqliteEventLog(Path.Combine(folder, "signal.log.db"));
        foreach (var owner in new[] { Kept, Erased })
        {
            var payload = Written.Payload(owner, $"sealed for {owner.Name}");
            var text = $$$"""{"words":{"id":"{{{payload.Id:D}}}","sha256":"{{{payload.Ref.Sha256}}}"}}""";
            await log.Append(Chained(Written.Stream(1), text, payload), default);
        }

        await log.DestroyOwner(Erased, default);
    }

    /// <summary>Says something in a table, past all code of the services.</summary>
    public async Task Say(Room room, string sql, params (string, object)[] values)
    {
        await using var rooms = new FolderRooms(folder, "signal", readOnly: false);
        await using var connection = await rooms.Open(room, default);
        await connection.Run(sql, values, default);
    }

    private Append Chained(string stream, string text = "{}", params SealedPayload[] payloads)
    {
        var (version, hash) = ends.GetValueOrDefault(stream, (0, Chain.Genesis(stream)));
        var append = Written.Facts(stream, version, 1, text, payloads);
        var chained = append.Events[0] with { Hash = Chain.Link(append.Events[0].Header, append.Events[0].Data, hash) };
        ends[stream] = (version + 1, chained.Hash);
        return append with { Events = [chained] };
    }
}
