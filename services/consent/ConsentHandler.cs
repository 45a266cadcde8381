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

    /// <summary>
    /// Decides a command. Where a family has two ids (joined files), a no or a withdrawal first closes what it closes under the other id:
    /// nobody hears that it is recorded while something is still open there. A crash in between leaves too little open, never too much.
    /// </summary>
    public new async Task<Answered<Consent, ConsentFact>> Handle(
        Guid id, ConsentCommand command, CommandContext context, CancellationToken ct)
    {
        if (command is not (Answer or AnswerAll or WithdrawConsent))
            return await base.Handle(id, command, context, ct);

        var (before, saidThere) = ((await Load(id, ct)).State, false);
        foreach (var twin in before.Twins)
        {
            if (Twins.Everywhere(command, twin) is { } there)
                saidThere |= (await base.Handle(twin.With, there, context with { Fingerprint = null }, ct)).Refusal is null;
        }

        if (!before.Twins.IsEmpty && ConsentDecider.Decide(command, before) is { Refusal: null } decision)
            await Narrow(id, Twins.Objections(before, decision.Aggregate(before, Consent.Evolve)), before, context, ct);

        // Files that were joined between the look and the append: said afterwards, before anybody is answered.
        var answered = await base.Handle(id, command, context, ct);
        if (answered.Refusal is null && answered.State.Twins.Count > before.Twins.Count)
            await Narrow(id, Twins.Objections(Consent.Initial, answered.State), answered.State, context, ct);

        // Who decides about nothing under this id any more did say it, under the other.
        return saidThere && answered.Refusal is not null ? answered with { Decision = Decision.Accept<ConsentFact>([]) } : answered;
    }

    private async Task Narrow(Guid family, IReadOnlyList<Limit> limits, Consent consent, CommandContext context, CancellationToken ct)
    {
        if (limits is [])
            return;

        foreach (var twin in consent.Twins)
        {
            var narrow = new NarrowConsent(family, limits.Translated(twin), consent.LastAt);
            var id = DerivedIds.Of(context.Id, $"narrow|{twin.With:N}|{consent.Twins.Count}");
            await base.Handle(twin.With, narrow, new(id, Actor.House("consent")), ct);
        }
    }
}
