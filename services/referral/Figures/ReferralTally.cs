using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals.Figures;

/// <summary>
/// One referral that left, in codes and days: where, in which domain, how it was answered, whether it was warm, what came of it, and how
/// many days it took. Nothing of a person, a team or a letter is in it.
/// </summary>
public sealed record Tallied(string Area, DateOnly SentOn, string Domain)
{
    /// <summary>The first answer: a yes, a no with its reason, or another end.</summary>
    public string Answer { get; init; } = ReferralTally.Unanswered;

    /// <summary>Whether family, sender and receiver sat down together.</summary>
    public bool Warm { get; init; }

    /// <summary>Whether a team said yes.</summary>
    public bool Accepted { get; init; }

    /// <summary>How it ended after the yes; the code of running help while it did not.</summary>
    public string Outcome { get; init; } = ReferralTally.Running;

    /// <summary>What the family said of it.</summary>
    public string Helped { get; init; } = ReferralTally.NotAsked;

    /// <summary>The day of the first signal, where one is known.</summary>
    public DateOnly? SignalledOn { get; init; }

    /// <summary>The day on which the receiver first reached the family.</summary>
    public DateOnly? ContactOn { get; init; }

    /// <summary>How many days after the first signal it left.</summary>
    public int? DaysToSending => Days(SignalledOn, SentOn);

    /// <summary>How many days after the first signal the family was first reached.</summary>
    public int? DaysToContact => Days(SignalledOn, ContactOn);

    private static int? Days(DateOnly? from, DateOnly? to) =>
        from is { } start && to is { } end ? Math.Max(0, end.DayNumber - start.DayNumber) : null;
}

/// <summary>Folds the facts of one referral to what is counted of it; what never left is not counted.</summary>
public static class ReferralTally
{
    /// <summary>Nobody answered.</summary>
    public const string Unanswered = "geen-antwoord";

    /// <summary>A team said yes.</summary>
    public const string Yes = "geaccepteerd";

    /// <summary>The help goes on.</summary>
    public const string Running = "loopt";

    /// <summary>Nobody asked whether it helped, or nobody answered.</summary>
    public const string NotAsked = "niet-gevraagd";

    /// <summary>What is counted after these facts; null when it never left.</summary>
    public static Tallied? Of(IEnumerable<ReferralEvent> facts)
    {
        var (state, tally) = (Referral.Initial, (Tallied?)null);
        foreach (var fact in facts)
        {
            state = Referral.Evolve(state, fact);
            var (now, day) = ((Referral.Known)state, Amsterdam.DateAt(fact.At));
            tally = (tally, fact) switch
            {
                (null, ReferralSent) => new(now.LivesIn, day, now.Draft.Need.Domain) { SignalledOn = now.Draft.Need.SignalledOn },
                (null, _) => null,
                (_, ReferralAccepted) => Answered(tally, Yes) with { Accepted = true },
                (_, ReferralDeclined no) => Answered(tally, no.Reason),
                (_, ReferralReRouted) => Answered(tally, "doorgestuurd"),
                (_, ReferralRecalled) => Answered(tally, "teruggehaald"),
                (_, ReferralExpired) => Answered(tally, "verlopen"),
                (_, ReferralStopped) => Answered(tally, "gestopt") with { Outcome = "gestopt" },
                (_, HandoverHeld held) => Reached(tally, Amsterdam.DateAt(held.HeldAt)) with { Warm = true },
                (_, ContactMade { Reached: true } contact) => Reached(tally, contact.On),
                (_, FirstConversationHeld talk) => Reached(tally, talk.HeldOn),
                (_, HelpStarted) => Reached(tally, day),
                (_, HelpCompleted done) => tally with { Outcome = done.Outcome },
                (_, ReferralReopened) => tally with { Outcome = Running },
                (_, CheckBackAnswered said) => tally with { Helped = said.Code },
                _ => tally,
            };
        }

        return tally;
    }

    private static Tallied Answered(Tallied tally, string answer) =>
        tally.Answer == Unanswered ? tally with { Answer = answer } : tally;

    private static Tallied Reached(Tallied tally, DateOnly on) =>
        tally.ContactOn is { } before && before <= on ? tally : tally with { ContactOn = on };
}
