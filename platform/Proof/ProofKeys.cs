using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// The key that signs checkpoints of one log, and the list of all that ever did. Both are files outside every database:
/// <c>WO_PROOF_KEY</c> (PEM, P-256) and <c>WO_PROOF_KEYS</c> (JSON). They are read again when they change, so that a key is replaced
/// while the service runs. Without a key nothing is signed.
/// </summary>
public sealed class ProofKeys
{
    private const string Shared = "proof";
    private readonly string service;
    private readonly string origin;
    private readonly string? keyFile;
    private readonly string? listFile;
    private (string Text, ECDsa Key)? read;

    private ProofKeys(string service, string origin, string? keyFile, string? listFile) =>
        (this.service, this.origin, this.keyFile, this.listFile) = (service, origin, keyFile, listFile);

    /// <summary>The private key as its file says now; null where none is set.</summary>
    public ECDsa? Signer => keyFile is null ? null : Current(keyFile);

    /// <summary>All keys, as the file says now; what is not there or odd is no list.</summary>
    public KeyList List => listFile is null ? new([]) : KeyList.Read(listFile);

    /// <summary>Keys as an operator named them; in Development they are made in the data folder.</summary>
    public static ProofKeys Load(string service, HouseOptions options, IHostEnvironment environment, TimeProvider clock)
    {
        var origin = $"{options.ProofOrigin}/{service}";
        if (options.ProofKeyFile is null && environment.IsDevelopment())
            return Development(service, origin, options.DataFolder, clock);
        if (options.ProofKeyFile is null)
            return new(service, origin, null, options.ProofKeysFile);
        if (options.ProofKeysFile is not { } list)
            throw new StartRefusedException("WO_PROOF_KEY is set, and WO_PROOF_KEYS, the list of public keys, is not. Set both.");

        var keys = new ProofKeys(service, origin, options.ProofKeyFile, list);
        var own = Private(options.ProofKeyFile);
        if (!keys.List.Keys.Any(k => k.Is(own)))
        {
            throw new StartRefusedException(
                "WO_PROOF_KEYS does not list the key of WO_PROOF_KEY. rotate-proof-key makes a new key and adds it to the list.");
        }

        return keys.List.Broken(origin) is { } place
            ? throw new StartRefusedException(
                $"Key {place} in WO_PROOF_KEYS was not handed over by the key before it. Put the list back as rotate-proof-key wrote it.")
            : keys;
    }

    /// <summary>The files of a service in Development, in its data folder.</summary>
    public static (string Key, string List) DevelopmentFiles(string folder, string service) =>
        (Path.Combine(folder, $"{service}.proof.key"), Path.Combine(folder, $"{service}.proof-keys.json"));

    /// <summary>Whether the private key is the last of the list: nobody took over from it.</summary>
    public bool IsNewest => Signer is { } own && List.Keys is [.., var last] && last.Is(own);

    /// <summary>The private key, where it may sign a checkpoint of that instant and that many entries; else null.</summary>
    public ECDsa? SignerFor(DateTimeOffset at, long size) =>
        Signer is { } own && List.Keys is var all && all.Index().Any(k => k.Item.Is(own) && List.MaySign(k.Index, at, size)) ? own : null;

    /// <summary>What a key is called where its whole public half would be too long: the SHA-256 of it.</summary>
    internal static string Name(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    /// <summary>A private key as it stands in a file.</summary>
    internal static ECDsa Private(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception odd) when (odd is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new StartRefusedException(
                "WO_PROOF_KEY must name a PEM file with a P-256 private key; 'openssl genpkey -algorithm EC "
                + "-pkeyopt ec_paramgen_curve:P-256' makes one.");
        }
    }

    private static ECDsa Parse(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.KeySize == 256 ? key : throw new CryptographicException("Not P-256.");
    }

    // While the file is being replaced, the key of before stays.
    private ECDsa Current(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            if (read is { } known && known.Text == text)
                return known.Key;

            var key = Parse(text);
            read = (text, key);
            return key;
        }
        catch (Exception odd) when (read is not null
            && odd is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return read!.Value.Key;
        }
    }

    // Several processes may start in one folder at the same moment: the key of the first one is everybody's. A folder of before has one
    // key for all services; each goes on from there with its own.
    private static ProofKeys Development(string service, string origin, string folder, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var (key, list) = DevelopmentFiles(folder, service);
        var (oldKey, oldList) = DevelopmentFiles(folder, Shared);
        FirstFile.Make(key, () => File.Exists(oldKey) ? File.ReadAllText(oldKey) : SigningKeys.Fresh());
        var signer = Private(key);
        // Sample stories are played at other times than now.
        FirstFile.Make(list, () => File.Exists(oldList) ? File.ReadAllText(oldList) : new KeyList(
            [new(Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()), clock.GetUtcNow().AddYears(-10), null)]).Text);
        return new(service, origin, key, list);
    }
}
