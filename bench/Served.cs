using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Hosting;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Bench;

/// <summary>What the bench runs as a child process: a real service, or the barest web address there is.</summary>
public static class Served
{
    /// <summary>Runs until it is told to stop.</summary>
    public static Task<int> Run(string what, string[] args) => what switch
    {
        "signal" => HouseProcess.Run(args, builder => builder.AddSignals(), app => app.MapSignals()),
        "referral" => HouseProcess.Run(args, builder => builder.AddReferrals(), app => app.MapReferrals()),
        "bare" => HouseProcess.Run(
            args, builder => builder.Logging.SetMinimumLevel(LogLevel.Warning), app => app.MapGet("/health/live", () => "ok")),
        _ => Task.FromResult(1),
    };
}
