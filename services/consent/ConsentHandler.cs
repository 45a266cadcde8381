using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Consents;

/// <summary>The one road from a command to a fact, for the consent of one family.</summary>
public sealed class ConsentHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Consent, ConsentCommand, ConsentFact>(log, clock, Consents)
{
    /// <summary>One stream per family, so that 'withdrawn' and 'shown' have one order.</summary>
    public static readonly StreamKind<Consent, ConsentCommand, ConsentFact> Consents =
        new("consent", "family", Consent.Initial, ConsentDecider.Decide, Consent.Evolve);
}
