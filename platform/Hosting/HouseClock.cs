using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// The clock of a process. <c>WO_CLOCK_OFFSET</c> (such as <c>+1.00:00:00</c>) moves it in Development only; anywhere else the variable
/// stops the start, because consent is judged by this clock (decision 30).
/// </summary>
public static class HouseClock
{
    /// <summary>The system's clock, or in Development one that is ahead or behind.</summary>
    public static TimeProvider From(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["WO_CLOCK_OFFSET"] is not { Length: > 0 } text)
            return TimeProvider.System;
        if (!environment.IsDevelopment())
            throw new StartRefusedException("WO_CLOCK_OFFSET is set; the clock may only be moved in Development. Remove the variable.");

        return TimeSpan.TryParse(text.TrimStart('+'), CultureInfo.InvariantCulture, out var offset)
            ? new Moved(offset)
            : throw new StartRefusedException("WO_CLOCK_OFFSET is no time span; write it as +1.00:00:00 (a day) or -00:30:00.");
    }

    private sealed class Moved(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
