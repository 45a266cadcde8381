using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>A command about what was written.</summary>
public abstract record WritingCommand(Guid Organisation, DateTimeOffset At) : PartyCommand(Organisation, At);

/// <summary>Strike an own entry that was wrong.</summary>
public sealed record CorrectEntry(Guid Entry, string Reason, PayloadRef? Note, Guid Organisation, DateTimeOffset At)
    : WritingCommand(Organisation, At);

/// <summary>Say of a number that it was masked, or is no BSN.</summary>
public sealed record JudgeNumber(string Verdict, string? KeyedHash, Guid Organisation, DateTimeOffset At)
    : WritingCommand(Organisation, At);

public static partial class FamilyFileDecider
{
    private static Decision<FamilyFact> Decide(WritingCommand command, Opened file) => command switch
    {
        CorrectEntry c when file.Corrected.ContainsKey(c.Entry) && file.KindOf(c.Entry, c.Organisation) is not null => [],
        CorrectEntry c => file.KindOf(c.Entry, c.Organisation) is { } kind
            ? [new EntryCorrected(c.Entry, kind, c.Reason, c.Note, c.Organisation, c.At)]
            : FamilyRefusals.EntryUnknown,
        JudgeNumber c => c.KeyedHash is { } hash && file.NoBsn.Contains(hash)
            ? []
            : [new NumberJudged(c.Verdict, c.KeyedHash, c.Organisation, c.At)],
        RestrictRows c => Restrict(c, file),
        FreeRows c => file.Restrictions.ContainsKey(c.Restriction) ? [new RowsFreed(c.Restriction, c.Organisation, c.At)] : [],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };
}
