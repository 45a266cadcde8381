using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Apart;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;
using WarmHandover.Tests.EventLog;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventStore;

/// <summary>What a server and a line do wrong, and what an operator does wrong, on a server in this process.</summary>
[Collection(OnPostgres.Name)]
public sealed class EventStoreFaultTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly PayloadOwner Family = PayloadOwner.Family(Guid.CreateVersion7(), Guid.CreateVersion7());
    private static int schemas;
    private readonly string schema = $"signal_esf{Interlocked.Increment(ref schemas)}";
    private readonly EventStoreState state = new();
    private EventStoreServer server = null!;
    private PayloadsApart payloads = null!;
    private EventStoreLog log = null!;

    public async Task InitializeAsync()
    {
        await PostgresMigrations.Run(postgres.Database.Migrator, schema, postgres.Database.RuntimeRole, default, "EventLog");
        server = new(state);
        await server.Start();
        payloads = new(postgres.Database.Runtime, schema);
        log = Log($"esdb://{server.Host}?tls=false");
    }

    public async Task DisposeAsync()
    {
        await log.DisposeAsync();
        await server.DisposeAsync();
        await payloads.DisposeAsync();
        await PostgresServer.Execute(postgres.Database.Admin, $"drop schema {schema} cascade");
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_asked_again_with_the_same_ids_and_it_stands_once()
    {
        server.AnswersToLose = 1;
        var appended = await log.Append(Written.Facts(Written.Stream(1), 0, 2), default);

        Assert.False(appended.StoodBefore);
        Assert.Equal(2, await log.ReadAll(Position.Start, 10, default).CountAsync());
        Assert.Equal((2, 0), server.Appends);
    }

    [Fact]
    public async Task Not_ready_is_waited_for_and_a_broken_tail_goes_on_where_it_was()
    {
        server.NotReady = 2;
        var first = await log.Append(Written.Facts(Written.Stream(1), 0), default);
        await log.WaitForMore(Position.Start, TimeSpan.FromSeconds(30), default);
        server.Break();

        var waiting = log.WaitForMore(first.Position, TimeSpan.FromSeconds(60), default);
        await using var other = Log($"esdb://{server.Host}?tls=false");
        await other.Append(Written.Facts(Written.Stream(2), 0), default);
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await log.ReadAll(first.Position, 10, default).ToListAsync());
    }

    [Fact]
    public async Task Who_does_not_lead_names_who_does_and_is_followed()
    {
        await using var leader = new EventStoreServer(state);
        await leader.Start();
        server.Leader = leader;
        await log.Append(Written.Facts(Written.Stream(1), 0), default);
        Assert.Equal((0, 0), server.Appends);

        await using var cluster = Log($"esdb+discover://{server.Host}?tls=false");
        Assert.Single(await cluster.Read(Written.Stream(1), 0, default).ToListAsync());
        (leader.Leader, server.Leader) = (server, null);
        await cluster.Append(Written.Facts(Written.Stream(1), 1), default);
        Assert.Equal((1, 0), server.Appends);
    }

    [Fact]
    public async Task Large_appends_and_older_servers_go_one_at_a_time()
    {
        await log.Append(Written.Facts(Written.Stream(1), 0, 1, new('x', 600 * 1024)), default);
        Assert.Equal((0, 1), server.Appends);

        server.Batches = false;
        await using var older = Log($"esdb://{server.Host}?tls=false");
        await older.Start(default);
        await older.Append(Written.Facts(Written.Stream(2), 0), default);
        await Assert.ThrowsAsync<VersionConflictException>(() => older.Append(Written.Facts(Written.Stream(2), 5), default));
        Assert.Equal((0, 3), server.Appends);

        // What nobody can pack still goes in when it fills our own limit; a server that takes less says so.
        var empty = Written.Facts(Written.Stream(3), 0, 1, "");
        var noise = RandomNumberGenerator.GetBytes(Append.MaxBytes - empty.Bytes);
        var full = empty with { Events = [empty.Events[0] with { Data = noise }] };
        await log.Append(full, default);
        Assert.Equal(noise, (await log.Read(full.Stream, 0, default).SingleAsync()).Data);
        state.MaxAppendSize = 1000;
        await Assert.ThrowsAsync<EventTooLargeException>(
            () => log.Append(Written.Facts(Written.Stream(5), 0, 1, new('x', 2000)), default));
        state.Deleted.Add(Written.Stream(4));
        Assert.Equal(EventStoreTrouble.Deleted, (await Assert.ThrowsAsync<EventStoreException>(
            () => log.Append(Written.Facts(Written.Stream(4), 0), default))).Trouble);
    }

    [Fact]
    public async Task A_payload_whose_event_never_came_is_swept_after_a_day_and_the_others_stay()
    {
        var clock = new FakeClock(TimeProvider.System.GetUtcNow());
        var (left, kept) = (Written.Payload(Family), Written.Payload(Family));
        var append = Written.Facts(Written.Stream(1), 0, 1, $$"""{"words": { "id": "{{kept.Id:D}}" } }""", kept);
        await log.Append(append, default);

        // As a program leaves it that is killed between the two stores.
        await payloads.Put(Written.Facts(Written.Stream(1), 1, 1, "{}", left), clock.GetUtcNow(), default);
        using var sweep = new PayloadSweep(log, payloads, clock, NullLogger<PayloadSweep>.Instance);
        Assert.Equal((0, 0), await sweep.Sweep(default));
        Assert.NotNull(await payloads.Find(left.Id, default));

        clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal((1, 1), await sweep.Sweep(default));
        Assert.Null(await payloads.Find(left.Id, default));
        Assert.NotNull(await payloads.Find(kept.Id, default));
        await payloads.TakeBack([kept.Id], default);
        Assert.NotNull(await payloads.Find(kept.Id, default));
    }

    [Fact]
    public async Task A_start_says_in_one_sentence_what_is_wrong()
    {
        await log.Start(default);

        server.Authorization = "Basic " + Convert.ToBase64String("wo:goed"u8);
        Assert.Contains("wachtwoord", await Refused($"esdb://wo:fout@{server.Host}?tls=false"), StringComparison.Ordinal);
        Assert.Contains("wachtwoord", await Refused($"esdb://{server.Host}?tls=false"), StringComparison.Ordinal);
        await using (var signed = Log($"esdb://wo:goed@{server.Host}?tls=false"))
            await signed.Start(default);
        server.Authorization = null;

        server.Version = "20.10.2";
        Assert.Contains("te oud", await Refused($"esdb://{server.Host}?tls=false"), StringComparison.Ordinal);
        server.Version = "24.2.0";
        server.FlushDisabled = true;
        Assert.Contains("UnsafeDisableFlushToDisk", await Refused($"esdb://{server.Host}?tls=false"), StringComparison.Ordinal);
        Assert.Contains("niet bereikbaar", await Refused("esdb://localhost:9?tls=false"), StringComparison.Ordinal);
        Assert.Contains("tls=false", await Refused($"esdb://{server.Host}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_counts_when_its_authority_is_named_and_not_otherwise()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=wo test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var shown = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, made.ExportCertificatePem());
        await using var secure = new EventStoreServer(state, new() { ServerCertificate = shown });
        await secure.Start();

        Assert.Contains("certificaat", await Refused($"esdb://{secure.Host}"), StringComparison.Ordinal);
        await using var trusting = Log($"esdb://{secure.Host}?tlsCaFile={WebUtility.UrlEncode(file)}");
        await trusting.Start(default);
        await trusting.Append(Written.Facts(Written.Stream(1), 0), default);
        File.Delete(file);
    }

    private EventStoreLog Log(string address) => new(EventStoreAddress.Parse(address), "signal", payloads, TimeProvider.System);

    private async Task<string> Refused(string address)
    {
        await using var wrong = Log(address);
        var message = (await Assert.ThrowsAsync<StartRefusedException>(() => wrong.Start(default))).Message;
        Assert.DoesNotContain("fout", message, StringComparison.Ordinal);
        return message;
    }
}
