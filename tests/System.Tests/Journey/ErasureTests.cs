using System.Net;
using System.Text;
using Npgsql;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Canary;
using WarmHandover.Tests.Servers;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// An erasure in five processes on PostgreSQL: each service is killed with -9 between its keys and its payloads, and finishes after it
/// starts again, once. A backup of before brings nothing back.
/// </summary>
[Collection(WithOtherHouseServers.Name)]
public sealed class ErasureTests(HouseServers servers, ITestOutputHelper output)
{
    private static readonly string[] Parts = ["Signal", "Consent", "Referral", "Notification"];
    private static readonly string[] Canaries = ["Kanariemoeder", "Kanarielaan", "kanariegezang in de keuken"];

    [Fact]
    public async Task Killed_in_the_middle_each_service_finishes_once_and_a_restored_backup_brings_nothing_back()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        var ct = limit.Token;
        await using var stood = await servers.Open(ct);
        using var http = new HttpClient { BaseAddress = stood.House.Address };
        var (noor, hedda, hilde) = (Sign("noor"), Sign("hedda"), Sign("hilde"));
        await Region.Register(Sign("bea"), ct);
        var (family, mother) = await Write(noor, ct);
        Assert.Contains(Canaries[2], (await noor.Get($"/v1/gezinnen/{family}", ct)).GetRawText(), StringComparison.Ordinal);
        await stood.Stores.Settled(TimeSpan.FromSeconds(120));

        await All(part => stood.House.Part(part).Kill());
        await Copied(stood, from: "", to: "_backup");
        await All(part => stood.House.StartPart(part, ct));

        var made = await noor.Post(
            "/v1/vernietigingen", new { family, askedBy = new[] { mother }, identified = "aan-de-balie" }, ct);
        var erasure = made.GetProperty("erasure").GetGuid();
        await hedda.Post($"/v1/vernietigingen/{erasure}/toewijzen", new { }, ct);
        await KilledBetweenKeysAndPayloads(stood, () => hilde.Post($"/v1/vernietigingen/{erasure}/uitvoeren", new { }, ct), ct);
        await hedda.Until($"/v1/vernietigingen/{erasure}", r => r.GetProperty("stand").GetString() == "vernietigd", ct);

        var events = await stood.Stores.Settled(TimeSpan.FromSeconds(120));
        Assert.All(Stores.Services, service => Assert.Single(
            events, e => e.Type == "destruction-done.v1" && e.Stream.StartsWith(service, StringComparison.Ordinal)));
        Assert.Single(events, e => e.Type == "erasure-certified.v1");
        Assert.Equal(4, events.Count(e => e.Type == "erasure-carried-out.v1"));
        Assert.Empty(Audit.Of(events));
        await NothingIsLeft(stood);
        Assert.Equal(HttpStatusCode.Gone, (await noor.Try(HttpMethod.Get, $"/v1/gezinnen/{family}", null, ct)).Status);

        // Last night's backup comes back, log and keys; the ledger stands elsewhere.
        await All(part => stood.House.Part(part).Kill());
        await Copied(stood, from: "_backup", to: "");
        Assert.NotEqual(0, await Scalar(stood.Connection, "select count(*) from signal.payloads where ciphertext is not null"));
        await stood.House.StartPart("Signal", ct);
        await NothingIsLeft(stood);
        foreach (var part in Parts[1..])
            await stood.House.StartPart(part, ct);
        var (_, answer) = await noor.Try(HttpMethod.Get, $"/v1/gezinnen/{family}", null, ct);
        Assert.Empty(Traces.In(Encoding.UTF8.GetBytes(answer.GetRawText()), Canaries));
        await Until(
            async () => (await noor.Try(HttpMethod.Get, $"/v1/gezinnen/{family}", null, ct)).Status is HttpStatusCode.Gone,
            "the file answers that it is gone");

