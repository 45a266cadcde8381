using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Proof;

/// <summary>A public key that signs checkpoints, and from and until when; until is null while nobody knows.</summary>
public sealed record ListedKey(string Spki, DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>The key's bytes, SubjectPublicKeyInfo.</summary>
    public byte[] Bytes => Convert.FromBase64String(Spki);

    /// <summary>Whether it signs at an instant.</summary>
    public bool Signs(DateTimeOffset at) => From <= at && (Until is not { } end || at < end);
}

/// <summary>The list of keys, oldest first, as it stands in its file.</summary>
public sealed record KeyList(IReadOnlyList<ListedKey> Keys);

/// <summary>
/// The key that signs checkpoints, and the list of all that ever did. Both are files outside every database: <c>WO_PROOF_KEY</c> (PEM,
/// P-256) and <c>WO_PROOF_KEYS</c> (JSON). A new key is added to the list before it signs; the old one gets its last moment. Without a key
/// nothing is signed.
/// </summary>
public sealed class ProofKeys
{
    private const string DevelopmentKey = "proof.key";
    private const string DevelopmentList = "proof-keys.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string? listFile;

    private ProofKeys(ECDsa? signer, string? listFile) => (Signer, this.listFile) = (signer, listFile);

    /// <summary>The private key; null where none is set.</summary>
    public ECDsa? Signer { get; }

    /// <summary>All keys, as the file says now; what is not there or odd is no list.</summary>
    public KeyList List => listFile is null ? new([]) : Read(listFile);

    /// <summary>Keys as an operator named them; in Development they are made in the data folder.</summary>
    public static ProofKeys Load(HouseOptions options, IHostEnvironment environment, TimeProvider clock)
    {
        if (options.ProofKeyFile is null && environment.IsDevelopment())
            return Development(options.DataFolder, clock);
        if (options.ProofKeyFile is null)
            return new(null, options.ProofKeysFile);
        if (options.ProofKeysFile is not { } list)
            throw new StartRefusedException("WO_PROOF_KEY is set, and WO_PROOF_KEYS, the list of public keys, is not. Set both.");

        var keys = new ProofKeys(Private(options.ProofKeyFile), list);
        return keys.Listed() ? keys : throw new StartRefusedException(
            "WO_PROOF_KEYS does not list the key of WO_PROOF_KEY. Add its public half to the list before it signs.");
    }

    /// <summary>Whether the private key may sign at an instant.</summary>
    public bool MaySign(DateTimeOffset at) => Signer is not null && List.Keys.Any(k => IsOurs(k) && k.Signs(at));

    private bool Listed() => List.Keys.Any(IsOurs);

    private bool IsOurs(ListedKey key) => key.Bytes.AsSpan().SequenceEqual(Signer!.ExportSubjectPublicKeyInfo());

    private static ECDsa Private(string path)
    {
        try
        {
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return key.KeySize == 256 ? key : throw new CryptographicException("Not P-256.");
        }
        catch (Exception odd) when (odd is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new StartRefusedException(
                "WO_PROOF_KEY must name a PEM file with a P-256 private key; 'openssl genpkey -algorithm EC "
                + "-pkeyopt ec_paramgen_curve:P-256' makes one.");
        }
    }

    private static KeyList Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<KeyList>(File.ReadAllText(path), Json) is { Keys: not null } list
                && list.Keys.All(k => k is { Spki: not null } && k.Bytes.Length > 0)
                    ? list
                    : throw new JsonException("No keys.");
        }
        catch (Exception odd) when (odd is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new StartRefusedException(
                "WO_PROOF_KEYS must name a JSON file: {\"keys\":[{\"spki\":\"…\",\"from\":\"2027-01-01T00:00:00Z\",\"until\":null}]}.");
        }
    }

    // Several services may start in one folder at the same moment: the key of the first one is everybody's.
    private static ProofKeys Development(string folder, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var (key, list) = (Path.Combine(folder, DevelopmentKey), Path.Combine(folder, DevelopmentList));
        FirstFile.Make(key, SigningKeys.Fresh);
        var signer = Private(key);
        // Sample stories are played at other times than now.
        FirstFile.Make(list, () => JsonSerializer.Serialize(
            new KeyList([new(Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()), clock.GetUtcNow().AddYears(-10), null)]), Json));
        return new(signer, list);
    }
}
