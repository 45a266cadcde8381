using System.Collections.Concurrent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Figures;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Figures;

/// <summary>The road of commands to the open counts.</summary>
public sealed class PopulationHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Population, PopulationCommand, PopulationFact>(log, clock, Streams)
{
    /// <summary>The one list of this region.</summary>
    public static readonly Guid Region = Guid.Parse("0198f0aa-0000-7000-8000-0000000000a2");

    /// <summary>One stream for the region.</summary>
    public static readonly StreamKind<Population, PopulationCommand, PopulationFact> Streams =
        new("signal", "population", Population.Initial, PopulationDecider.Decide, Population.Evolve);
}

/// <summary>
/// Makes the figures of a year by replaying the log as it was known at the end of the January after it. That is done once for good: two
/// states of one year beside each other would give the small counts between them away, so there are no figures of a year under way.
/// </summary>
public sealed class FigureDesk(IEventLog log, IConfiguration configuration) : IDisposable
{
    private const int Page = 1000;
    private readonly ConcurrentDictionary<int, IReadOnlyList<FigureMeasure>> made = [];
    private readonly SemaphoreSlim one = new(1);

    /// <summary>Counts below this are small: <c>WO_FIGURES_BELOW</c>, 10 when nothing is said.</summary>
    public int Below { get; } = configuration.GetValue("WO_FIGURES_BELOW", SmallCounts.Bound);

    /// <summary>The first day on which the figures of a year can be had: what was recorded later is not in them.</summary>
    public static DateOnly Closed(int year) => new(year + 1, 2, 1);

    /// <summary>The tables of a year that is closed.</summary>
    public async Task<IReadOnlyList<FigureMeasure>> Of(int year, CancellationToken ct)
    {
        if (made.TryGetValue(year, out var before))
            return before;

        // A replay reads the whole log; several people who ask at once wait for one.
        await one.WaitAsync(ct);
        try
        {
            if (!made.TryGetValue(year, out before))
                made[year] = before = YearFigures.Of(await Replay(Amsterdam.StartOf(Closed(year)), ct), year, Below);
            return before;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task<IEnumerable<FamilyTally>> Replay(DateTimeOffset until, CancellationToken ct)
    {
        var (families, own) = (new Dictionary<string, FamilyTally>(), new Dictionary<string, (string, string)>());
        (string, string) Meaning(string kind) => FamilyCodes.SignalKinds.Find(kind) is { } common
            ? (common.Domain, common.Phase)
            : own.GetValueOrDefault(kind, (Measures.Unknown, Measures.Unknown));

        var place = Position.Start;
        while (true)
        {
            var read = 0;
            await foreach (var stored in log.ReadAll(place, Page, ct))
            {
                (place, read) = (stored.Position, read + 1);
                var isFamily = stored.Stream.StartsWith("signal.family-", StringComparison.Ordinal);
                if (!isFamily && !stored.Stream.StartsWith("signal.area-", StringComparison.Ordinal)
                    || EventHeader.Read(stored.Header).RecordedAt >= until)
                {
                    continue;
                }

                if (isFamily)
                {
                    if (!families.TryGetValue(stored.Stream, out var family))
                        families[stored.Stream] = family = new(Meaning);
                    var fact = Facts.Read<FamilyFact>(stored.Type, stored.Data);
                    family.Add(fact);
                    if (fact is FamilyTakenIn taken && families.Remove(FamilyHandler.Streams.Stream(taken.Family), out var other))
                        family.TakeIn(other);
                }
                else if (Facts.Read<AreaListFact>(stored.Type, stored.Data) is OwnKindAdded kind)
                {
                    own[$"{kind.Area}.{kind.Code}"] = (kind.Domain, kind.Phase);
                }
            }

            if (read < Page)
                return families.Values;
        }
    }
}
