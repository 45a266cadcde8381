using MassTransit;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Reactions;

/// <summary>Signal tells who a family is: who signs and who is party follows from it at once. The newest version wins.</summary>
internal sealed class WhenFamilyComposed(ConsentHandler consents, TimeProvider clock) : IConsumer<FamilyComposed>
{
    public async Task Consume(ConsumeContext<FamilyComposed> heard)
    {
        var told = heard.Message;
        var family = new FamilyHeard(
            told.Family, told.Version, told.Parties,
            [
                .. told.Members.Select(m => new Member(m.Id, m.Role, m.Band, m.BandUntil, m.MayNotBeInformed)
                {
                    Gone = m.Gone,
                    AdultFrom = m.AdultFrom,
                }),
            ],
            [.. told.Authorities.Select(a => new Authority(a.Child, a.Holder, a.Kind, a.From, a.Until))],
            clock.Now())
        {
            Representations = told.Representations is { Count: > 0 } acting
                ? [.. acting.Select(r => new Representation(r.Id, r.Member, r.Holder, r.Kind, r.From, r.Until, r.Proof))]
                : null,
            Suspensions = told.Suspensions is { Count: > 0 } suspended
                ? [.. suspended.Select(s => new Suspension(s.Holder, s.Child, s.Ground, s.EstablishedBy, s.From, s.Until))]
                : null,
            Incompetences = told.Incompetences is { Count: > 0 } judged
                ? [.. judged.Select(i => new Incompetence(i.Member, i.Matter, i.JudgedBy, i.From, i.Until))]
                : null,
        };

        await consents.Handle(
            told.Family, new HearFamily(family), heard.Command("consent", nameof(WhenFamilyComposed)), heard.CancellationToken);
    }
}
