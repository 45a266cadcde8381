using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting.Internal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Proof;

/// <summary>A log of its own on files, its Merkle log beside it, and a clock that a test moves.</summary>
public sealed class ProofRig : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-proof-");
    private readonly Dictionary<string, StoredEvent> ends = [];
    private readonly SqliteEventLog log;
    private readonly IProofDatabase database;

    public ProofRig(string service = "consent", int? seed = null) : this(service, seed, proof: null)
    {
    }

    /// <summary>The proof in another database than a file.</summary>
    internal ProofRig(string service, int? seed, IProofDatabase? proof)
    {
        (Service, Seed) = (service, seed ?? 0);
        log = new(Path.Combine(folder.FullName, "log.db"));
        database = proof ?? new ProofFile(Path.Combine(folder.FullName, "proof.db"));
        Store = new(database);
        Store.Prepare(default).GetAwaiter().GetResult();
        Proof = Reopened();
    }

    public string Service { get; }

    public int Seed { get; }

    public FakeClock Clock { get; } = new();

    internal ProofStore Store { get; }

    public ProofLog Proof { get; private set; }

    public SqliteEventLog Log => log;

    public string Folder => folder.FullName;

    public static Guid Family(int n) => Cast.Id(0xF000 + n);

    public string Stream(int n) => $"{Service}.family-{Family(n):N}";

    /// <summary>The files as a killed process left them, under a new process.</summary>
    public ProofLog Reopened()
    {
        var keys = ProofKeys.Load(
            Service, HouseOptions.Read(new Microsoft.Extensions.Configuration.ConfigurationManager
            {
                ["WO_DATA"] = Folder,
                ["WO_ORIGIN"] = "proef.example",
            }),
            new HostingEnvironment { EnvironmentName = "Development" }, Clock);
        Proof = new(Service, "proef.example", log, Store, keys, Clock);
        return Proof;
    }

    /// <summary>From now on the keys of another sign here.</summary>
    public void TakeKeysOf(ProofRig other)
    {
        var (from, to) = (ProofKeys.DevelopmentFiles(other.Folder, Service), ProofKeys.DevelopmentFiles(Folder, Service));
        File.Copy(from.Key, to.Key, overwrite: true);
        File.Copy(from.List, to.List, overwrite: true);
        Reopened();
    }

    /// <summary>A new key takes over, while whoever signs goes on; what it told, line by line.</summary>
    public async Task<string> TurnKey(string? folder = null, bool dryRun = false)
    {
        using var told = new StringWriter();
        Assert.Equal(0, await new KeyRotation(Service, "proef.example", database, Clock, told)
            .Run(ProofKeys.DevelopmentFiles(Folder, Service), folder, dryRun, default));
        return told.ToString();
    }

    /// <summary>One more entry in a stream, chained as the road would; perhaps with a sealed payload.</summary>
    public async Task<StoredEvent> Add(int stream, string? data = null, SealedPayload? payload = null)
    {
        var name = Stream(stream);
        var before = ends.GetValueOrDefault(name);
        var version = (before?.Version ?? 0) + 1;
        var cause = DerivedIds.Of(Cast.Id(Seed), $"{name}/{version}");
        var id = DerivedIds.OfFact(cause, name, 0);
        var header = new EventHeader(
            Service, name, version, id, "lamp-lit.v1", 1, cause, new("p-1", "professional", Cast.Jgz), Clock.Now()).ToBytes();
        var bytes = Encoding.UTF8.GetBytes(data ?? (payload is null
            ? $$"""{"room":{{version}},"seed":{{Seed}}}"""
            : $$"""{"words":{"id":"{{payload.Id:D}}","sha256":"{{payload.Ref.Sha256}}"},"room":{{version}}}"""));
        var hash = Chain.Link(header, bytes, before?.Hash ?? Chain.Genesis(name));
        var appended = await log.Append(
            new(name, version - 1, [new(id, "lamp-lit.v1", header, bytes, hash, [])], payload is null ? [] : [payload]), default);
        return ends[name] = new(appended.Position, name, version, id, "lamp-lit.v1", header, bytes, hash, []);
    }

    /// <summary>So many entries over a few streams, a checkpoint after each hundred, as the work would sign them.</summary>
    public async Task Fill(int entries, int streams = 7)
    {
        for (var i = 0; i < entries; i++)
        {
            await Add(i * 5 % streams, payload: i % 10 == 3 ? Payload(i) : null);
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Proof.Advance(now: false, default);
        }
    }

    public SealedPayload Payload(int n) => new(
        DerivedIds.Of(Cast.Id(Seed), $"payload-{n}"), PayloadOwner.Family(Family(n % 7), Cast.Jgz), Cast.Id(n), 1, [1, 2, 3],
        SHA256.HashData(Encoding.UTF8.GetBytes($"sealed {n} {Seed}")));

    /// <summary>A bundle of one stream, or of everything between two instants; every entry open, or as told.</summary>
    public async Task<byte[]> Bundle(
        string? stream = null, DateTimeOffset? since = null, DateTimeOffset? until = null, Func<StoredEvent, bool>? opens = null)
    {
        using var to = new MemoryStream();
        var (upto, tooMuch) = await new Evidence(Proof, log, log, Clock).Write(
            to, new(Service, stream is null ? [] : [stream], since, until, e => new(opens?.Invoke(e) ?? true), _ => true), default);
        Assert.NotNull(upto);
        Assert.False(tooMuch);
        return to.ToArray();
    }

    public async Task<string> Anchor() => (await Proof.Newest(default))!.Note;

    public void Dispose()
    {
        log.Dispose();
        Proof.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
