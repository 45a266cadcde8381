using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>
/// A table and a fold over one service's log (decision 10). Blind: no clock, no new ids, no look-ups outside <see cref="Rows"/>.
/// Rows hold ids, codes and times only; a rebuild from zero gives the same bytes.
/// </summary>
public interface IView
{
    /// <summary>The table's name, lower snake case, unique in the service.</summary>
    string Name { get; }

    /// <summary>Raised when the fold or the row changes shape: the view is then rebuilt at start, readable meanwhile.</summary>
    int Shape { get; }

    /// <summary>Folds one stored event into rows. Events of other categories are passed over by their stream's prefix.</summary>
    void Fold(StoredEvent stored, Rows rows);
}

/// <summary>A view over one kind of stream, with its facts read.</summary>
public abstract class View<TFact>(string service, string category, string name, int shape = 1) : IView
{
    private readonly string prefix = $"{service}.{category}-";

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Shape => shape;

    /// <inheritdoc/>
    public void Fold(StoredEvent stored, Rows rows)
    {
        if (stored.Stream.StartsWith(prefix, StringComparison.Ordinal))
            Show(new(Guid.ParseExact(stored.Stream.AsSpan(prefix.Length), "N"), Facts.Read<TFact>(stored.Type, stored.Data), stored), rows);
    }

    /// <summary>Folds one fact. Names every fact; throws on one it does not know.</summary>
    protected abstract void Show(Noted<TFact> noted, Rows rows);
}

/// <summary>A fact as a view sees it: of which thing, at which version, with its header at hand.</summary>
public sealed record Noted<TFact>(Guid Id, TFact Fact, StoredEvent Stored)
{
    /// <summary>Who did it, when, why: read when asked for.</summary>
    public EventHeader Header => field ??= EventHeader.Read(Stored.Header);
}

/// <summary>A view's rows inside the transaction that folds a batch. Rows are JSON; a key is unique in the view.</summary>
public abstract class Rows
{
    /// <summary>The row as it stands in this transaction.</summary>
    public abstract TRow? Get<TRow>(string key) where TRow : class;

    /// <summary>
    /// Writes a row. Lists are read by <paramref name="part"/> (such as <c>team/…</c>), ordered by key; clocks by <paramref name="due"/>.
    /// </summary>
    public abstract void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null) where TRow : class;

    /// <summary>Removes a row, and the terms it was found under; a missing one is no error.</summary>
    public abstract void Remove(string key);

    /// <summary>
    /// Lets a row be found by terms instead of those said before. Whoever only keeps rows in memory, to compare them, may pass it by.
    /// </summary>
    public virtual void FindBy(string key, RowTerms terms)
    {
    }
}

/// <summary>Reads views. A reader may wait until a view is as fresh as a write it knows of.</summary>
public interface IViews
{
    /// <summary>One row by key.</summary>
    Task<TRow?> Get<TRow>(string view, string key, CancellationToken ct) where TRow : class;

    /// <summary>
    /// The rows of one part, ordered by key, after a key. All of them, unless a limit is asked: a part that may grow without end is asked
    /// page by page.
    /// </summary>
    Task<IReadOnlyList<TRow>> List<TRow>(string view, string part, CancellationToken ct, int limit = int.MaxValue, string? after = null)
        where TRow : class;

    /// <summary>The rows that answer a question in terms, those with the asked words in a sharp term first.</summary>
    Task<IReadOnlyList<TRow>> Search<TRow>(string view, TermQuery query, CancellationToken ct) where TRow : class;

    /// <summary>The rows that are due at or before an instant, in order of due time.</summary>
    Task<IReadOnlyList<DueRow>> Due(string view, DateTimeOffset until, int limit, CancellationToken ct);

    /// <summary>
    /// Waits at most two seconds (or the given time) until the view has folded up to a position; throws <see cref="ViewBehindException"/>.
    /// </summary>
    Task Fresh(string view, Position atLeast, CancellationToken ct, TimeSpan? atMost = null);

    /// <summary>
    /// For a reaction that must find streams (decision 15): waits at most five seconds until the view has folded what the own log holds
    /// now; throws <see cref="ViewBehindException"/>, and the message is delivered again.
    /// </summary>
    Task FreshToHead(string view, CancellationToken ct);
}

/// <summary>A row that is due: its key, its JSON and its instant.</summary>
public sealed record DueRow(string Key, string Json, DateTimeOffset Due);

/// <summary>The view is older than the reader can use: 503 with Retry-After.</summary>
public sealed class ViewBehindException(string view) : Exception($"View {view} is not yet up to date.");

/// <summary>
/// A clock (decision 11): rows of one view that become due, each answered by the owning decider with one fact or none. After downtime it
/// fires in order of due time.
/// </summary>
public interface IClockHand
{
    /// <summary>The view whose rows are due.</summary>
    string View { get; }

    /// <summary>
    /// Sends the command that belongs to one due row. Called again until the row is no longer due; the decider makes it once in effect.
    /// </summary>
    Task Strike(DueRow due, CancellationToken ct);
}
