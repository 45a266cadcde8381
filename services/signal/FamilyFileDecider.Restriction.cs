using WarmHandover.Platform.Deciding;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>Keep what was recorded about a member in these categories, and do not use it.</summary>
public sealed record RestrictRows(
    Guid Restriction, Guid Member, IReadOnlyList<string> Categories, Guid Organisation, DateTimeOffset At)
    : WritingCommand(Organisation, At);

/// <summary>It may be used again.</summary>
public sealed record FreeRows(Guid Restriction, Guid Organisation, DateTimeOffset At) : WritingCommand(Organisation, At);

/// <summary>The chapter of restriction (AVG 18).</summary>
public static partial class FamilyFileDecider
{
    private static Decision<FamilyFact> Restrict(RestrictRows c, Opened file) =>
        file.Restrictions.ContainsKey(c.Restriction) || file.Member(c.Member) is null
            ? []
            : [new RowsRestricted(c.Restriction, c.Member, c.Categories, c.Organisation, c.At)];
}
