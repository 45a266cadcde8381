using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents.Replaying;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// What an auditor may look back at: which organisations, which period, what for, until which day. Each organisation agrees by a second
/// person of its own; until then nothing of it is open to him.
/// </summary>
[JsonDerivedType(typeof(AssignmentDrafted), "assignment-drafted.v1")]
[JsonDerivedType(typeof(AssignmentAgreed), "assignment-agreed.v1")]
[JsonDerivedType(typeof(AssignmentEnded), "assignment-ended.v1")]
public abstract record AssignmentFact(DateTimeOffset At);

/// <summary>
/// Somebody (a pseudonym) drafted an assignment: for which auditor (a pseudonym), about which organisations, about what happened from and
/// until (the last day) when, what for, and the last day on which he may look.
/// </summary>
public sealed record AssignmentDrafted(
    Guid Assignment, string Auditor, IReadOnlyList<Guid> Organisations, DateOnly From, DateOnly Until, string Purpose, DateOnly EndsOn,
    string By, Guid ByOrganisation, DateTimeOffset At) : AssignmentFact(At);

/// <summary>A second person agreed for one of the organisations.</summary>
public sealed record AssignmentAgreed(Guid Assignment, Guid Organisation, string By, DateTimeOffset At) : AssignmentFact(At);

/// <summary>It ended for one organisation before its last day; for all of them when none is named.</summary>
public sealed record AssignmentEnded(Guid Assignment, Guid? Organisation, string By, DateTimeOffset At) : AssignmentFact(At);

// Commands.

/// <summary>Something that is done with an assignment.</summary>
public abstract record AssignmentCommand(DateTimeOffset At);

/// <summary>Draft one.</summary>
public sealed record DraftAssignment(AssignmentDrafted Drafted) : AssignmentCommand(Drafted.At);

/// <summary>Agree for the own organisation.</summary>
public sealed record AgreeToAssignment(Guid Assignment, Guid Organisation, string By, DateTimeOffset At) : AssignmentCommand(At);

/// <summary>End it: for the own organisation, or all of it by whoever's organisation drafted it.</summary>
public sealed record EndAssignment(Guid Assignment, Guid ByOrganisation, string By, DateTimeOffset At) : AssignmentCommand(At);

// State.

/// <summary>One assignment, with the organisations that agreed and those for which it ended.</summary>
public sealed record Assignment(AssignmentDrafted? Drafted, ImmutableHashSet<Guid> Agreed, ImmutableHashSet<Guid> Ended)
{
    /// <summary>What an auditor can be asked to look for.</summary>
    public static readonly IReadOnlyList<string> Purposes =
        ["klacht", "periodieke-controle", "datalek", "toezicht", "inzageverzoek", "onderzoek-na-incident"];

    /// <summary>The longest that an auditor may look without a new assignment.</summary>
    public const int LongestDays = 366;

    /// <summary>One stream per assignment.</summary>
    public static readonly StreamKind<Assignment, AssignmentCommand, AssignmentFact> Streams = new(
        "consent", "assignment", new(null, [], []), Decide, (assignment, fact) => fact switch
        {
            AssignmentDrafted drafted => assignment with { Drafted = drafted },
            AssignmentAgreed agreed => assignment with { Agreed = assignment.Agreed.Add(agreed.Organisation) },
            AssignmentEnded { Organisation: { } one } => assignment with { Ended = assignment.Ended.Add(one) },
            AssignmentEnded => assignment with { Ended = [.. assignment.Drafted!.Organisations] },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        });

    /// <summary>The organisations that are open to the auditor at an instant.</summary>
    public IReadOnlyList<Guid> OpenAt(DateTimeOffset at) => Drafted is { } drafted && Amsterdam.DateAt(at) <= drafted.EndsOn
        ? [.. drafted.Organisations.Where(o => Agreed.Contains(o) && !Ended.Contains(o))]
        : [];

    /// <summary>Whether an organisation may see it: it is in it, or drafted it.</summary>
    public bool IsKnownTo(Guid organisation) =>
        Drafted is { } drafted && (drafted.ByOrganisation == organisation || drafted.Organisations.Contains(organisation));

    private static Decision<AssignmentFact> Decide(AssignmentCommand command, Assignment assignment) => (command, assignment) switch
    {
        (DraftAssignment draft, { Drafted: null }) => [draft.Drafted],
        (DraftAssignment, _) => [],
        (AgreeToAssignment agree, { Drafted: { } drafted }) when drafted.Organisations.Contains(agree.Organisation) =>
            assignment.Agreed.Contains(agree.Organisation) ? []
            : assignment.Ended.Contains(agree.Organisation) || Amsterdam.DateAt(agree.At) > drafted.EndsOn ? AssignmentRefusals.Over
            : drafted.By == agree.By ? AssignmentRefusals.SecondPerson
            : drafted.Auditor == agree.By ? AssignmentRefusals.NotTheAuditor
            : [new AssignmentAgreed(agree.Assignment, agree.Organisation, agree.By, agree.At)],
        (EndAssignment end, { Drafted: { } drafted }) when assignment.IsKnownTo(end.ByOrganisation) =>
            assignment.Ended.IsSupersetOf(drafted.Organisations) || assignment.Ended.Contains(end.ByOrganisation) ? []
            : [
                new AssignmentEnded(
                    end.Assignment, drafted.ByOrganisation == end.ByOrganisation ? null : end.ByOrganisation, end.By, end.At),
            ],
        _ => Refusals.Missing,
    };
}

/// <summary>Why an assignment is not made.</summary>
public static class AssignmentRefusals
{
    /// <summary>Who drafted it does not agree to it as well.</summary>
    public static readonly Refusal SecondPerson =
        new("tweede-persoon-nodig", "U hebt deze opdracht zelf opgesteld. Een tweede persoon van uw organisatie stemt ermee in.");

    /// <summary>Nobody lets himself in.</summary>
    public static readonly Refusal NotTheAuditor =
        new("niet-de-auditor", "Wie de opdracht uitvoert, kan er niet zelf mee instemmen.");

    /// <summary>What ended is drafted anew.</summary>
    public static readonly Refusal Over =
        new("opdracht-voorbij", "Deze opdracht is beëindigd of verlopen. Stel een nieuwe op.");
}

/// <summary>The road of assignments.</summary>
public sealed class AssignmentHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Assignment, AssignmentCommand, AssignmentFact>(log, clock, Assignment.Streams);
