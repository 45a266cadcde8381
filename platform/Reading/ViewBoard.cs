using System.Collections.Concurrent;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>How far this process knows each view to be: what readers wait on, and what is measured.</summary>
internal sealed class ViewBoard(IEnumerable<IView> views)
{
    private readonly ConcurrentDictionary<string, ViewStanding> standings =
        new(views.Select(v => KeyValuePair.Create(v.Name, new ViewStanding(v))));
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IEnumerable<ViewStanding> All => standings.Values;

    /// <summary>Ends when any view has moved after this was read.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    public ViewStanding this[string view] =>
        standings.GetValueOrDefault(view) ?? throw new ArgumentException($"No view is called '{view}' here.", nameof(view));

    /// <summary>Notes where the live generations stand, and wakes who waits.</summary>
    public void Note(IEnumerable<Generation> generations)
    {
        foreach (var generation in generations.Where(g => g.Live))
        {
            if (standings.TryGetValue(generation.View, out var standing))
                (standing.Shape, standing.At) = (generation.Shape, generation.At);
        }

        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}

/// <summary>One view as its runner sees it.</summary>
internal sealed class ViewStanding(IView view)
{
    private Checkpoint? at;

    public IView View => view;

    /// <summary>The live generation's checkpoint; null before the store was read.</summary>
    public Checkpoint? At
    {
        get => Volatile.Read(ref at);
        set => Volatile.Write(ref at, value);
    }

    /// <summary>The shape of the live rows. Only rows of the fold's own shape are folded on.</summary>
    public int Shape { get; set; }

    /// <summary>Far behind or stopped: folded apart, so that its neighbours go on.</summary>
    public bool Apart { get; set; }

    /// <summary>How often in a row it stopped on the same place.</summary>
    public int Stops { get; set; }

    /// <summary>Until when (in milliseconds of this machine) a stopped view rests.</summary>
    public long RestsUntil { get; set; }

    /// <summary>When the oldest event was recorded that it has not folded; null when it is up to date.</summary>
    public DateTimeOffset? BehindSince { get; set; }

    public bool IsAt(Position position) => At is { } known && known.Position >= position;
}
