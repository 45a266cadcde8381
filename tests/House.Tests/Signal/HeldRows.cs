using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

/// <summary>A view's rows held as the bytes that a store would keep, so that two folds can be compared byte by byte.</summary>
internal sealed class HeldRows : Rows
{
    private readonly SortedDictionary<string, (string Part, string Json, DateTimeOffset? Due)> rows = new(StringComparer.Ordinal);

    /// <summary>All rows as one text.</summary>
    public string Bytes => string.Join('\n', rows.Select(r => $"{r.Key} {r.Value.Part} {r.Value.Json} {r.Value.Due:O}"));

    public static HeldRows After(IView view, params FamilyFact[] facts)
    {
        var rows = new HeldRows();
        for (var i = 0; i < facts.Length; i++)
            view.Fold(Stored(facts[i], i + 1), rows);

        return rows;
    }

    public override TRow? Get<TRow>(string key) where TRow : class =>
        rows.TryGetValue(key, out var row) ? JsonSerializer.Deserialize<TRow>(row.Json, Facts.Json) : null;

    public override void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null) where TRow : class =>
        rows[key] = (part, JsonSerializer.Serialize(row, Facts.Json), due);

    public override void Remove(string key) => rows.Remove(key);

    public TRow[] Part<TRow>(string part) =>
        [.. rows.Values.Where(r => r.Part == part).Select(r => JsonSerializer.Deserialize<TRow>(r.Json, Facts.Json)!)];

    public DateTimeOffset[] Due => [.. rows.Values.Where(r => r.Due is not null).Select(r => r.Due!.Value)];

    private static StoredEvent Stored(FamilyFact fact, int version) => new(
        new((ulong)version), FamilyHandler.Streams.Stream(Cast.Family), version, Cast.Id(0x9000 + version), Facts.NameOf(fact), [],
        Facts.Write(fact), [], []);
}
