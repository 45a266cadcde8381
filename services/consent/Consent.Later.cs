namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// The day came on which a signatory wanted to be asked again: the team that asked has it as a task. Which of his words it was (its number
/// in the family), and whether it was written down on a later day.
/// </summary>
public sealed record LaterCame(Guid Request, Guid Signatory, int Word, DateOnly On, bool Late, DateTimeOffset At) : ConsentFact(At);

/// <summary>The term of the request ended before there was an answer: the task is moot.</summary>
public sealed record LaterLapsed(Guid Request, Guid Signatory, int Word, DateTimeOffset At) : ConsentFact(At);

// State.

public sealed partial record Consent
{
    private Consent Came(LaterCame came) => ChangeWord(came.Request, came.Word, w => w with { CameAt = came.At });

    private Consent Lapsed(LaterLapsed lapsed) => ChangeWord(lapsed.Request, lapsed.Word, w => w with { LapsedAt = lapsed.At });

    private Consent ChangeWord(Guid request, int number, Func<Word, Word> change) => Change(
        request, r => r with { Words = [.. r.Words.Select(w => w.Number == number ? change(w) : w)] });
}