        foreach (var folder in new[] { servers.Postgres.Folder, servers.Rabbit.Folder, new DirectoryInfo(stood.Folder) })
            Assert.Empty(Traces.InFiles(folder, Canaries));

        Visitor Sign(string name) => Visitor.Sign(stood.House, http, name);
    }

    private static async Task<(Guid Family, Guid Mother)> Write(Visitor noor, CancellationToken ct)
    {
        var family = (await noor.Post("/v1/gezinnen", new { area = People.Deventer }, ct)).GetProperty("family").GetGuid();
        var mother = (await noor.Post(
            $"/v1/gezinnen/{family}/leden",
            new { role = "parent", name = Canaries[0], birthDate = "1988-03-14", address = $"{Canaries[1]} 3", postcode = "7411 AB" }, ct))
            .GetProperty("member").GetGuid();
        await noor.Post(
            $"/v1/gezinnen/{family}/hulpvragen",
            new { member = mother, domain = "financien", words = Canaries[2], area = People.Deventer }, ct);
        return (family, mother);
    }

    // While a transaction of ours holds the table of payloads, nobody gets past the keys; there they die.
    private async Task KilledBetweenKeysAndPayloads(StoodHouse stood, Func<Task> carryOut, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(stood.Connection);
        await connection.OpenAsync(ct);
        await using (var holding = await connection.BeginTransactionAsync(ct))
        {
            foreach (var service in Stores.Services)
            {
                await using var hold = new NpgsqlCommand($"lock table {service}.payloads in exclusive mode", connection, holding);
                await hold.ExecuteNonQueryAsync(ct);
            }

            await carryOut();
            foreach (var service in Stores.Services)
            {
                await Until(
                    async () => await Scalar(Keys(stood), $"select count(*) from {service}.owner_keys where erased_at is not null") > 0,
                    $"{service} destroys its keys");
            }

            Assert.NotEqual(0, await Scalar(stood.Connection, "select count(*) from signal.payloads where ciphertext is not null"));
            Assert.DoesNotContain(await stood.Stores.Events(), e => e.Type is "destruction-done.v1" or "erasure-certified.v1");
            var before = Parts.Select(part => stood.House.Part(part).Pid).ToArray();
            await All(part => stood.House.Part(part).Kill());
            await holding.RollbackAsync(ct);
            await All(part => stood.House.StartPart(part, ct));
            Assert.Empty(before.Intersect(Parts.Select(part => stood.House.Part(part).Pid)));
            output.WriteLine($"killed: {string.Join(", ", before)}");
        }
    }

    private static async Task NothingIsLeft(StoodHouse stood)
    {
        Assert.Equal(0, await Scalar(stood.Connection, "select count(*) from signal.payloads where ciphertext is not null"));
        Assert.Equal(0, await Scalar(
            Keys(stood), "select count(*) from signal.owner_keys where owner like 'family/%' and wrapped_key is not null"));
        Assert.Equal(0, await Scalar(Keys(stood), "select count(*) from signal.search_terms"));
    }

    private static Task All(Func<string, Task> one) => Task.WhenAll(Parts.Select(one));

    private static string Keys(StoodHouse stood)
    {
        var log = new NpgsqlConnectionStringBuilder(stood.Connection);
        log.Database += "_keys";
        return log.ToString();
    }

    private async Task Copied(StoodHouse stood, string from, string to)
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var connection in new[] { stood.Connection, Keys(stood) })
        {
            var name = new NpgsqlConnectionStringBuilder(connection).Database;
            await PostgresServer.Execute(servers.Postgres.Admin, $"drop database if exists {name}{to} with (force)");
            await PostgresServer.Execute(servers.Postgres.Admin, $"create database {name}{to} template {name}{from} owner wo_migrator");
        }
    }

    private static async Task<long> Scalar(string connection, string sql)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await isSo())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), $"Not within two minutes: {what}");
            await beat.WaitForNextTickAsync();
        }
    }
}
