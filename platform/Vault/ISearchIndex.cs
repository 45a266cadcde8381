namespace WarmHandover.Platform.Vault;

/// <summary>
/// Where names are searched (decision 10): one keyed index per service, of HMACs only, never across organisations. It is not a view: it is
/// filled at the door, before the facts are appended (no view shows a thing that never came to be), and emptied by erasure.
/// </summary>
public interface ISearchIndex
{
    /// <summary>
    /// Adds the terms (<see cref="NameTerms.Stored"/>) under which an organisation finds a thing; saying it twice changes nothing.
    /// Throws <see cref="EventLog.OwnerErasedException"/> when the owner was purged.
    /// </summary>
    Task Put(PayloadOwner owner, Guid thing, Guid organisation, IEnumerable<string> terms, CancellationToken ct);

    /// <summary>The things of this organisation that carry every term (<see cref="NameTerms.Asked"/>); no terms find nothing.</summary>
    Task<IReadOnlyList<Guid>> Find(Guid organisation, IEnumerable<string> terms, CancellationToken ct);

    /// <summary>The other things of this organisation that share a term with one thing; nobody learns which term.</summary>
    Task<IReadOnlyList<Guid>> Alike(Guid organisation, Guid thing, CancellationToken ct);

    /// <summary>Takes one thing of an owner out of the index: before a corrected name is put, or when one person is erased.</summary>
    Task Remove(PayloadOwner owner, Guid thing, CancellationToken ct);

    /// <summary>Erasure: everything of this owner goes, for ever; later puts are refused.</summary>
    Task Purge(PayloadOwner owner, CancellationToken ct);
}
