using WarmHandover.Platform.EventLog;

namespace WarmHandover.Platform.Reading;

/// <summary>Builds views again from the first event on, while readers go on reading the old rows.</summary>
public interface IViewRebuild
{
    /// <summary>Rebuilds one view, or all when <paramref name="view"/> is null; returns when readers see the new rows.</summary>
    Task Rebuild(string? view, IProgress<RebuildStep>? progress, CancellationToken ct);
}

/// <summary>A batch of a rebuild: how many events it has folded so far, and where it stands.</summary>
public sealed record RebuildStep(string View, long Folded, Position At);
