using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts about caring for a family: how people want to be reached, who is the one to call, what the team still has to do.

[JsonDerivedType(typeof(ContactWishesRecorded), "contact-wishes-recorded.v1")]
[JsonDerivedType(typeof(ContactPersonNamed), "contact-person-named.v1")]
[JsonDerivedType(typeof(BirthdayNears), "birthday-nears.v1")]
[JsonDerivedType(typeof(TaskDone), "task-done.v1")]
[JsonDerivedType(typeof(LeadMoved), "lead-moved.v1")]
public abstract partial record FamilyFact;

/// <summary>Something about how the family is cared for; it changes nobody's rights.</summary>
public abstract record CareFact(DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// How a member wants to be reached, and whether an interpreter is needed. Numbers, addresses, language and reading level are sealed.
/// </summary>
public sealed record ContactWishesRecorded(
    Guid Member, IReadOnlyList<string> Channels, bool Interpreter, PayloadRef Contact, Guid Organisation, DateTimeOffset At) : CareFact(At);

/// <summary>The one fixed contact person of a family: of which team, and (sealed) who that is.</summary>
public sealed record ContactPersonNamed(Guid Team, PayloadRef Who, Guid Organisation, DateTimeOffset At) : CareFact(At);

/// <summary>In 30 days or less a birthday changes a member's age band.</summary>
public sealed record BirthdayNears(Guid Member, string NextBand, DateOnly On, DateTimeOffset At) : CareFact(At);

/// <summary>A team did what stood on its list, about a member or (without one) about the family.</summary>
public sealed record TaskDone(string Task, Guid? Member, Guid? About, Guid Team, Guid Organisation, DateTimeOffset At) : CareFact(At);

/// <summary>
/// The family was transferred: another team leads the care from now on, and the contact person of before is so no more. Heard of referral.
/// </summary>
public sealed record LeadMoved(
    Guid FromTeam, Guid FromOrganisation, Guid ToTeam, Guid ToOrganisation, string Source, long SourceVersion, DateTimeOffset At)
    : CareFact(At);

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>The one to call.</summary>
        public ContactPersonNamed? ContactPerson { get; init; }

        /// <summary>Which team leads, since the family was transferred; null while it never was.</summary>
        public LeadMoved? Lead { get; init; }

        /// <summary>The birthdays that were seen coming.</summary>
        public ImmutableHashSet<(Guid Member, DateOnly On)> Coming { get; init; } = [];

        /// <summary>What the teams have to do because something happened.</summary>
        public FamilyWork Work { get; init; } = FamilyWork.None;

        internal Opened After(CareFact fact) => fact switch
        {
            ContactWishesRecorded f => Change(f.Member, m => m with { Contacts = m.Contacts.SetItem(f.Organisation, f) }),
            ContactPersonNamed f => this with { ContactPerson = f },
            BirthdayNears f => this with { Coming = Coming.Add((f.Member, f.On)) },
            TaskDone => this,
            LeadMoved f => this with
            {
                Lead = f,
                ContactPerson = ContactPerson?.Team == f.ToTeam ? ContactPerson : null,
                Heard = Heard.SetItem($"{f.Source}|lead", f.SourceVersion),
            },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };
    }
}
