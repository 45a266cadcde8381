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
