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
    [
        "update street.proof_checkpoints set note = 'x'", "delete from street.proof_checkpoints",
        "update street.proof_turns set key = 'x'", "delete from street.proof_turns",
    ];

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

    /// <summary>The turn of a key and a checkpoint are stored one after another, whatever the replicas are doing.</summary>
    [Fact]
    public Task While_two_replicas_sign_a_key_ends_at_what_it_signed_last() => Use(async (rig, _) =>
    {
        var (first, second) = (rig.Proof, rig.Reopened());
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 3; i++)
                await rig.Add(i);
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAll(first.Advance(now: true, default), rig.TurnKey(), second.Advance(now: true, default));
        }

        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Add(1);
        await second.Advance(now: true, default);
        Assert.Equal(7, second.Keys.List.Keys.Count);
        Assert.Equal(
            "VALID up to checkpoint 19", Check.Run(new MemoryStream(await rig.Bundle(rig.Stream(1))), [await rig.Anchor()]).Line);
    });

    [Fact]
    public Task Of_two_replicas_one_goes_on_and_none_may_change_or_take_away_a_checkpoint() => Use(async (rig, database) =>
    {
        var (first, second) = (rig.Proof, rig.Reopened());
        await rig.TurnKey();
        for (var round = 1; round <= 5; round++)
        {
            await rig.Add(round % 3);
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
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
