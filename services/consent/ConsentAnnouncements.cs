using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents;

/// <summary>
/// What the house hears of consent: how every request of the family stands, as judged at the fact's own time. It is a hint of what can be
/// asked, never a permission: a birthday closes rows without a fact, so standing is asked again at the moment of use.
/// </summary>
public static class ConsentAnnouncements
{
    /// <summary>Requests, answers, withdrawals and another composition are told; a look is nobody's business.</summary>
    public static IEnumerable<IAnnouncement> Choose(Told<Consent, ConsentFact> told) => told switch
    {
        { Fact: AccessAnswered } => [],
        { After: { Family: { } family } after } when !after.Requests.IsEmpty || !after.Grounds.IsEmpty =>
        [
            new ConsentStands(told.Stream, told.Version, family.Family,
            [
                .. after.Requests.Where(r => r.Asked.Kind == Lists.Waiver)
                    .SelectMany(r => r.RecipientsAt(after.LastAt).Select(to => Stands(after, r, to))),
                .. after.Grounds.Select(g => Stands(g, after.LastAt)),
            ]),
        ],
        _ => [],
    };

    // Which ground it is, is nobody's business (decision 28): a listener needs only what may be sent to whom.
    private static RequestStands Stands(Ground ground, DateTimeOffset at) => new(
        ground.Invoked.Ground, ground.Invoked.ByOrganisation, ground.Invoked.RecipientTeam, ground.Invoked.RecipientOrganisation,
        ground.Invoked.Purpose, ground.InForce(at) ? ground.Invoked.Rows : [], ground.Ended is null ? [] : ground.Invoked.Rows,
        ground.Invoked.Until);

    private static RequestStands Stands(Consent consent, Request request, ListedRecipient to)
    {
        var rows = request.Asked.Rows.Select(row => Standing.In(consent, request, row, consent.LastAt, to)).ToArray();
        return new(
            request.Asked.Request, request.Asked.AskedByOrganisation, to.Team, to.Organisation, request.Asked.Purpose,
            [.. rows.Where(s => s.Stance is Stance.Allowed).Select(s => s.Row)],
            [.. rows.Where(s => s.Stands.Any(w => w.Says is Says.TookBack)).Select(s => s.Row)],
            request.Asked.Until);
    }
}
