using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Reading;

/// <summary>
/// The rows that one batch of one view touches, in memory until the transaction ends. A row is always read back from its bytes, so that
/// what a fold sees does not depend on where a batch begins.
/// </summary>
internal sealed class OverlayRows(Func<string, StoredRow?> stored) : Rows
{
    private readonly Dictionary<string, StoredRow?> read = [];

    public Dictionary<string, StoredRow?> Changed { get; } = [];

    public override TRow? Get<TRow>(string key) where TRow : class
    {
        if (!Changed.TryGetValue(key, out var row) && !read.TryGetValue(key, out row))
            read[key] = row = stored(key);

        return row is null ? null : JsonSerializer.Deserialize<TRow>(row.Body, Facts.Json);
    }

    public override void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null) =>
        Changed[key] = new(part, due is { } at ? Micros.Of(at) : null, JsonSerializer.SerializeToUtf8Bytes(row, Facts.Json));

    public Dictionary<string, RowTerms> Terms { get; } = [];

    public override void Remove(string key)
    {
        Changed[key] = null;
        Terms.Remove(key);
    }

    public override void FindBy(string key, RowTerms terms) => Terms[key] = terms;
}
