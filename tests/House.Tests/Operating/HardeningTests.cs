using Microsoft.Data.Sqlite;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Vault;
using WarmHandover.Tests.Moving;

namespace WarmHandover.Tests.Operating;

/// <summary>What stops a start outside Development, in one sentence that names the setting and never the secret.</summary>
public sealed class HardeningTests
{
    private const string Good = "Host=db.example;Username=wo_signal;Password=9f3c6f7e0b2d;SSL Mode=VerifyFull;Database=log";

    [Theory]
    [InlineData("Host=db.example;Username=wo_signal;Password=postgres;SSL Mode=VerifyFull", null, null, "WO_POSTGRES", "wachtwoord")]
    [InlineData("Host=127.0.0.1;Username=wo_signal;Password=wo_signal", null, null, "WO_POSTGRES", "wachtwoord")]
    [InlineData("Host=db.example;Username=wo_signal;SSL Mode=VerifyFull", null, null, "WO_POSTGRES", "wachtwoord")]
    [InlineData("Host=db.example;Username=wo_signal;Password=9f3c6f7e0b2d", null, null, "WO_POSTGRES", "TLS")]
    [InlineData("Host=127.0.0.1,db.example;Username=wo_signal;Password=9f3c6f7e0b2d;SSL Mode=Require", null, null, "WO_POSTGRES", "TLS")]
    [InlineData(Good, "amqp://signal:9f3c6f7e0b2d@broker:5672/", null, "WO_RABBITMQ", "TLS")]
    [InlineData(Good, "amqps://guest:guest@broker:5671/", null, "WO_RABBITMQ", "wachtwoord")]
    [InlineData(Good, null, "esdb://admin:changeit@es.example:2113", "WO_EVENTSTORE", "wachtwoord")]
    [InlineData(Good, null, "esdb://wo:9f3c6f7e0b2d@es.example:2113?tls=false", "WO_EVENTSTORE", "TLS")]
    [InlineData(Good, null, "esdb://wo:9f3c6f7e0b2d@es.example:2113?tlsVerifyCert=false", "WO_EVENTSTORE", "TLS")]
    public void Known_passwords_and_open_lines_are_refused(string postgres, string? rabbit, string? store, string setting, string why)
    {
        var sentence = Assert.Throws<StartRefusedException>(() => Hardening.Check(Options(postgres, rabbit, store))).Message;

        Assert.Contains(setting, sentence, StringComparison.Ordinal);
        Assert.Contains(why, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("9f3c6f7e0b2d", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Good, "amqps://signal:9f3c6f7e0b2d@broker:5671/", "esdb://wo:9f3c6f7e0b2d@a.example:2113,b.example:2113")]
    [InlineData("Host=127.0.0.1;Username=wo_signal", "amqp://signal:9f3c6f7e0b2d@localhost:5672/", "esdb://localhost:2113?tls=false")]
    [InlineData("Host=/run/postgresql;Username=wo_signal;Database=log", null, "esdb://es.example:2113?token=abc")]
    public void What_is_secret_and_closed_or_stays_on_the_machine_is_taken(string postgres, string? rabbit, string? store) =>
        Hardening.Check(Options(postgres, rabbit, store));

    [Fact]
    public async Task A_log_with_a_hole_does_not_open()
    {
        var folder = Directory.CreateTempSubdirectory("wo-hole-").FullName;
        try
        {
            var house = new LogMaker(folder);
            await house.Prepare();
            await house.Write(12);
            new SqliteEventLog(Path.Combine(folder, "signal.log.db")).Dispose();
            await house.Say(Room.Log, "delete from events where position = 7");

            var sentence = Assert.Throws<StartRefusedException>(() => new SqliteEventLog(Path.Combine(folder, "signal.log.db"))).Message;
            Assert.Contains("ontbreken", sentence, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Files_that_a_newer_version_made_do_not_open_and_stay_as_they_are()
    {
        var folder = Directory.CreateTempSubdirectory("wo-newer-").FullName;
        try
        {
            var (log, keys) = (Path.Combine(folder, "signal.log.db"), Path.Combine(folder, "signal.keys.db"));
            new SqliteEventLog(log).Dispose();
            await new VaultFile(keys).Prepare(default);
            foreach (var file in new[] { log, keys })
            {
                await using var newer = new SqliteConnection($"Data Source={file};Pooling=False");
                await newer.OpenAsync();
                await using var stamp = newer.CreateCommand();
                stamp.CommandText = "pragma user_version = 2";
                await stamp.ExecuteNonQueryAsync();
            }

            for (var again = 0; again < 2; again++)
            {
                var sentence = Assert.Throws<StartRefusedException>(() => new SqliteEventLog(log)).Message;
                Assert.Contains("nieuwere versie", sentence, StringComparison.Ordinal);
            }

            var vault = await Assert.ThrowsAsync<StartRefusedException>(() => new VaultFile(keys).Prepare(default));
            Assert.Contains("nieuwere versie", vault.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static HouseOptions Options(string postgres, string? rabbit, string? store) => new()
    {
        Store = "postgres",
        Bus = "rabbitmq",
        DataFolder = "/tmp",
        Issuer = HouseOptions.DevelopmentIssuer,
        Postgres = postgres,
        PostgresKeys = Good,
        RabbitMq = rabbit,
        EventStore = store,
    };
}
