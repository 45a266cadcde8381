namespace WarmHandover.Platform.Vault;

/// <summary>
/// Personal data, encrypted, ready to stand beside the log. Immutable; its own data key is wrapped by its owner's key.
/// <see cref="Ciphertext"/> is nonce ‖ ciphertext ‖ tag (AES-256-GCM), bound to <see cref="Id"/>, <see cref="Owner"/> and <see
/// cref="Subject"/>.
/// </summary>
public sealed record SealedPayload(Guid Id, PayloadOwner Owner, Guid Subject, int KeyVersion, byte[] WrappedKey, byte[] Ciphertext)
{
    /// <summary>What a fact says of this payload.</summary>
    public PayloadRef Ref => new(Id, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Ciphertext)));
}

/// <summary>How a fact refers to a payload: its id and the SHA-256 (lower hex) of its ciphertext, never of the plaintext.</summary>
public sealed record PayloadRef(Guid Id, string Sha256);

/// <summary>Whose key wraps a payload's key (decision 6). The text is the key's name: ids only.</summary>
public readonly record struct PayloadOwner(string Name)
{
    /// <summary>What one organisation recorded of one family.</summary>
    public static PayloadOwner Family(Guid family, Guid organisation) => new($"family/{family:N}/{organisation:N}");

    /// <summary>What belongs to one employee.</summary>
    public static PayloadOwner Staff(string pseudonym) => new($"staff/{pseudonym}");

    /// <summary>Under which name the tombstone of one subject of this owner stands, beside those of whole owners.</summary>
    public string GraveOf(Guid subject) => $"{Name}/{subject:N}";

    /// <summary>An organisation's own contact data.</summary>
    public static PayloadOwner Organisation(Guid organisation) => new($"organisation/{organisation:N}");
}

/// <summary>Where sealed payloads stand: beside the log, in the same store where the engine can.</summary>
public interface IPayloads
{
    /// <summary>A payload by id; null when it never existed or was destroyed.</summary>
    Task<SealedPayload?> Find(Guid id, CancellationToken ct);

    /// <summary>Destroys one payload in one statement. Its place stays taken: putting it again is refused.</summary>
    Task Destroy(Guid id, CancellationToken ct);

    /// <summary>
    /// Writes the owner's tombstone and destroys all its payloads. Later appends with a payload of this owner are refused.
    /// </summary>
    Task DestroyOwner(PayloadOwner owner, CancellationToken ct);

    /// <summary>The same for what is about one subject: his tombstone, and his payloads of this owner.</summary>
    Task DestroySubject(PayloadOwner owner, Guid subject, CancellationToken ct);
}

/// <summary>Owner keys, wrapped by the master key, in a store of their own (decision 6).</summary>
public interface IKeyStore
{
    /// <summary>
    /// The owner's newest key, read back after one insert-if-absent when there was none.
    /// Throws <see cref="EventLog.OwnerErasedException"/> when a tombstone stands.
    /// </summary>
    Task<OwnerKey> Current(PayloadOwner owner, CancellationToken ct);

    /// <summary>A key by version; null when it was destroyed.</summary>
    Task<OwnerKey?> Find(PayloadOwner owner, int version, CancellationToken ct);

    /// <summary>Tombstone and keys in one transaction. For ever: a key of this owner is never made again.</summary>
    Task Destroy(PayloadOwner owner, CancellationToken ct);
}

/// <summary>An owner's key, unwrapped; lives in memory at most 60 seconds.</summary>
public sealed record OwnerKey(int Version, byte[] Key);

/// <summary>Seals and opens personal data. The only place where plaintext and key meet.</summary>
public interface IVault
{
    /// <summary>
    /// Seals content (as JSON) for an owner about a subject. Once per command, before the first try.
    /// Throws <see cref="EventLog.OwnerErasedException"/> when the owner was erased.
    /// </summary>
    Task<SealedPayload> Seal<T>(PayloadOwner owner, Guid subject, T content, CancellationToken ct);

    /// <summary>
    /// Opens a payload that a fact refers to; null when it was erased. A ciphertext that is not the one the fact names throws.
    /// </summary>
    Task<T?> Open<T>(PayloadRef reference, CancellationToken ct) where T : class;

    /// <summary>HMAC-SHA256 (lower hex) of a request body under the owner's key: the fingerprint of decision 2.</summary>
    Task<string> Fingerprint(PayloadOwner owner, ReadOnlyMemory<byte> body, CancellationToken ct);

    /// <summary>
    /// HMAC-SHA256 (lower hex) under the service's search key: the keyed index in which names are searched (decision 10).
    /// </summary>
    string SearchTerm(string normalised);
}
