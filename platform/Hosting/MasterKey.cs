using System.Security.Cryptography;
using System.Text;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// The key above all others: it wraps the owners' keys and is the root of the search keys. It comes from a file (a mounted secret in
/// production), never from the environment, and never leaves the process.
/// </summary>
public sealed class MasterKey
{
    private const int Size = 32;
    private const string UsualName = "WO_MASTER_KEY";
    private const string OtherName = "WO_MASTER_KEY_OTHER";
    private const string DevelopmentFile = "master.key";
    private readonly byte[] key;
    private byte[] root;

    /// <summary>A master key of 32 bytes.</summary>
    public MasterKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        key = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
        bytes.CopyTo(key);
        root = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
    }

    /// <summary>Which key this is, without saying what it is: the first 8 bytes of its SHA-256, in hex.</summary>
    public string Id { get; }

    /// <summary>
    /// Keys that open what they once wrapped, and wrap nothing new: while one key replaces another (<c>WO_MASTER_KEY_OTHER</c>).
    /// </summary>
    public IReadOnlyList<MasterKey> Others { get; init; } = [];

    /// <summary>This key or another that opens, by its name; null when nobody here holds it.</summary>
    public MasterKey? Named(string id) => id == Id ? this : Others.FirstOrDefault(other => other.Id == id);

    /// <summary>Reads the named file; in Development, when none is named, the one in the data folder, made when absent.</summary>
    public static MasterKey Load(HouseOptions options, bool isDevelopment)
    {
        if (options.MasterKeyFile is { } named)
            return new(Read(named).key) { Others = options.OtherMasterKeyFile is { } other ? [Read(other, OtherName)] : [] };
        if (!isDevelopment)
            throw Refused("is not set");

        var path = Path.Combine(options.DataFolder, DevelopmentFile);
        FirstFile.Make(path, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
        return Read(path);
    }

    /// <summary>Seals another key, bound to a place.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> plain, string place) => Sealing.Seal(key, plain, place);

    /// <summary>Opens what <see cref="Wrap"/> sealed for the same place.</summary>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string place) => Sealing.Open(key, wrapped, place);

    /// <summary>A key for one purpose (HKDF-SHA256); purposes cannot be told from one another's keys.</summary>
    public byte[] Derive(string label) => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, Size, info: Encoding.UTF8.GetBytes(label));

    /// <summary>
    /// What keys for a purpose are derived from: the first master key of a service. It outlives that key, wrapped as the others are,
    /// because search terms and codes were made with it.
    /// </summary>
    internal void DeriveFrom(byte[] first) => root = first;

    /// <summary>This key's own bytes, wrapped by another for a place.</summary>
    internal byte[] WrappedBy(MasterKey other, string place) => other.Wrap(key, place);

    private static MasterKey Read(string path, string name = UsualName)
    {
        if (!File.Exists(path))
            throw Refused($"names '{path}', which is not there", name);
        var bytes = new byte[Size];
        try
        {
            return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var length) && length == Size
                ? new(bytes)
                : throw Refused($"names '{path}', which does not hold 32 bytes in base64", name);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Refused($"names '{path}', which cannot be read", name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static StartRefusedException Refused(string why, string name = UsualName) => new(
        $"{name} {why}. It must name a file with the 32-byte master key in base64; 'openssl rand -base64 32' makes one.");
}
