using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals;

/// <summary>Writes the birthday down, once, on the day that a member's age band ends.</summary>
public sealed class BirthdayHand(FamilyHandler families, TimeProvider clock)
    : ClockHand<AgeBandRow>(AgeBandsView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(AgeBandRow row, DateTimeOffset due, CancellationToken ct)
    {
        var id = DerivedIds.Of(row.Member, $"age-band|{row.Until:yyyy-MM-dd}");
        await families.Handle(row.Family, new ReachAgeBand(row.Member, clock.Now()), new(id, Actor.House("signal")), ct);
    }
}

/// <summary>Says, once, that a birthday will change something, 30 days before it does.</summary>
public sealed class ComingBirthdayHand(FamilyHandler families, TimeProvider clock)
    : ClockHand<AgeBandRow>(ComingBirthdaysView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(AgeBandRow row, DateTimeOffset due, CancellationToken ct)
    {
        var id = DerivedIds.Of(row.Member, $"birthday-nears|{row.Until:yyyy-MM-dd}");
        await families.Handle(row.Family, new SeeBirthdayComing(row.Member, clock.Now()), new(id, Actor.House("signal")), ct);
    }
}
