using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals;

/// <summary>A command about how a family is cared for.</summary>
public abstract record CareCommand(Guid Organisation, DateTimeOffset At) : PartyCommand(Organisation, At);

/// <summary>Record how a member wants to be reached.</summary>
public sealed record RecordContactWishes(
    Guid Member, IReadOnlyList<string> Channels, bool Interpreter, PayloadRef Contact, Guid Organisation, DateTimeOffset At)
    : CareCommand(Organisation, At);

/// <summary>Name the one fixed contact person.</summary>
public sealed record NameContactPerson(Guid Team, PayloadRef Who, Guid Organisation, DateTimeOffset At) : CareCommand(Organisation, At);

/// <summary>Record that something on a team's list was done.</summary>
public sealed record FinishTask(string Task, Guid? Member, Guid? About, Guid Team, Guid Organisation, DateTimeOffset At)
    : CareCommand(Organisation, At);

/// <summary>Referral said that another team leads now.</summary>
public sealed record MoveLead(
    Guid FromTeam, Guid FromOrganisation, Guid ToTeam, Guid ToOrganisation, string Source, long SourceVersion, DateTimeOffset At)
    : FamilyCommand(At);

/// <summary>A member's birthday may be near.</summary>
public sealed record SeeBirthdayComing(Guid Member, DateTimeOffset At) : FamilyCommand(At);

public static partial class FamilyFileDecider
{
    /// <summary>How long before a birthday that changes something it is said, and the child can be asked.</summary>
    public const int DaysBeforeBirthday = 30;

    private static Decision<FamilyFact> Decide(CareCommand command, Opened file) => command switch
    {
        RecordContactWishes c => file.Member(c.Member) switch
        {
            null => FamilyRefusals.NotAMember,
            { Gone: not null } => FamilyRefusals.IsGone,
            { } member when member.Contacts.GetValueOrDefault(c.Organisation)?.Contact == c.Contact => [],
            _ => [new ContactWishesRecorded(c.Member, c.Channels, c.Interpreter, c.Contact, c.Organisation, c.At)],
        },
        NameContactPerson c => file.ContactPerson?.Who == c.Who
            ? []
            : [new ContactPersonNamed(c.Team, c.Who, c.Organisation, c.At)],
        FinishTask c => file.Work.Tasks.Exists(t => t.Team == c.Team && t.Is(c.Task, c.Member, c.About))
            ? [new TaskDone(c.Task, c.Member, c.About, c.Team, c.Organisation, c.At)]
            : [],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    // The newest transfer wins, in whatever order they are heard.
    private static Decision<FamilyFact> Lead(MoveLead c, Opened file) =>
        file.Heard.GetValueOrDefault($"{c.Source}|lead") >= c.SourceVersion
            ? []
            : [new LeadMoved(c.FromTeam, c.FromOrganisation, c.ToTeam, c.ToOrganisation, c.Source, c.SourceVersion, c.At)];

    // Also after the day itself, when the house slept: the list is told late rather than never, and the clock comes to rest.
    private static Decision<FamilyFact> See(SeeBirthdayComing c, Opened file)
    {
        if (file.Member(c.Member) is not { BandUntil: { } until, Gone: null } member || c.Today < until.AddDays(-DaysBeforeBirthday))
            return [];

        return file.Coming.Contains((c.Member, until))
            ? []
            : [new BirthdayNears(c.Member, AgeBands.After(member.Band, until).Band, until, c.At)];
    }
}
