using Npgsql;
using WarmHandover.Auditing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Reading.Postgres;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Proof;

/// <summary>The proof of a log as it stands in PostgreSQL, by the role that runs a service.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresProofTests(PostgresFixture postgres)
{
    private const string Service = "street";
    private static readonly int[] Places = [0, 255, 256, 329];
    private static readonly string[] Crimes =
        ["update street.proof_checkpoints set note = 'x'", "delete from street.proof_checkpoints"];

    private async Task Use(Func<ProofRig, PostgresDatabase, Task> story)
    {
        var database = await postgres.Server.NewDatabase();
        var runtime = new NpgsqlConnectionStringBuilder(database.Runtime).Username!;
        await PostgresMigrations.Run(database.Migrator, Service, runtime, default);
        using var schema = new ReadingSchema(database.Runtime, Service);
        using var rig = new ProofRig(Service, seed: 3, new ProofSchema(schema));
        await story(rig, database);
    }

    [Fact]
    public Task A_bundle_is_valid_and_every_entry_is_found_in_tiles_that_grew_over_restarts() => Use(async (rig, _) =>
    {
        await rig.Fill(150);
        rig.Reopened();
        await rig.Fill(180);
        var bundle = await rig.Bundle(since: Cast.Monday, until: Cast.Monday.AddDays(1));
        Assert.Equal("VALID up to checkpoint 330", Check.Run(new MemoryStream(bundle), [await rig.Anchor()]).Line);
        var entries = await rig.Log.ReadAll(Position.Start, 1000, default).ToListAsync();
        foreach (var index in Places)
        {
            Assert.Equal(index, await rig.Proof.IndexOf(entries[index], default));
            Assert.Equal(entries[index].Position, await rig.Proof.PositionOf(index, default));
        }
    });

    [Fact]
    public Task Of_two_replicas_one_goes_on_and_none_may_change_or_take_away_a_checkpoint() => Use(async (rig, database) =>
    {
        var (first, second) = (rig.Proof, rig.Reopened());
        for (var round = 1; round <= 5; round++)
        {
            await rig.Add(round % 3);
            await Task.WhenAll(first.Advance(now: true, default), second.Advance(now: true, default));
        }

        var all = await first.After(0, 10, default);
        Assert.Equal([1, 2, 3, 4, 5], all.Select(c => c.Size));
        Assert.Equal([0, 1, 2, 3, 4], all.Select(c => c.Before));

        await using var connection = new NpgsqlConnection(database.Runtime);
        await connection.OpenAsync();
        foreach (var sql in Crimes)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    });
}
