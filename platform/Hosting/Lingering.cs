using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// Between the signal to stop and the stop: for some seconds the process says that it is not ready and goes on answering, so that whoever
/// divides the work sends nobody to a closed door.
/// </summary>
internal sealed class Lingering(TimeSpan time) : IHostedLifecycleService
{
    private const string Setting = "WO_LINGER";

    /// <summary>How long, as an operator wrote it in seconds; without that 5, and not at all in Development.</summary>
    public static Lingering From(IConfiguration configuration, IHostEnvironment environment) => configuration[Setting] switch
    {
        null or "" => new(environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(5)),
        { } text when int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 20 =>
            new(TimeSpan.FromSeconds(seconds)),
        _ => throw new StartRefusedException($"{Setting} is no number of seconds from 0 to 20; write it as 5."),
    };

    /// <summary>The first of all steps by which a process stops; readiness says 503 by now.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken) =>
        await Task.Delay(time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
