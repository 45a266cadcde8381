using MassTransit;
using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents.Answers;

/// <summary>
/// Within which assignment an auditor works, for a service that makes evidence for him. Nothing of a family is opened by it, so it is no
/// fact; what he then looks at is a line in the access log of that service. A question that is about to expire is dropped.
/// </summary>
internal sealed class WhenAuditAsked(Remits remits, IViews views, TimeProvider clock) : IConsumer<WhatMayBeAudited>
{
    public async Task Consume(ConsumeContext<WhatMayBeAudited> asked)
    {
        if (await Answer(asked.Message, asked.CancellationToken) is { } answer)
            await asked.RespondAsync(answer);
    }

    /// <summary>His assignment, or that there is none; nothing when nobody waits for it any more.</summary>
    internal async Task<MayBeAudited?> Answer(WhatMayBeAudited question, CancellationToken ct)
    {
        if (Waiting.IsOver(question.ExpiresAt, clock))
            return null;

        await views.FreshToHead(AssignmentsView.Table, ct);
        return await remits.Of(question.Auditor, question.Assignment, ct) is { } remit
            ? new(
                question.Question, remit.Assignment, [.. remit.Organisations.Order()], remit.From, remit.Until, remit.Purpose,
                remit.Drafted)
            : new(question.Question, null, [], default, default, null, default);
    }
}
