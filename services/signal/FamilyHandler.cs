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

    /// <summary>
    /// Why an organisation reads nothing here: the file does not exist for it, what it had was destroyed, or it works with the family
    /// since a file was joined to another, and is told which.
    /// </summary>
    public async Task<Refusal> WhyNot(Guid family, Guid organisation, CancellationToken ct)
    {
        var surviving = await Surviving(family, ct);
        if (surviving != family && (await Load(surviving, ct)).State is FamilyFile.Opened file && file.Knows(organisation))
            return FamilyRefusals.JoinedInto(surviving);

        return (await Load(family, ct)).State is FamilyFile.Opened own ? own.NoFileOf(organisation) : Refusals.Missing;
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
