using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// Everything one service may say: finds the voice of a stored event by its stream's prefix. A stream without a voice is silent.
/// </summary>
internal sealed class Voices(IEnumerable<IAnnouncements> voices)
{
    private readonly Dictionary<string, IAnnouncements> byPrefix = voices.ToDictionary(voice => voice.Prefix);

    public Task<IReadOnlyList<Spoken>> Of(StoredEvent stored, CancellationToken ct) =>
        byPrefix.TryGetValue(stored.Stream[..(stored.Stream.IndexOf('-', StringComparison.Ordinal) + 1)], out var voice)
            ? voice.Of(stored, ct)
            : Task.FromResult<IReadOnlyList<Spoken>>([]);
}
