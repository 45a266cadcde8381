namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>
/// Rows of the log, a page at a time. A page is read in one go and the reader let go before the caller sees it: a slow caller never keeps
/// the writer from checkpointing. Written by hand, because a replay of millions of events pays for every layer between it and the row.
/// </summary>
internal sealed class SqlitePages(
    SqliteFile file, long after, int limit, Func<SqliteLink, long, int, SqliteStatement> query, Func<StoredEvent, long> key,
    CancellationToken stop) : IAsyncEnumerable<StoredEvent>
{
    // So long that beginning a read weighs little, so short that a page is half a megabyte.
    private const int Page = 512;
    private const int UsualStream = 32;

    public IAsyncEnumerator<StoredEvent> GetAsyncEnumerator(CancellationToken ct = default) => new Walk(this, ct);

    private bool Fill(List<StoredEvent> page, long last, int asked)
    {
        file.Read(db => Fill(page, query(db, last, asked)));
        return page.Count == asked;
    }

    private static int Fill(List<StoredEvent> page, SqliteStatement rows)
    {
        while (rows.Step())
        {
            page.Add(new(
                new((ulong)rows.Long(0)),
                rows.TextAgain(1),
                rows.Long(2),
                rows.Guid(3),
                rows.Name(4),
                rows.Bytes(5),
                rows.Bytes(6),
                rows.Bytes(7),
                rows.Bytes(8)));
        }

        return page.Count;
    }

    private sealed class Walk(SqlitePages rows, CancellationToken ct) : IAsyncEnumerator<StoredEvent>
    {
        private readonly List<StoredEvent> page = new(Math.Min(rows.Limit, UsualStream));
        private long last = rows.After;
        private int left = rows.Limit;
        private int at = -1;
        private bool more = true;

        public StoredEvent Current => page[at];

        public ValueTask<bool> MoveNextAsync() => ++at < page.Count ? new(true) : new(Turn());

        public ValueTask DisposeAsync() => default;

        private bool Turn()
        {
            ct.ThrowIfCancellationRequested();
            rows.Stop.ThrowIfCancellationRequested();
            var asked = Math.Min(left, Page);
            if (!more || asked <= 0)
                return false;

            if (page is not [])
                last = rows.Key(page[^1]);
            page.Clear();
            more = rows.Fill(page, last, asked);
            left -= asked;
            at = 0;
            return page is not [];
        }
    }

    private long After => after;

    private int Limit => limit;

    private Func<StoredEvent, long> Key => key;

    private CancellationToken Stop => stop;
}
