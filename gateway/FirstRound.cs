using WarmHandover.Platform.Web;
using Yarp.ReverseProxy.Health;

namespace WarmHandover.Gateway;

/// <summary>Whether the gateway has asked each replica once since it started.</summary>
internal sealed class FirstRound(IActiveHealthCheckMonitor monitor) : IHasLookedRound
{
    /// <inheritdoc/>
    public bool HasLooked => monitor.InitialProbeCompleted;
}
