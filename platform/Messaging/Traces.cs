using System.Diagnostics;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// Carries the trace of the request that caused a fact over to those who hear of it, whether or not anybody collects spans.
/// </summary>
internal static class Traces
{
    /// <summary>The W3C header, on the bus as well.</summary>
    public const string Header = "traceparent";

    /// <summary>Continues a trace in the current call; null when there is none to continue.</summary>
    public static Activity? Continue(string what, ActivityKind kind, string? traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var parent))
            return null;

        return HouseMeters.Spans.StartActivity(what, kind, parent) ?? new Activity(what).SetParentId(traceParent!).Start();
    }
}
