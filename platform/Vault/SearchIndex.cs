using System.Data.Common;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Vault;

/// <summary>
/// The keyed index. It makes the HMACs itself, so that no caller can put a name in by mistake, with the organisation in them, so that the
/// same name looks different at every organisation.
/// </summary>
public sealed class SearchIndex(IVaultDatabase database, IVault vault) : ISearchIndex
{
    // Touching the row locks it: a purge waits for this put, or this put sees the purge.
    private const string TakeOwner = """
        insert into search_owners (owner, purged) values (@owner, 0)
        on conflict (owner) do update set purged = search_owners.purged returning purged
        """;

    private const string PutTerm = """
        insert into search_terms (organisation, term, thing, owner) values (@organisation, @term, @thing, @owner) on conflict do nothing
        """;

    private const string SharedTerm = """
        select distinct other.thing from search_terms own
        join search_terms other on other.organisation = own.organisation and other.term = own.term and other.thing <> own.thing
        where own.organisation = @organisation and own.thing = @thing
        """;

    private const string RemoveThing = "delete from search_terms where owner = @owner and thing = @thing";

    private const string CloseOwner = """
        insert into search_owners (owner, purged) values (@owner, 1) on conflict (owner) do update set purged = 1
        """;

    private const string RemoveOwner = "delete from search_terms where owner = @owner";

    /// <inheritdoc/>
    public async Task Put(PayloadOwner owner, Guid thing, Guid organisation, IEnumerable<string> terms, CancellationToken ct)
    {
        var keyed = Keyed(organisation, terms);
        if (keyed is [])
            return;

        await using var connection = await database.Open(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var take = connection.Say(TakeOwner, ("owner", owner.Name));
        if (Convert.ToInt32(await take.ExecuteScalarAsync(ct), provider: null) != 0)
            throw new OwnerErasedException();

        foreach (var term in keyed)
            await connection.Run(PutTerm, [("organisation", organisation), ("term", term), ("thing", thing), ("owner", owner.Name)], ct);

        await transaction.CommitAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> Find(Guid organisation, IEnumerable<string> terms, CancellationToken ct)
    {
        var keyed = Keyed(organisation, terms);
        if (keyed is [])
            return [];

        var named = keyed.Select((term, i) => (Name: $"term{i}", Value: (object)term)).ToArray();
        var sql = $"""
            select thing from search_terms
            where organisation = @organisation and term in ({string.Join(", ", named.Select(term => $"@{term.Name}"))})
            group by thing having count(distinct term) = {keyed.Count} order by thing
            """;

        await using var connection = await database.Open(ct);
        await using var command = connection.Say(sql, [("organisation", organisation), .. named]);
        return await Things(command, ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> Alike(Guid organisation, Guid thing, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var command = connection.Say(SharedTerm, ("organisation", organisation), ("thing", thing));
        return await Things(command, ct);
    }

    /// <inheritdoc/>
    public async Task Remove(PayloadOwner owner, Guid thing, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await connection.Run(RemoveThing, [("owner", owner.Name), ("thing", thing)], ct);
    }

    /// <inheritdoc/>
    public async Task Purge(PayloadOwner owner, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Run(CloseOwner, [("owner", owner.Name)], ct);
        await connection.Run(RemoveOwner, [("owner", owner.Name)], ct);
        await transaction.CommitAsync(ct);
    }

    private List<byte[]> Keyed(Guid organisation, IEnumerable<string> terms) =>
        [.. terms.Distinct().Select(term => Convert.FromHexString(vault.SearchTerm($"{organisation:N}|{term}")))];

    private static async Task<IReadOnlyList<Guid>> Things(DbCommand command, CancellationToken ct)
    {
        var things = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            things.Add(rows.GetGuid(0));

        return things;
    }
}
