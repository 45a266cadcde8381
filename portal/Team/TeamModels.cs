namespace WarmHandover.Portal.Team;

/// <summary>A message in the inbox of a team: a number and what happened, nothing of whom it is about.</summary>
public sealed record InboxItem(
    Guid Notification, Guid Team, string Reason, string Number, string Text, string Urgency, Guid About, bool Read, DateTimeOffset At,
    string? TakenBy, DateTimeOffset? SnoozedUntil, int Reminded)
{
    /// <summary>Whether it asks in one of four words what was done with data that had to be closed.</summary>
    public bool AsksAWord => Reason is "toestemming-ingetrokken" or "ja-verkeerd-vastgelegd" or "ander-woord-nodig";

    /// <summary>The family, where a change on request of a person must be seen.</summary>
    public Guid? Family { get; init; }

    /// <summary>Whether somebody had something put right or closed that this team received (AVG 19).</summary>
    public bool IsARuling => Reason is "gegevens-verbeterd" or "gebruik-beperkt" or "beperking-opgeheven";

    /// <summary>Whether its page is that of a referral.</summary>
    public bool IsAReferral => !AsksAWord && !IsARuling
        && Reason is not ("ik-wil-hulp" or "vraag-het-opnieuw" or "niet-bezorgd" or "besluit-zelf")
        && !Reason.EndsWith("-gebied", StringComparison.Ordinal);
}

/// <summary>The letter as its reader may see it now.</summary>
public sealed record Letter(string Number, LetterSection[] Sections, ClosedSection[] Withheld);

/// <summary>A section that is open.</summary>
public sealed record LetterSection(Guid Subject, string Category, string Text);

/// <summary>A section that is closed, and why, in a code and a sentence.</summary>
public sealed record ClosedSection(Guid Subject, string Category, string Code, string Explanation);

/// <summary>A term of a referral: what is due, for whom, until when, and how it stands.</summary>
public sealed record Term(string Name, bool Legal, DateOnly EndsOn, DateOnly? LaterOn, DateOnly? MetOn, string State);

/// <summary>A question to the sender, in agreed words.</summary>
public sealed record Question(string Code, string? Answer, DateTimeOffset At);

/// <summary>The reasons that each step takes.</summary>
public sealed record StepReasons(Dictionary<string, string[]> Reasons);

/// <summary>Changes on request of a person in one family.</summary>
public sealed record RulingsSeen(RulingSeen[] Rulings);

/// <summary>One change: which rows, since when, in a sentence, and whether the own team saw it.</summary>
public sealed record RulingSeen(
    Guid Request, string Kind, bool Lifted, Professional.RowOf[] Rows, DateTimeOffset Since, string Text);
/// <summary>A note of the own team, about whom; the words are gone when they were destroyed.</summary>
public sealed record KeptNote(Guid Note, Guid Member, string? Words, DateTimeOffset At);

/// <summary>A goal in the family's own words, and what became of it.</summary>
public sealed record KeptGoal(Guid Goal, Guid Member, string Domain, string? Words, string? Outcome, DateTimeOffset At);

/// <summary>The lists of help after acceptance, beside the reasons of each step.</summary>
public sealed record HelpReasons(Dictionary<string, string[]> Reasons, HelpLists Help);

/// <summary>How a family is reached, and when.</summary>
public sealed record HelpLists(string[] ContactKinds, string[] Dayparts);

/// <summary>Somebody who asked for help himself and was not called yet: no name, no number.</summary>
public sealed record SelfStartListed(Guid SelfStart, Guid Team, string Area, string? Domain, string Channel, DateTimeOffset AskedAt);

/// <summary>Somebody to call, how, and what he wanted to say; who is null when that was destroyed.</summary>
public sealed record SelfStartSeen(
    Guid SelfStart, string Area, string? Domain, string Channel, DateTimeOffset AskedAt, DateOnly KeptUntil, string? Result,
    SelfStartWho? Who);

/// <summary>Who asks, as he typed it.</summary>
public sealed record SelfStartWho(string FirstName, string Reach, string? Words);

/// <summary>A volunteer of a family, as the coordinator sees it: asked, helps, wants to stop, or ended and why.</summary>
public sealed record VolunteerSeen(
    Guid Way, Guid Volunteer, string? Name, string State, Professional.RowOf[] Fields, DateTimeOffset Until, string? Report,
    DateTimeOffset? ReportedAt, string? StopReason, bool StopAtOnce, string? Ended, DateTimeOffset AskedAt);
