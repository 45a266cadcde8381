using WarmHandover.Platform.Deciding;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>Join this file to an older one of the same organisation. What may differ between them was looked at, at the door.</summary>
public sealed record JoinFile(Guid Into, IReadOnlyList<SamePerson> Same, string Reason, Guid Organisation, DateTimeOffset At)
    : PartyCommand(Organisation, At);

/// <summary>Take in a file that was joined to this one.</summary>
public sealed record TakeInFile(FamilyTakenIn TakenIn) : FamilyCommand(TakenIn.At);

public static partial class FamilyFileDecider
{
    private static Decision<FamilyFact> Join(JoinFile c, Opened file)
    {
        if (file.JoinedInto is { } before)
            return before == c.Into ? [] : FamilyRefusals.JoinedInto(before);
        if (file.OpenedBy != c.Organisation)
            return FamilyRefusals.NotOpenedByYou;

        return c.Same.Any(s => file.Member(s.Member) is null)
            ? FamilyRefusals.NotAMember
            : [
                new FamilyJoined(
                    c.Into, c.Same, [.. file.Members.Select(m => m.Id)], [.. file.Parties.Keys], c.Reason, c.Organisation, c.At),
            ];
    }

    private static Decision<FamilyFact> TakeIn(TakeInFile c, Opened file) =>
        file.TakenIn.Exists(t => t.Family == c.TakenIn.Family) ? [] : [c.TakenIn];
}
