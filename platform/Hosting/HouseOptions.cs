using Microsoft.Extensions.Configuration;
using Npgsql;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// What an operator may set: environment variables over defaults in code. <c>WO_STORE</c> sqlite (default) or postgres; <c>WO_BUS</c>
/// inprocess
/// (default) or rabbitmq. Nothing else changes between one process and many.
/// </summary>
public sealed record HouseOptions
{
    /// <summary>Who signs for sample people.</summary>
    public const string DevelopmentIssuer = "urn:warme-overdracht:development";

    /// <summary>Who a house is in its checkpoints when nobody said (<c>WO_ORIGIN</c>).</summary>
    public const string UsualOrigin = "warme-overdracht.example";

    /// <summary>sqlite or postgres (<c>WO_STORE</c>).</summary>
    public required string Store { get; init; }

    /// <summary>inprocess or rabbitmq (<c>WO_BUS</c>).</summary>
    public required string Bus { get; init; }

    /// <summary>The folder of the SQLite files, the development master key and logs (<c>WO_DATA</c>).</summary>
    public required string DataFolder { get; init; }

    /// <summary>Connection string of the service's database; its schema is the service's name (<c>WO_POSTGRES</c>).</summary>
    public string? Postgres { get; init; }

    /// <summary>Connection string of the key database, another database and role (<c>WO_POSTGRES_KEYS</c>).</summary>
    public string? PostgresKeys { get; init; }

    /// <summary>
    /// Connection string of the role that migrates; the runtime role may not (<c>WO_POSTGRES_MIGRATOR</c>; absent: nobody migrates here).
    /// </summary>
    public string? PostgresMigrator { get; init; }

    /// <summary>The same for the key database (<c>WO_POSTGRES_KEYS_MIGRATOR</c>).</summary>
    public string? PostgresKeysMigrator { get; init; }

    /// <summary>
    /// Where the logs stand when they do not stand in PostgreSQL: <c>esdb://user:password@host:2113</c> (<c>WO_EVENTSTORE</c>). Everything
    /// else stays in PostgreSQL (decision 9).
    /// </summary>
    public string? EventStore { get; init; }

    /// <summary><c>amqp://user:password@host:port/vhost</c> (<c>WO_RABBITMQ</c>).</summary>
    public string? RabbitMq { get; init; }

    /// <summary>
    /// A file with the 32-byte master key in base64 (<c>WO_MASTER_KEY</c>); in Development it is made in the data folder when absent.
    /// </summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>
    /// A second master key, which opens and wraps nothing new (<c>WO_MASTER_KEY_OTHER</c>): only while one replaces the other.
    /// </summary>
    public string? OtherMasterKeyFile { get; init; }

    /// <summary>A JWKS file with the public keys that may sign tokens (<c>WO_TRUSTED_KEYS</c>).</summary>
    public string? TrustedKeysFile { get; init; }

    /// <summary>The identity provider's address (<c>WO_AUTHORITY</c>), beside or instead of the trusted keys.</summary>
    public string? Authority { get; init; }

    /// <summary>
    /// The house's own private key, for tokens of personal ways in (<c>WO_WAYIN_KEY</c>, a PEM file that only notification can read).
    /// </summary>
    public string? WayInKeyFile { get; init; }

    /// <summary>A JWKS file with the public halves of that key (<c>WO_WAYIN_KEYS</c>), for every service.</summary>
    public string? WayInKeysFile { get; init; }

    /// <summary>The private key that signs checkpoints of the log (<c>WO_PROOF_KEY</c>, a PEM file); absent: nothing is signed.</summary>
    public string? ProofKeyFile { get; init; }

    /// <summary>A JSON file with the public halves of all keys that ever signed checkpoints (<c>WO_PROOF_KEYS</c>).</summary>
    public string? ProofKeysFile { get; init; }

    /// <summary>Who this house is in its checkpoints: an address without scheme (<c>WO_ORIGIN</c>).</summary>
    public string ProofOrigin { get; init; } = UsualOrigin;

    /// <summary>The folder of an archive to which each checkpoint is written (<c>WO_ARCHIVE</c>); absent: none.</summary>
    public string? Archive { get; init; }

    /// <summary>
    /// The folder of the erasure ledger (<c>WO_ERASURE_LEDGER</c>), outside everything that a backup brings back; absent: in the data
    /// folder.
    /// </summary>
    public string? ErasureLedger { get; init; }

    /// <summary>The issuer that tokens must name (<c>WO_ISSUER</c>).</summary>
    public required string Issuer { get; init; }

    /// <summary>
    /// How strongly a person must have signed in for what is grave: the provider's <c>acr</c> (<c>WO_STEP_UP_ACR</c>); absent: anew is
    /// enough.
    /// </summary>
    public string? StepUpAcr { get; init; }

    /// <summary>Whom users of the APIs write to: an e-mail address (<c>WO_CONTACT</c>); it stands in the descriptions.</summary>
    public string? Contact { get; init; }

