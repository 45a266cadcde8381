using Microsoft.AspNetCore.Http;

namespace WarmHandover.Tests.EventStore;

/// <summary>Calls that somebody still waits on.</summary>
internal static class OpenCalls
{
    /// <summary>Breaks a call off; one that ended at this very moment needs no breaking.</summary>
    public static void Break(HttpContext call)
    {
        try
        {
            call.Abort();
        }
        catch (ObjectDisposedException)
        {
            // The framework took it back between the list and here.
        }
    }
}
