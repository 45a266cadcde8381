namespace WarmHandover.Platform.Moving;

/// <summary>In which of a service's stores a table stands: each is a file, or a schema, with credentials of its own.</summary>
internal enum Room
{
    /// <summary>Log and payloads.</summary>
    Log,

    /// <summary>Owner keys and search terms.</summary>
    Keys,

    /// <summary>Places of walkers and parked messages.</summary>
    Places,

    /// <summary>The Merkle tree and its checkpoints.</summary>
    Proof,
}

/// <summary>What a column holds, where engines write it differently.</summary>
internal enum Cell
{
    Text,
    Number,
    Bytes,

    /// <summary>A UUID: 16 bytes in a file, a uuid in PostgreSQL.</summary>
    Id,

    /// <summary>A UUID that stands in a file as text.</summary>
    IdText,
}

/// <summary>A table that moves as it is: its columns, the first of which are its key, and what may change in a row that stands.</summary>
internal sealed record MovedTable(string Name, Room Room, int Keys, string[] Changes, params (string Name, Cell Cell)[] Columns)
{
    /// <summary>Everything beside the events that cannot be made again. Views can: they are built from the log.</summary>
    public static readonly IReadOnlyList<MovedTable> All =
    [
        new("tombstones", Room.Log, 1, [], ("owner", Cell.Text)),
        new("payloads", Room.Log, 1, ["wrapped_key", "ciphertext"],
            ("id", Cell.Id), ("owner", Cell.Text), ("subject", Cell.Id), ("key_version", Cell.Number), ("wrapped_key", Cell.Bytes),
            ("ciphertext", Cell.Bytes)),
        new("owner_keys", Room.Keys, 2, ["master_key", "wrapped_key", "erased_at"],
            ("owner", Cell.Text), ("version", Cell.Number), ("master_key", Cell.Text), ("wrapped_key", Cell.Bytes),
            ("erased_at", Cell.Text)),
        new("search_owners", Room.Keys, 1, ["purged"], ("owner", Cell.Text), ("purged", Cell.Number)),
        new("search_terms", Room.Keys, 4, [],
            ("organisation", Cell.IdText), ("term", Cell.Bytes), ("thing", Cell.IdText), ("owner", Cell.Text)),
        new("parked", Room.Places, 1, ["why", "at", "tries"],
            ("id", Cell.Id), ("type", Cell.Text), ("body", Cell.Bytes), ("why", Cell.Text), ("at", Cell.Number), ("tries", Cell.Number)),
        new("checkpoints", Room.Places, 1, ["position", "event_id"],
            ("name", Cell.Text), ("position", Cell.Number), ("event_id", Cell.Id)),
        new("proof_tiles", Room.Proof, 2, ["first_position", "hashes", "positions"],
            ("level", Cell.Number), ("tile", Cell.Number), ("first_position", Cell.Number), ("hashes", Cell.Bytes),
            ("positions", Cell.Bytes)),
        new("proof_streams", Room.Proof, 1, ["version", "hash"],
            ("key", Cell.Bytes), ("version", Cell.Number), ("hash", Cell.Bytes)),
        new("proof_checkpoints", Room.Proof, 1, [],
            ("size", Cell.Number), ("before", Cell.Number), ("position", Cell.Number), ("event_id", Cell.Text), ("at", Cell.Number),
            ("note", Cell.Text)),
        new("proof_turns", Room.Proof, 1, [],
            ("number", Cell.Number), ("after", Cell.Number), ("key", Cell.Text), ("at", Cell.Number)),
    ];

    /// <summary>
    /// Tables that stay behind: what follows from the log, what only counts while a process lives, and what the move writes.
    /// </summary>
    public static readonly IReadOnlySet<string> Left =
        new HashSet<string> { "events", "counter", "migrations", "views", "view_rows", "view_docs", "leases", "moved" };

    /// <summary>Reads all rows.</summary>
    public string Select => $"select {string.Join(", ", Columns.Select(c => c.Name))} from {Name}";

    /// <summary>Writes one row, or brings a row that stands up to date.</summary>
    public string Upsert
    {
        get
        {
            var names = string.Join(", ", Columns.Select(c => c.Name));
            var values = string.Join(", ", Columns.Select(c => $"@{c.Name}"));
            var key = string.Join(", ", Columns.Take(Keys).Select(c => c.Name));
            var then = Changes is []
                ? "do nothing"
                : $"do update set {string.Join(", ", Changes.Select(name => $"{name} = excluded.{name}"))}";
            return $"insert into {Name} ({names}) values ({values}) on conflict ({key}) {then}";
        }
    }

    /// <summary>Where a position stands in a row, for the tables that hold one.</summary>
    public int IndexOf(string column) => Array.FindIndex(Columns, c => c.Name == column);
}
