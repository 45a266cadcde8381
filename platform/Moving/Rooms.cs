using System.Data.Common;

namespace WarmHandover.Platform.Moving;

/// <summary>The tables of one service in one kind of store, opened past the service itself.</summary>
internal interface IRooms : IAsyncDisposable
{
    /// <summary>How a person calls the place.</summary>
    string Name { get; }

    /// <summary>Whether the tables are there; those of the keys may stand apart, and then nobody asks for them.</summary>
    Task<bool> IsReady(bool withKeys, CancellationToken ct);

    /// <summary>Makes the tables where they are missing.</summary>
    Task Prepare(CancellationToken ct);

    /// <summary>Holds the place for this program alone, or refuses while the service runs there.</summary>
    Task Claim(CancellationToken ct);

    /// <summary>An open connection to one room; the caller disposes it.</summary>
    Task<DbConnection> Open(Room room, CancellationToken ct);

    /// <summary>Where the log that began here goes on (see <see cref="Moved"/>); null when nobody said.</summary>
    Task<string?> Stands(CancellationToken ct);

    /// <summary>Says where the log that began here goes on, durably.</summary>
    Task Stand(string stands, CancellationToken ct);
}
