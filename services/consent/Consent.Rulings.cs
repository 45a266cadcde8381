using System.Collections.Immutable;
using WarmHandover.Contracts;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// On request of the person they are about, an organisation put rows right (verbetering), keeps them without using them (beperking), or
/// may use them again (lifted). The teams that had received them from it must see that (AVG 19).
/// </summary>
public sealed record RulingHeard(
    Guid Request, string Kind, bool Lifted, Guid Organisation, IReadOnlyList<Row> Rows, IReadOnlyList<ListedRecipient> Recipients,
    long SourceVersion, DateTimeOffset At) : ConsentFact(At);

/// <summary>A team that had received the rows says that it saw the change.</summary>
public sealed record RulingSeen(Guid Request, bool Lifted, Guid Team, Guid Organisation, string By, DateTimeOffset At) : ConsentFact(At);

// State.

/// <summary>A change of rows, whether it was lifted, and which teams saw the newest of it.</summary>
public sealed record Ruling(RulingHeard Heard, DateTimeOffset? LiftedAt, ImmutableList<RulingTeam> Teams)
{
    /// <summary>To keep and not to use (AVG 18).</summary>
    public const string Restriction = "beperking";

    /// <summary>Whether it keeps a row of an organisation closed at an instant.</summary>
    public bool Closes(Guid organisation, Row row, DateTimeOffset at) => Heard.Kind == Restriction && Heard.Organisation == organisation
        && Heard.At <= at && (LiftedAt is null || at < LiftedAt) && Heard.Rows.Contains(row);
}

/// <summary>A team that had received rows, and when it saw the change.</summary>
public sealed record RulingTeam(ListedRecipient Recipient, DateTimeOffset? SeenAt);

public sealed partial record Consent
{
    /// <summary>All changes of rows on request, oldest first.</summary>
    public ImmutableList<Ruling> Rulings { get; init; } = [];

    /// <summary>Whether rows that an organisation asked to share are kept and not used at an instant.</summary>
    public bool IsRestricted(Guid organisation, Row row, DateTimeOffset at) => Rulings.Exists(r => r.Closes(organisation, row, at));

    private Consent Rule(RulingHeard heard)
    {
        ImmutableList<RulingTeam> teams = [.. heard.Recipients.Select(r => new RulingTeam(r, SeenAt: null))];
        return heard.Lifted && Rulings.Find(r => r.Heard.Request == heard.Request) is { } before
            ? this with { Rulings = Rulings.Replace(before, before with { LiftedAt = heard.At, Teams = teams }) }
            : this with { Rulings = Rulings.Add(new(heard, LiftedAt: null, teams)) };
    }

    private Consent See(RulingSeen seen) => this with
    {
        Rulings = [.. Rulings.Select(r => r.Heard.Request != seen.Request ? r : r with
        {
            Teams = [.. r.Teams.Select(t => t.Recipient == new ListedRecipient(seen.Team, seen.Organisation) ? t with { SeenAt =
                seen.At } : t)],
        })],
    };
}
