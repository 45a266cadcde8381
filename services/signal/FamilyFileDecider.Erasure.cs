using WarmHandover.Platform.Deciding;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>What an organisation recorded is destroyed: of one member, or all of it. Two people decided so.</summary>
public sealed record EraseRecords(Guid Erasure, Guid Organisation, Guid? Member, DateTimeOffset At) : FamilyCommand(At);

/// <summary>What an organisation received until a day is destroyed, because its term is over. Two people decided so.</summary>
public sealed record EraseOldRecords(Guid Erasure, Guid Organisation, DateOnly ReceivedUntil, DateTimeOffset At) : FamilyCommand(At);

/// <summary>The chapter of erasure: afterwards nothing is recorded by that organisation, or by it about that member.</summary>
public static partial class FamilyFileDecider
{
    private static Decision<FamilyFact> Erase(EraseRecords c, Opened file) => c.Member switch
    {
        { } member when file.ErasedMembers.ContainsKey((c.Organisation, member)) || file.Member(member) is null => [],
        { } member => [new MemberErased(c.Erasure, c.Organisation, member, c.At)],
        null when file.Erased.ContainsKey(c.Organisation) => [],
        null => [new FileErased(
            c.Erasure, c.Organisation, file.Parties.Keys.All(party => party == c.Organisation) ? [.. file.Members.Select(m => m.Id)] : null,
            c.At)],
    };

    private static Decision<FamilyFact> Erase(EraseOldRecords c, Opened file) => file.ErasedUntil.TryGetValue(c.Organisation, out var until)
        && until >= c.ReceivedUntil
            ? []
            : [new RecordsErased(
                c.Erasure, c.Organisation, c.ReceivedUntil,
                [.. file.RecordsOf(c.Organisation).Where(r => r.ReceivedOn <= c.ReceivedUntil).Select(r => r.Entry)], c.At)];

    /// <summary>Whether a command would record something about a member whose records this organisation destroyed.</summary>
    private static bool IsAboutErased(PartyCommand command, Opened file) =>
        !file.ErasedMembers.IsEmpty && About(command).Any(id => file.ErasedMembers.ContainsKey((command.Organisation, id)));

    private static IReadOnlyList<Guid> About(PartyCommand command) => command switch
    {
        RecordSignal c => [c.Member],
        RecordProtectiveFactor c => [c.Member],
        RecordNeed c => [c.Member],
        HoldConversation c => c.With,
        FillInstrument c => [c.Member],
        PlanConversation c => c.With,
        AttemptContact c => [c.Member],
        SetGoal c => [c.Member],
        PointOutProvision c => [c.Member],
        RecordContactWishes c => [c.Member],
        _ => [],
    };
}
