namespace WarmHandover.Platform.Reading;

/// <summary>
/// One generation of a view: the live one is read, the next one is being built (docs/decisions/0002), each with a checkpoint of its own.
/// </summary>
internal sealed record Generation(string View, long Number, bool Live, int Shape, Checkpoint At);

/// <summary>A row as it will be stored.</summary>
internal sealed record StoredRow(string Part, long? Due, byte[] Body);

/// <summary>What a folded batch changes: rows by key (null is removed), the checkpoint, and whether readers move over to it.</summary>
internal sealed record FoldedBatch(
    Generation Of, Checkpoint To, IReadOnlyDictionary<string, StoredRow?> Rows, IReadOnlyDictionary<string, RowTerms> Terms,
    bool GoesLive = false);

/// <summary>Reads a row of one generation inside the transaction that folds.</summary>
internal delegate StoredRow? RowSource(Generation generation, string key);

/// <summary>Folds what comes after the locked generations' checkpoints. Runs while the locks are held.</summary>
internal delegate Task<IReadOnlyList<FoldedBatch>> FoldWork(IReadOnlyList<Generation> locked, RowSource rows);

/// <summary>Where views stand. The lock on a generation's checkpoint is what lets one replica fold (decision 10).</summary>
internal interface IViewStore
{
    /// <summary>Whether other processes may fold into this store too.</summary>
    bool Shared { get; }

    /// <summary>Every generation of every view.</summary>
    Task<IReadOnlyList<Generation>> Generations(CancellationToken ct);

    /// <summary>
    /// Makes an empty generation of a view: the first one is live at once; a later one is built beside it. One that is being built already
    /// is kept when it has the same shape, unless <paramref name="afresh"/>.
    /// </summary>
    Task Begin(string view, int shape, bool afresh, CancellationToken ct);

    /// <summary>
    /// Locks generations, lets <paramref name="work"/> fold, writes and commits. Generations that another replica is folding are left out
    /// when <paramref name="patient"/> is false. Returns what was locked.
    /// </summary>
    Task<IReadOnlyList<Generation>> Fold(IReadOnlyList<string> views, Folding folding, bool patient, FoldWork work, CancellationToken ct);

    /// <summary>Removes rows of generations before the live one, a few thousand at a time; false when nothing is left.</summary>
    Task<bool> Sweep(CancellationToken ct);

    /// <summary>One live row's body.</summary>
    Task<byte[]?> Get(string view, string key, CancellationToken ct);

    /// <summary>Live rows' bodies of one part, by key.</summary>
    Task<IReadOnlyList<byte[]>> List(string view, string part, string? after, int limit, CancellationToken ct);

    /// <summary>Live rows' bodies that answer a question in terms.</summary>
    Task<IReadOnlyList<byte[]>> Search(string view, TermQuery query, CancellationToken ct);

    /// <summary>Live rows that are due, by instant.</summary>
    Task<IReadOnlyList<DueRow>> Due(string view, long until, int limit, CancellationToken ct);
}

/// <summary>Which generations a transaction folds.</summary>
[Flags]
internal enum Folding
{
    /// <summary>The one that is read.</summary>
    Live = 1,

    /// <summary>The one that is being built.</summary>
    Next = 2,

    /// <summary>Both, for the batch in which readers move over.</summary>
    Both = Live | Next,
}
