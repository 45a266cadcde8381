namespace WarmHandover.Portal.Team;

/// <summary>A message in the inbox of a team: a number and what happened, nothing of whom it is about.</summary>
public sealed record InboxItem(
    Guid Notification, Guid Team, string Reason, string Number, string Text, string Urgency, Guid About, bool Read, DateTimeOffset At,
    string? TakenBy, DateTimeOffset? SnoozedUntil, int Reminded)
{
    /// <summary>Whether it asks in one of four words what was done with data that had to be closed.</summary>
    public bool AsksAWord => Reason is "toestemming-ingetrokken" or "ja-verkeerd-vastgelegd" or "ander-woord-nodig";

    /// <summary>Whether its page is that of a referral.</summary>
    public bool IsAReferral => !AsksAWord && Reason is not ("ik-wil-hulp" or "vraag-het-opnieuw" or "niet-bezorgd" or "besluit-zelf")
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
