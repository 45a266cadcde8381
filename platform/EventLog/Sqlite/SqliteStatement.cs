using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>A statement prepared once. Columns are read as spans, so that nothing is copied that the reader does not keep.</summary>
internal sealed class SqliteStatement(sqlite3 db, sqlite3_stmt statement) : IDisposable
{
    private byte[] nameBytes = [];
    private string name = "";

    public SqliteStatement Bind(int index, long value) => Checked(sqlite3_bind_int64(statement, index, value));

    public SqliteStatement Bind(int index, string value) => Checked(sqlite3_bind_text(statement, index, value));

    public SqliteStatement Bind(int index, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(index, bytes);
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value) => Checked(
        value.IsEmpty ? sqlite3_bind_zeroblob(statement, index, 0) : sqlite3_bind_blob(statement, index, value));

    /// <summary>The next row; without one, the statement is ready for its next use.</summary>
    public bool Step()
    {
        var code = sqlite3_step(statement);
        if (code is SQLITE_ROW)
            return true;

        if (code is SQLITE_DONE)
        {
            Reset();
            return false;
        }

        var failure = SqliteLink.Failure(db, code);
        Reset();
        throw failure;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Ends the statement's look at the file; a reader that forgets this keeps the log from being checkpointed.</summary>
    public void Reset() => _ = sqlite3_reset(statement);

    public bool IsNull(int column) => sqlite3_column_type(statement, column) is SQLITE_NULL;

    public long Long(int column) => sqlite3_column_int64(statement, column);

    public ReadOnlySpan<byte> Span(int column) => sqlite3_column_blob(statement, column);

    public byte[] Bytes(int column) => Span(column).ToArray();

    public Guid Guid(int column) => new(Span(column), bigEndian: true);

    public string Text(int column) => Encoding.UTF8.GetString(Span(column));

    /// <summary>A text of which there are few: the same string again for the same bytes as the row before.</summary>
    public string Name(int column)
    {
        var bytes = Span(column);
        if (!bytes.SequenceEqual(nameBytes))
            (name, nameBytes) = (Text(column), bytes.ToArray());

        return name;
    }

    public void Dispose() => statement.Dispose();

    private SqliteStatement Checked(int code) => code is SQLITE_OK ? this : throw SqliteLink.Failure(db, code);
}
