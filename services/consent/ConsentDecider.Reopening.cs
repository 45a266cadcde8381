using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>
/// The clock came to a day on which rows must be asked anew, of which notice must be given, or on which somebody wanted to be asked again.
/// </summary>
public sealed record ReconsiderConsent(DateTimeOffset At) : ConsentCommand(At);

/// <summary>
/// Re-opening. A birthday needs no message to close rows: this writes down, once, that it did. What signal tells late counts at once for
/// what is shown from now on; the past stays as it was known.
/// </summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Reconsider(ReconsiderConsent command, Consent consent)
    {
        var at = consent.NotBefore(command.At);
        if (Reopenings.Reached(consent, at) is { } reached)
            return [Reopen(reached.Day, reached.Changes, at)];

        if (Laters.Reached(consent, at) is { } later)
            return [later];

        return Reopenings.Coming(consent, at) is { } coming ? [new ReopeningForeseen(coming.Day, coming.Changes, at)] : [];
    }

    // What became due under the composition that was known until now is written down before another one takes its place.
    private static Decision<ConsentFact> Hear(HearFamily hear, Consent consent)
    {
        var (at, facts) = (consent.NotBefore(hear.Heard.At), new List<ConsentFact>());
        while (Reopenings.Reached(consent, at) is { } reached)
            Add(Reopen(reached.Day, reached.Changes, at));

        var before = consent;
        Add(hear.Heard);
        if (Reopenings.Of(before, consent, at) is { Count: > 0 } changes)
        {
            var since = Reopenings.Since(before, consent, changes, Amsterdam.DateAt(at));
            facts.Add(Reopen(since, changes, at));
        }

        return Decision.Accept<ConsentFact>([.. facts]);

        void Add(ConsentFact fact)
        {
            facts.Add(fact);
            consent = Consent.Evolve(consent, fact);
        }
    }

    private static ConsentReopened Reopen(DateOnly day, IReadOnlyList<Reopened> changes, DateTimeOffset at) =>
        new(day, changes, Late: Amsterdam.DateAt(at) > day, at);
}
