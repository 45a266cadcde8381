using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Signals;

/// <summary>The road of commands to the files of families.</summary>
public sealed class FamilyHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<FamilyFile, FamilyCommand, FamilyFact>(log, clock, Streams)
{
    /// <summary>
    /// The part of the file that people edit after reading it: who belongs to it, who decides, what is safe, who works with it.
    /// </summary>
    public const string Composition = "samenstelling";

    /// <summary>The file that survived, when this one was joined to another; else this one.</summary>
    public async Task<Guid> Surviving(Guid family, CancellationToken ct)
    {
        while ((await Load(family, ct)).State is FamilyFile.Opened { JoinedInto: { } into })
            family = into;
        return family;
    }

    /// <summary>One stream per family.</summary>
    public static readonly StreamKind<FamilyFile, FamilyCommand, FamilyFact> Streams =
        new("signal", "family", FamilyFile.Initial, FamilyFileDecider.Decide, FamilyFile.Evolve)
        {
            Resource = fact => fact
                is FamilyOpened or MemberAdded or AuthorityRecorded or AuthorityEnded or SafetyFlagRaised or SafetyFlagLifted
                or PartyJoined or AgeBandReached or CircleFact or JoiningFact or FileErased
                    ? Composition
                    : null,
        };
}
