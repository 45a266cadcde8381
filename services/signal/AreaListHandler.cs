using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Signals;

/// <summary>The road of commands to the lists of municipalities.</summary>
public sealed class AreaListHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<AreaList, AreaListCommand, AreaListFact>(log, clock, Streams)
{
    private static readonly Guid Namespace = Guid.Parse("0198f0aa-0000-7000-8000-0000000000a1");

    /// <summary>One stream per municipality.</summary>
    public static readonly StreamKind<AreaList, AreaListCommand, AreaListFact> Streams =
        new("signal", "area", AreaList.Initial, AreaListDecider.Decide, AreaList.Evolve);

    /// <summary>The id of a municipality's lists: the same from everywhere.</summary>
    public static Guid IdOf(string area) => DerivedIds.Of(Namespace, area);
}

/// <summary>What municipalities added, beside what every municipality has.</summary>
public sealed class OwnKinds(AreaListHandler lists)
{
    /// <summary>A kind out of the common list, or (with the municipality's code before a dot) an own one.</summary>
    public async Task<SignalKind?> Find(string? code, CancellationToken ct)
    {
        if (FamilyCodes.SignalKinds.Find(code) is { } common)
            return common;
        if (code?.Split('.') is not [{ Length: 6 } area, _])
            return null;

        return (await lists.Load(AreaListHandler.IdOf(area), ct)).State.Find(code);
    }

    /// <summary>A version of an instrument of the house, or of the own questions of a municipality.</summary>
    public async Task<Instrument?> Find(string? instrument, int? version, CancellationToken ct)
    {
        if (Instruments.Find(instrument, version) is { } common)
            return common;
        if (instrument is not { Length: 12 } || !instrument.StartsWith("eigen-", StringComparison.Ordinal))
            return null;

        var list = (await lists.Load(AreaListHandler.IdOf(instrument[6..]), ct)).State;
        return list.Versions.Find(v => v.Version == version);
    }
}
