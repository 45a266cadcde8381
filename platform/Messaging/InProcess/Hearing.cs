using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Messaging.InProcess;

/// <summary>
/// A service that listens to the others of its process: one walker per speaker, each with its own checkpoint in the listener's store, so
/// that
/// a listener that was away catches up by itself (decision 14).
/// </summary>
internal sealed class Hearing(InProcessBus bus, Participant me, Patience patience, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>Who walks a speaker's log now, and how far each has come.</summary>
    public static async Task<IReadOnlyList<(string Walk, Checkpoint? At)>> Walks(InProcessBus bus, string speaker, CancellationToken ct)
    {
        var walks = new List<(string, Checkpoint?)>();
        foreach (var listener in bus.Present.Where(one => Concerns(one, speaker)).OrderBy(one => one.Service, StringComparer.Ordinal))
            walks.Add((Name(listener, speaker), await listener.Checkpoints.Load(Name(listener, speaker), ct)));

        return walks;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        bus.Join(me);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await bus.Leave(me);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var heard = new Dictionary<Participant, Task>(ReferenceEqualityComparer.Instance);
        var hearer = new Hearer(me, patience, clock, logger);
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = bus.Changed;
            foreach (var speaker in bus.Present.Where(speaker => !heard.ContainsKey(speaker) && Concerns(me, speaker.Service)))
                heard[speaker] = speaker.Read(ct => Hear(speaker, hearer, ct), stoppingToken);

            await changed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(heard.Values);
    }

    private static bool Concerns(Participant listener, string speaker) => listener.Hears.Any(kind => Speakers.Of(kind) == speaker);

    private static string Name(Participant listener, string speaker) => $"{listener.Service}-hears-{speaker}";

    private Task Hear(Participant speaker, Hearer hearer, CancellationToken ct) => new Announcer(
        new(speaker.Service, Name(me, speaker.Service), speaker.Log, speaker.Voices, me.Checkpoints,
            message => me.Hears.Contains(message.GetType()), Unconfirmed: 1),
        hearer, clock, logger).Run(ct);
}
