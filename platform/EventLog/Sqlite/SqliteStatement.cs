using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace WarmHandover.Platform.EventLog.Sqlite;

/// <summary>A statement prepared once. Columns are read as spans, so that nothing is copied that the reader does not keep.</summary>
internal sealed class SqliteStatement(sqlite3 db, sqlite3_stmt statement) : IDisposable
{
    private const int MostNames = 32;
    private readonly nint handle = statement.DangerousGetHandle();
    private readonly byte[] scratch = new byte[128];
    private readonly byte[] lastBytes = new byte[128];
    private readonly List<(byte[] Utf8, string Name)> names = [];
    private string last = "";
    private int lastLength;

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

    public long Long(int column) => Native.Long(handle, column);

    public byte[] Bytes(int column)
    {
        var (start, length) = (Native.Pointer(handle, column), Native.Length(handle, column));
        if (length is 0)
            return [];

        var bytes = GC.AllocateUninitializedArray<byte>(length);
        Marshal.Copy(start, bytes, 0, length);
        return bytes;
    }

    public Guid Guid(int column)
    {
        Marshal.Copy(Native.Pointer(handle, column), scratch, 0, 16);
        return new(scratch.AsSpan(0, 16), bigEndian: true);
    }

    public string Text(int column) => Marshal.PtrToStringUTF8(Native.Pointer(handle, column), Native.Length(handle, column));

    /// <summary>A text that neighbours share: the same string again when the row before had the same.</summary>
    public string TextAgain(int column)
    {
        var (start, length) = (Native.Pointer(handle, column), Native.Length(handle, column));
        if (length > scratch.Length)
            return Text(column);

        Marshal.Copy(start, scratch, 0, length);
        if (!scratch.AsSpan(0, length).SequenceEqual(lastBytes.AsSpan(0, lastLength)))
        {
            (last, lastLength) = (Encoding.UTF8.GetString(scratch, 0, length), length);
            scratch.AsSpan(0, length).CopyTo(lastBytes);
        }

        return last;
    }

    /// <summary>A text of which there are few: the same string again when the row before had the same.</summary>
    public string Name(int column)
    {
        var (start, length) = (Native.Pointer(handle, column), Native.Length(handle, column));
        if (length > scratch.Length)
            return Text(column);

        Marshal.Copy(start, scratch, 0, length);
        var bytes = scratch.AsSpan(0, length);
        foreach (var (utf8, name) in names)
        {
            if (bytes.SequenceEqual(utf8))
                return name;
        }

        var found = Encoding.UTF8.GetString(bytes);
        if (names.Count < MostNames)
            names.Add((bytes.ToArray(), found));

        return found;
    }

    public void Dispose() => statement.Dispose();

    private SqliteStatement Checked(int code) => code is SQLITE_OK ? this : throw SqliteLink.Failure(db, code);

    // A row has nine columns and a replay has millions of rows: these calls only look into memory, so they need no ceremony.
    private static class Native
    {
        [SuppressGCTransition]
        [DllImport("e_sqlite3", EntryPoint = "sqlite3_column_blob")]
        public static extern nint Pointer(nint statement, int column);

        [SuppressGCTransition]
        [DllImport("e_sqlite3", EntryPoint = "sqlite3_column_bytes")]
        public static extern int Length(nint statement, int column);

        [SuppressGCTransition]
        [DllImport("e_sqlite3", EntryPoint = "sqlite3_column_int64")]
        public static extern long Long(nint statement, int column);
    }
}
