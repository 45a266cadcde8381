using System.Net;
using WarmHandover.Tests.Crash;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Journey;

/// <summary>As a cluster starts a service: a job migrates in its own role, the service runs without it, secrets are files.</summary>
public sealed class MigrateTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("wo-migrate-").FullName;
    private PostgresServer server = null!;
    private PostgresDatabase log = null!;
    private PostgresDatabase keys = null!;

    public async Task InitializeAsync()
    {
        server = await PostgresServer.Start();
        (log, keys) = (await server.NewDatabase(), await server.NewDatabase());
        Secret("runtime", "WO_POSTGRES", log.Runtime);
        Secret("runtime", "WO_POSTGRES_KEYS", keys.Runtime);
        Secret("migrator", "WO_POSTGRES", log.Runtime);
        Secret("migrator", "WO_POSTGRES_KEYS", keys.Runtime);
        Secret("migrator", "WO_POSTGRES_MIGRATOR", log.Migrator);
        Secret("migrator", "WO_POSTGRES_KEYS_MIGRATOR", keys.Migrator);
        File.WriteAllText(Path.Combine(folder, "master.key"), Convert.ToBase64String(new byte[32]));
        File.WriteAllText(Path.Combine(folder, "keys.json"), """{"keys":[]}""");
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_job_migrates_and_ends_and_the_service_then_starts_without_the_role_that_may()
    {
        await using (var early = Program("runtime"))
        {
            Assert.Equal(1, await early.Ended());
            Assert.Contains("migrate", Assert.Single(Lines(early)), StringComparison.Ordinal);
        }

        await using (var look = Program("migrator", "migrate", "--dry-run"))
        {
            Assert.Equal(0, await look.Ended());
            Assert.Contains("WO_POSTGRES, schema signal: EventLog/0001-event-log.sql zou worden uitgevoerd", Lines(look));
            Assert.Contains("WO_POSTGRES_KEYS: 1 van 1 nog uit te voeren", Lines(look));
        }

        for (var again = 0; again < 2; again++)
        {
            await using var job = Program("migrator", "migrate");
            Assert.Equal(0, await job.Ended());
            Assert.Contains("De opslag is bijgewerkt. (The stores are up to date.)", Lines(job));
        }

        await using (var look = Program("migrator", "migrate", "--dry-run"))
        {
            Assert.Equal(0, await look.Ended());
            Assert.Contains("WO_POSTGRES_KEYS: 0 van 1 nog uit te voeren", Lines(look));
            Assert.DoesNotContain(Lines(look), line => line.EndsWith(".sql zou worden uitgevoerd", StringComparison.Ordinal));
        }

        await using var service = Program("runtime");
        using var http = new HttpClient { BaseAddress = await service.Ready() };
        Assert.Equal(HttpStatusCode.NoContent, (await http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task What_cannot_work_is_one_sentence_and_exit_code_1()
    {
        await using (var nowhere = Program("nergens"))
        {
            Assert.Equal(1, await nowhere.Ended());
            Assert.Contains("WO_SECRETS", Assert.Single(Lines(nowhere)), StringComparison.Ordinal);
        }

        Secret("gone", "WO_POSTGRES", "Host=127.0.0.1;Port=9;Username=wo;Database=wo;Timeout=2");
        Secret("gone", "WO_POSTGRES_KEYS", keys.Runtime);
        await using var unreachable = Program("gone");
        Assert.Equal(1, await unreachable.Ended());
        Assert.Contains("WO_POSTGRES", Assert.Single(Lines(unreachable)), StringComparison.Ordinal);
    }

    private void Secret(string mount, string name, string value)
    {
        Directory.CreateDirectory(Path.Combine(folder, mount));
        File.WriteAllText(Path.Combine(folder, mount, name), value);
    }

    private Child Program(string mount, params string[] arguments)
    {
        File.Delete(Path.Combine(folder, "Signal.out"));
        return Child.Start("Signal", folder, arguments,
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("WO_STORE", "postgres"), ("WO_DATA", folder),
            ("WO_SECRETS", Path.Combine(folder, mount)), ("WO_MASTER_KEY", Path.Combine(folder, "master.key")),
            ("WO_TRUSTED_KEYS", Path.Combine(folder, "keys.json")), ("WO_ERASURE_LEDGER", folder),
        ]);
    }

    private static string[] Lines(Child program) => program.Said().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
