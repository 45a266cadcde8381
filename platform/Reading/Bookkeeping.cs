using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>How far a walker came: the place, and the event that stands there, by which another engine finds it (decision 9).</summary>
public sealed record Checkpoint(Position Position, Guid EventId);

/// <summary>Where the walkers of a service's log keep their places.</summary>
public interface ICheckpoints
{
    /// <summary>The last saved place; null when this walker never walked.</summary>
    Task<Checkpoint?> Load(string name, CancellationToken ct);

    /// <summary>Moves forward only: a walker that woke up too late cannot set its successor back.</summary>
    Task Save(string name, Checkpoint checkpoint, CancellationToken ct);
}

/// <summary>Decides which of several replicas does a piece of work. The database's clock judges when a lease has run out.</summary>
public interface ILeases
{
    /// <summary>The lease, or null while another holds it.</summary>
    Task<ILease?> Take(string name, TimeSpan length, CancellationToken ct);
}

/// <summary>A lease in hand; disposing gives it back, so that the next need not wait until it runs out.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>What it is a lease of.</summary>
    string Name { get; }

    /// <summary>Higher for every new holder.</summary>
    long Fence { get; }

    /// <summary>Holds on for another full length from now; false when it was lost, and then the work stops at once.</summary>
    Task<bool> Renew(CancellationToken ct);
}

/// <summary>A message that could not be handled: its contract's name, its bytes and a code for why. Ids and codes only.</summary>
public sealed record ParkedMessage(Guid Id, string Type, byte[] Body, string Why, DateTimeOffset At, int Tries);

/// <summary>Messages set aside so that they do not stop the line (decision 14): visible, driven again or removed by a person.</summary>
public interface IParking
{
    /// <summary>Sets a message aside, durably. Parked again under the same id it counts its tries and shows the newest reason.</summary>
    Task Park(ParkedMessage message, CancellationToken ct);

    /// <summary>The parked messages, oldest first.</summary>
    Task<IReadOnlyList<ParkedMessage>> List(int limit, CancellationToken ct);

    /// <summary>One parked message, to be driven again; it stays until it is removed.</summary>
    Task<ParkedMessage?> Find(Guid id, CancellationToken ct);

    /// <summary>Takes a message out; false when it was not there.</summary>
    Task<bool> Remove(Guid id, CancellationToken ct);
}
