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
    public static IEnumerable<IAnnouncement> Choose(Told<Consent, ConsentFact> told)
    {
        if (told is not { After: { Family: { } family } after } || told.Fact is AccessAnswered or PageWithheld)
            return [];

        return
        [
            .. after.Requests.IsEmpty && after.Grounds.IsEmpty ? [] : Stand(told, after, family.Family),
            .. told.Fact is ConsentWithdrawn or WithdrawalConfirmed or WithdrawalEscalated or WordContradicted or InvalidationReviewed
                or AnswerInvalidated or ConsentNarrowed
                ? Withdrawals(told, after, family.Family) : [],
            .. told.Fact is RulingHeard or RulingSeen ? Rulings(told, after, family.Family) : [],
            .. Laters.Came(after) is { Count: > 0 } laters ? [new LatersStand(told.Stream, told.Version, family.Family, laters)]
                : Array.Empty<IAnnouncement>(),
            .. Help.Stands(told, after, family.Family),
            .. told.Fact is FamilyHeard or ConsentRequested or ConsentReopened or GroundInvoked ? Ways(told, after, family) : [],
        ];
    }

    private static IAnnouncement[] Stand(Told<Consent, ConsentFact> told, Consent after, Guid family) =>
    [
        new ConsentStands(told.Stream, told.Version, family,
        [
            .. after.Requests.Where(r => r.Asked.Kind == Lists.Waiver && r.IsForForm(form: null))
                .SelectMany(r => r.RecipientsAt(after.LastAt).Select(to => Stands(after, r, to))),
            .. after.Grounds.Select(g => Stands(g, after.LastAt)),
        ]),
    ];

    private static IAnnouncement[] Withdrawals(Told<Consent, ConsentFact> told, Consent after, Guid family) =>
        after.Withdrawals.Where(w => !w.Recipients.IsEmpty).ToLookup(w => w.IsVoid, Stands) is { Count: > 0 } withdrawals
            ?
            [
                new WithdrawalsStand(told.Stream, told.Version, family, [.. withdrawals[false]])
                {
                    Moot = withdrawals.Contains(true) ? [.. withdrawals[true]] : null,
                },
            ]
            : [];

    private static IAnnouncement[] Rulings(Told<Consent, ConsentFact> told, Consent after, Guid family) =>
    [
        new RulingsStand(told.Stream, told.Version, family,
        [
            .. after.Rulings.Select(r => new RulingStands(
                r.Heard.Request, r.Heard.Kind, r.LiftedAt is not null, r.Heard.Rows, r.LiftedAt ?? r.Heard.At,
                [.. r.Teams.Select(t => new RulingRecipient(t.Recipient.Team, t.Recipient.Organisation, t.SeenAt))])),
        ]),
    ];

    private static WithdrawalStands Stands(Withdrawal w) => new(
        w.Id, w.Request, w.Rows, w.At, w.DueOn,
        [.. w.Recipients.Select(r => new WithdrawalRecipient(
            r.Recipient.Team, r.Recipient.Organisation, r.Confirmed?.Word, r.Escalated)
        {
            ContradictedAt = r.Confirmed is null ? r.Contradicted : null,
        })])
    {
        Mistake = w.IsMistake,
    };

    private static IAnnouncement[] Ways(Told<Consent, ConsentFact> told, Consent after, FamilyHeard family) =>
        WhoMayComeIn.Of(after, after.LastAt) is { Count: > 0 } people || told.Fact is ConsentReopened
            ? [new WaysInStand(told.Stream, told.Version, family.Family, family.Parties, WhoMayComeIn.Of(after, after.LastAt))]
            : [];

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
