using System.Data.Common;
using Microsoft.Data.Sqlite;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Reading.Sqlite;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Moving;

/// <summary>The four files of a service in one folder.</summary>
internal sealed class FolderRooms(string folder, string service, bool readOnly, string? keysFolder = null) : IRooms
{
    private FileStream? claim;

    public string Name => $"SQLite in {folder}";

    public Task<bool> IsReady(bool withKeys, CancellationToken ct) => Task.FromResult(
        Enum.GetValues<Room>().All(room => (room is Room.Keys && !withKeys) || File.Exists(FileOf(room))));

    public async Task Prepare(CancellationToken ct)
    {
        if (!File.Exists(FileOf(Room.Log)))
            new SqliteEventLog(FileOf(Room.Log)).Dispose();
        if (!File.Exists(FileOf(Room.Places)))
            new ReadingFile(FileOf(Room.Places)).Dispose();
        await new VaultFile(FileOf(Room.Keys)).Prepare(ct);
        await new ProofFile(FileOf(Room.Proof)).Prepare(ct);
    }

    public Task Claim(CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        try
        {
            claim = new(FileOf(Room.Log) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"De dienst {service} draait op {folder}, of een ander programma gebruikt die map. Stop dat eerst. "
                + "(The folder is in use.)");
        }

        return Task.CompletedTask;
    }

    public async Task<DbConnection> Open(Room room, CancellationToken ct)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = FileOf(room),
            Pooling = false,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
        }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            await connection.Run("pragma busy_timeout = 10000", [], ct);
            if (!readOnly)
                await connection.Run("pragma synchronous = full; pragma secure_delete = on", [], ct);
            if (room == Room.Proof)
                await TurnsOfBefore(connection, ct);
            return connection;
        }
        catch (SqliteException)
        {
            await connection.DisposeAsync();
            throw new StartRefusedException($"{FileOf(room)} is er niet of kan niet worden gelezen. (The file cannot be read.)");
        }
    }

    // A copy that was made before keys could be replaced has no table of turns: it then reads as an empty one.
    private static async Task TurnsOfBefore(SqliteConnection connection, CancellationToken ct)
    {
        await using var asked = connection.Say("select count(*) from sqlite_master where name = 'proof_turns'");
        if (await asked.ExecuteScalarAsync(ct) is 0L)
            await connection.Run("create temp table proof_turns (number integer, after integer, key text, at integer)", [], ct);
    }

    public Task<string?> Stands(CancellationToken ct) => Task.FromResult(Moved.Read(FileOf(Room.Log)));

    public Task Stand(string stands, CancellationToken ct)
    {
        Moved.Write(FileOf(Room.Log), stands);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        claim?.Dispose();
        return ValueTask.CompletedTask;
    }

    private string FileOf(Room room) => room switch
    {
        Room.Log => Path.Combine(folder, $"{service}.log.db"),
        Room.Keys => Path.Combine(keysFolder ?? folder, $"{service}.keys.db"),
        Room.Places => Path.Combine(folder, $"{service}.views.db"),
        _ => Path.Combine(folder, $"{service}.proof.db"),
    };
}
