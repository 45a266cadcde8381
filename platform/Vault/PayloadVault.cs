using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Vault;

/// <summary>The vault of one service. Every payload has its own data key, wrapped by its owner's; both open at their place only.</summary>
public sealed class PayloadVault(string service, MasterKey master, IKeyStore keys, IPayloads payloads) : IVault
{
    /// <inheritdoc/>
    public async Task<SealedPayload> Seal<T>(PayloadOwner owner, Guid subject, T content, CancellationToken ct)
    {
        var ownerKey = await keys.Current(owner, ct);
        var plain = JsonSerializer.SerializeToUtf8Bytes(content, Facts.Json);
        try
        {
            return Seal(Guid.CreateVersion7(), owner, subject, ownerKey, plain);
        }
        finally
        {
            Wipe(plain, ownerKey.Key);
        }
    }

    /// <inheritdoc/>
    public async Task<T?> Open<T>(PayloadRef reference, CancellationToken ct) where T : class
    {
        if (await payloads.Find(reference.Id, ct) is not { } payload)
            return null;
        if (payload.Ref != reference)
            throw new SealBrokenException();
        if (await keys.Find(payload.Owner, payload.KeyVersion, ct) is not { } ownerKey)
            return null;

        byte[] dataKey = [], plain = [];
        try
        {
            dataKey = Sealing.Open(ownerKey.Key, payload.WrappedKey, KeyPlace(payload.Id, payload.Owner, payload.KeyVersion));
            plain = Sealing.Open(dataKey, payload.Ciphertext, ContentPlace(payload.Id, payload.Owner, payload.Subject));
            return JsonSerializer.Deserialize<T>(plain, Facts.Json);
        }
        catch (JsonException)
        {
            // Without the inner exception: it quotes the text that it stumbled over.
            throw new UnreadableContentException(typeof(T).Name);
        }
        finally
        {
            Wipe(ownerKey.Key, dataKey, plain);
        }
    }

    /// <inheritdoc/>
    public async Task<string> Fingerprint(PayloadOwner owner, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var ownerKey = await FirstKey(owner, ct);
        var fingerprintKey = HKDF.Expand(HashAlgorithmName.SHA256, ownerKey.Key, Sealing.KeySize, "fingerprint"u8.ToArray());
        var fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, body.Span));
        Wipe(ownerKey.Key, fingerprintKey);
        return fingerprint;
    }

    /// <inheritdoc/>
    public string SearchTerm(string normalised) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(master.Derive($"search|{service}"), Encoding.UTF8.GetBytes(normalised)));

    private SealedPayload Seal(Guid id, PayloadOwner owner, Guid subject, OwnerKey ownerKey, byte[] plain)
    {
        Span<byte> random = stackalloc byte[Sealing.KeySize + (2 * Sealing.NonceSize)];
        RandomNumberGenerator.Fill(random);
        var dataKey = random[..Sealing.KeySize];
        var nonces = random[Sealing.KeySize..];
        var ciphertext = Sealing.Seal(dataKey, nonces[..Sealing.NonceSize], plain, ContentPlace(id, owner, subject));
        var wrapped = Sealing.Seal(ownerKey.Key, nonces[Sealing.NonceSize..], dataKey, KeyPlace(id, owner, ownerKey.Version));
        CryptographicOperations.ZeroMemory(random);
        return new(id, owner, subject, ownerKey.Version, wrapped, ciphertext);
    }

    // Always the first: a repeat of the same command must have the same fingerprint after the owner got a newer key.
    private async Task<OwnerKey> FirstKey(PayloadOwner owner, CancellationToken ct)
    {
        var newest = await keys.Current(owner, ct);
        return newest.Version == 1 ? newest : await keys.Find(owner, 1, ct) ?? throw new EventLog.OwnerErasedException();
    }

    private string ContentPlace(Guid id, PayloadOwner owner, Guid subject) => $"wo-payload-v1|{service}|{id:N}|{subject:N}|{owner.Name}";

    private static string KeyPlace(Guid id, PayloadOwner owner, int version) => $"wo-data-key-v1|{id:N}|{version}|{owner.Name}";

    private static void Wipe(params ReadOnlySpan<byte[]> secrets)
    {
        foreach (var secret in secrets)
            CryptographicOperations.ZeroMemory(secret);
    }
}

/// <summary>A payload opened, but it does not hold what the reader expected. Says the expected type, nothing of the content.</summary>
public sealed class UnreadableContentException(string expected) : Exception($"The content of a payload is not a {expected}.");