    /// <summary>
    /// Where a weakness is reported: a <c>mailto:</c> or <c>https:</c> address (<c>WO_SECURITY_CONTACT</c>), for <c>security.txt</c>.
    /// </summary>
    public string? SecurityContact { get; init; }

    /// <summary>OTLP endpoint (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>); absent: nothing is exported.</summary>
    public string? Otlp { get; init; }

    /// <summary>
    /// Where Prometheus may read the measures (<c>WO_METRICS</c>): an address of its own, such as <c>http://0.0.0.0:9464</c>; absent:
    /// nowhere.
    /// </summary>
    public string? Metrics { get; init; }

    /// <summary>
    /// The collector to which lines of the processing log and the access log are brought, OTLP over HTTP (<c>WO_LOGBOOK</c>); absent: they
    /// stay rows here.
    /// </summary>
    public string? Logbook { get; init; }

    /// <summary>Reads the options; an unknown store or bus stops the start with a clear sentence.</summary>
    public static HouseOptions Read(IConfiguration configuration)
    {
        string? Text(string name) => configuration[name] is { Length: > 0 } value ? value : null;

        return new()
        {
            Store = OneOf("WO_STORE", Text("WO_STORE") ?? "sqlite", "sqlite", "postgres"),
            Bus = OneOf("WO_BUS", Text("WO_BUS") ?? "inprocess", "inprocess", "rabbitmq"),
            DataFolder = Path.GetFullPath(Text("WO_DATA") ?? Path.Combine(Directory.GetCurrentDirectory(), "data")),
            Postgres = Database("WO_POSTGRES", Text("WO_POSTGRES")),
            PostgresKeys = Database("WO_POSTGRES_KEYS", Text("WO_POSTGRES_KEYS")),
            PostgresMigrator = Database("WO_POSTGRES_MIGRATOR", Text("WO_POSTGRES_MIGRATOR")),
            PostgresKeysMigrator = Database("WO_POSTGRES_KEYS_MIGRATOR", Text("WO_POSTGRES_KEYS_MIGRATOR")),
            EventStore = Text("WO_EVENTSTORE"),
            RabbitMq = Text("WO_RABBITMQ"),
            MasterKeyFile = Text("WO_MASTER_KEY"),
            OtherMasterKeyFile = Text("WO_MASTER_KEY_OTHER"),
            TrustedKeysFile = Text("WO_TRUSTED_KEYS"),
            Authority = Text("WO_AUTHORITY"),
            WayInKeyFile = Text("WO_WAYIN_KEY"),
            WayInKeysFile = Text("WO_WAYIN_KEYS"),
            ProofKeyFile = Text("WO_PROOF_KEY"),
            ProofKeysFile = Text("WO_PROOF_KEYS"),
            ProofOrigin = Origin(Text("WO_ORIGIN") ?? UsualOrigin),
            Archive = Text("WO_ARCHIVE") is { } folder ? Path.GetFullPath(folder) : null,
            ErasureLedger = Text("WO_ERASURE_LEDGER") is { } ledger ? Path.GetFullPath(ledger) : null,
            Issuer = Text("WO_ISSUER") ?? DevelopmentIssuer,
            StepUpAcr = Text("WO_STEP_UP_ACR"),
            Logbook = Text("WO_LOGBOOK"),
            Contact = Text("WO_CONTACT"),
            SecurityContact = Text("WO_SECURITY_CONTACT"),
            Otlp = Text("OTEL_EXPORTER_OTLP_ENDPOINT"),
            Metrics = MetricsPage.Address(Text("WO_METRICS"), Text("ASPNETCORE_URLS") ?? Text("urls")),
        };
    }

    /// <summary>The store to which a service moves: <c>WO_TO_STORE</c>, <c>WO_TO_DATA</c>, <c>WO_TO_POSTGRES</c> and so on.</summary>
    public static HouseOptions ReadTarget(IConfiguration configuration) => Read(new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.AsEnumerable()
            .Where(setting => setting.Key.StartsWith("WO_TO_", StringComparison.OrdinalIgnoreCase))
            .Select(setting => KeyValuePair.Create($"WO_{setting.Key[6..]}", setting.Value)))
        .Build());

    private static string Origin(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '/')
        ? value
        : throw new StartRefusedException("WO_ORIGIN is a name such as overdracht.gemeente.nl: letters, digits, - . and / only.");

    private static string? Database(string name, string? text)
    {
        try
        {
            if (text is null || new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 })
                return text;
        }
        catch (Exception odd) when (odd is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            throw Wrong(name);
        }

        throw Wrong(name);
    }

    private static StartRefusedException Wrong(string name) => new(
        $"{name} is geen verbindingstekst van PostgreSQL. Schrijf haar als Host=…;Database=…;Username=…;Password=…;SSL Mode=VerifyFull. "
        + "(The connection string is wrong.)");

    private static string OneOf(string name, string value, params string[] known) => known.Contains(value)
        ? value
        : throw new StartRefusedException($"{name} is '{value}'; it must be one of: {string.Join(", ", known)}.");
}

/// <summary>The process does not start, and says in one sentence what to do.</summary>
public sealed class StartRefusedException(string sentence) : Exception(sentence);
