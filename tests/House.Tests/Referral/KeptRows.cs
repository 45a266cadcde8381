using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Referrals;

/// <summary>
/// A view's rows kept as the bytes that a store would keep, folded from the facts of any streams, so that two folds can be compared.
/// </summary>
internal sealed class KeptRows : Rows
{
    private readonly SortedDictionary<string, (string Part, string Json, DateTimeOffset? Due)> rows = new(StringComparer.Ordinal);
    private int folded;

    /// <summary>All rows as one text.</summary>
    public string Bytes => string.Join('\n', rows.Select(r => $"{r.Key} {r.Value.Part} {r.Value.Json} {r.Value.Due:O}"));

    public DateTimeOffset[] Due => [.. rows.Values.Where(r => r.Due is not null).Select(r => r.Due!.Value)];

    public KeptRows After<TState, TCommand, TFact>(
        IView view, StreamKind<TState, TCommand, TFact> kind, Guid id, params IEnumerable<TFact> facts) where TFact : class
    {
        foreach (var fact in facts)
        {
            folded++;
            view.Fold(
                new(new((ulong)folded), kind.Stream(id), folded, Cast.Id(0x9000 + folded), Facts.NameOf(fact), [], Facts.Write(fact), [],
                    []),
                this);
        }

        return this;
    }

    public TRow[] Part<TRow>(string part) =>
        [.. rows.Values.Where(r => r.Part == part).Select(r => JsonSerializer.Deserialize<TRow>(r.Json, Facts.Json)!)];

    public override TRow? Get<TRow>(string key) where TRow : class =>
        rows.TryGetValue(key, out var row) ? JsonSerializer.Deserialize<TRow>(row.Json, Facts.Json) : null;

    public override void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null) where TRow : class =>
        rows[key] = (part, JsonSerializer.Serialize(row, Facts.Json), due);

    public override void Remove(string key) => rows.Remove(key);
}
