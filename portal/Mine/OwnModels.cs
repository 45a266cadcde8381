using WarmHandover.Portal.Professional;

namespace WarmHandover.Portal.Mine;

/// <summary>The own page as consent gives it.</summary>
public sealed record OwnSeen(OwnRow[] Rows, OwnGround[] Grounds);

/// <summary>A row about which somebody decides: what, for whom, why, what he said, who looked.</summary>
public sealed record OwnRow(
    Guid Request, RowOf Row, string? Sentence, string? Icon, Guid? RecipientTeam, Guid? RecipientOrganisation, string Purpose,
    string? PurposeName, string? PurposeText, string Kind, DateOnly From, DateOnly Until, string Answer, string Shared, OwnLook[] Looked,
    string? Because, string? RecipientKind, string? RecipientArea, string? Meeting, OwnReached[] Reached, DateOnly? AskAgainOn,
    DateOnly? DecidedUntil)
{
    /// <summary>Whether he can still say something about it.</summary>
    public bool IsOpen(DateOnly today) => DecidedUntil is null && today <= Until;
}

/// <summary>A row that is or was shared without consent, and why.</summary>
public sealed record OwnGround(
    Guid Ground, RowOf Row, string? Sentence, string? Icon, Guid RecipientTeam, Guid RecipientOrganisation, string Why, DateOnly From,
    DateOnly Until, string Shared, OwnLook[] Looked);

/// <summary>Who looked: organisation and role.</summary>
public sealed record OwnLook(Guid Organisation, string Role, string Action, DateTimeOffset At, string? Why);

/// <summary>A team that a wider recipient is.</summary>
public sealed record OwnReached(Guid Team, Guid Organisation);

/// <summary>What he took back, and what each team did with it.</summary>
public sealed record OwnTakenBack(Guid Withdrawal, Guid Request, RowOf[] Rows, DateTimeOffset At, DateOnly DueOn, OwnWord[] Teams);

/// <summary>A team's word.</summary>
public sealed record OwnWord(Guid Team, Guid Organisation, string? Word, string Sentence);

/// <summary>The explanation of one request.</summary>
public sealed record OwnExplanation(Guid Request, string Version, string Language, string ReadAloud, OwnPart[] Parts);

/// <summary>A part of it: a question, one sentence, a pictogram.</summary>
public sealed record OwnPart(string Code, string Title, string Sentence, string Pictogram);

/// <summary>Where something of him went, and what happened there.</summary>
public sealed record OwnReferral(
    Guid Referral, string Number, Guid ToTeam, Guid ToOrganisation, string? Domain, RowOf[] Rows, OwnStep[] Steps);

/// <summary>Something that happened.</summary>
public sealed record OwnStep(DateTimeOffset At, string Step, string Text);

/// <summary>Names of teams and organisations.</summary>
public sealed record NamesSeen(TeamNamed[] Teams, OrganisationNamed[] Organisations);

/// <summary>A team's name and number.</summary>
public sealed record TeamNamed(Guid Team, Guid Organisation, string Name, string Phone);

/// <summary>An organisation's name.</summary>
public sealed record OrganisationNamed(Guid Organisation, string Name);

/// <summary>The one family that a volunteer supports.</summary>
public sealed record SupportSeen(
    string Number, string State, string Domain, string Area, string Band, bool Interpreter, DateTimeOffset Until, string? Phone,
    SupportField[] Fields, SupportClosed[] NotShown, string[] Declines, string[] Stops, string[] Reports);

/// <summary>An agreed field.</summary>
public sealed record SupportField(Guid Subject, string Category, string Text);

/// <summary>An agreed field that cannot be seen now.</summary>
public sealed record SupportClosed(string Category, string Text);

/// <summary>The question whether it helped.</summary>
public sealed record CheckBackSeen(string Number, string Question, DateOnly DueOn, bool Answered, string[] Codes);
