namespace WarmHandover.Consents.Replaying;

/// <summary>Which organisation, team and request a step is about: what decides whose auditor may see it.</summary>
internal static class Concern
{
    /// <summary>Whether one of these organisations asked it, received it, looked at it or recorded it.</summary>
    public static bool Concerns(this ConsentFact fact, Consent consent, IReadOnlySet<Guid> organisations) =>
        organisations.Any(one => Concerns(fact, consent, one));

    /// <summary>Whether one of these organisations works with this family, or anything in it is about one of them.</summary>
    public static bool IsKnownTo(this History history, IReadOnlySet<Guid> organisations) => organisations.Any(one =>
        history.Now.HasParty(one)
        || history.Steps.Any(s => s.Fact is not FamilyHeard and not PageWithheld && Concerns(s.Fact, history.Now, one)));

    /// <summary>The changes of a re-opening that are about requests of these organisations.</summary>
    public static IEnumerable<Reopened> ChangesFor(
        this IReadOnlyList<Reopened> changes, Consent consent, IReadOnlySet<Guid> organisations) =>
        changes.Where(c => c.Request is not { } id || Concerns(consent.Find(id)!.Asked, consent, organisations));

    /// <summary>The request or ground that a fact is about.</summary>
    public static Guid? About(this ConsentFact fact) => fact switch
    {
        AnswerGiven a => a.Request,
        AnswerRefused a => a.Request,
        AnswerLater a => a.Request,
        ConsentWithdrawn w => w.Request,
        ConsentRequested r => r.Request,
        ContactAttempted c => c.Request,
        ExplanationGiven e => e.Request,
        NewcomersTold n => n.Request,
        AnswerInvalidated i => i.Request,
        InvalidationReviewed r => r.Request,
        WithdrawalConfirmed w => w.Request,
        WordContradicted w => w.Request,
        WithdrawalEscalated w => w.Request,
        ExceptionInvoked e => e.Request,
        LaterCame l => l.Request,
        LaterLapsed l => l.Request,
        GroundInvoked g => g.Ground,
        GroundConfirmed g => g.Ground,
        GroundEnded g => g.Ground,
        EmergencyReviewed r => r.Ground,
        _ => null,
    };

    /// <summary>Whether a step is about one recipient: a team, or every team of an organisation.</summary>
    public static bool IsFor(this ConsentFact fact, Consent consent, Guid? team, Guid? organisation)
    {
        bool Is(Guid t, Guid o) => t == team || o == organisation;
        return fact switch
        {
            AccessAnswered a => Is(a.RecipientTeam, a.RecipientOrganisation) || Is(a.By.Team, a.By.Organisation),
            DisclosureRecorded told => told.To.Any(t => Is(t.Team, t.Organisation)),
            GroundInvoked g => Is(g.RecipientTeam, g.RecipientOrganisation),
            ConsentRequested r => Is(r.RecipientTeam, r.RecipientOrganisation)
                || (r.Scope?.Listed.Any(l => Is(l.Team, l.Organisation)) ?? false),
            NewcomersTold n => n.Teams.Any(t => Is(t.Team, t.Organisation)),
            WithdrawalConfirmed w => Is(w.Team, w.Organisation),
            WordContradicted w => Is(w.Team, w.Organisation),
            WithdrawalEscalated w => w.Late.Any(l => Is(l.Team, l.Organisation)),
            GroundConfirmed or GroundEnded or EmergencyReviewed => consent.FindGround(fact.About()!.Value) is { } ground
                && Is(ground.Invoked.RecipientTeam, ground.Invoked.RecipientOrganisation),
            RulingHeard r => r.Recipients.Any(to => Is(to.Team, to.Organisation)) || r.Organisation == organisation,
            RulingSeen r => Is(r.Team, r.Organisation),
            FamilyHeard or PageWithheld or MeldcodeStepTaken or ConsentReopened or ReopeningForeseen => false,
            _ => fact.About() is { } id && consent.Find(id) is { } request && request.Asked.IsFor(consent, team, organisation),
        };
    }

    // Who asked for a row is told that its recipient tried to open it and was refused.
    private static bool AskedFor(Contracts.Row row, Guid recipient, Consent consent, Guid organisation) => consent.Requests.Any(r =>
        r.Asked.AskedByOrganisation == organisation && r.Asked.IsFor(recipient) && r.Asked.Rows.Contains(row));

    private static bool Concerns(ConsentFact fact, Consent consent, Guid organisation) => fact switch
    {
        FamilyHeard or PageWithheld => true,
        ConsentRequested asked => asked.AskedByOrganisation == organisation || asked.IsFor(organisation),
        AccessAnswered access => access.By.Organisation == organisation || access.RecipientOrganisation == organisation
            || access.Granted.Any(g => (consent.Find(g.Request) is { } request && Concerns(request.Asked, consent, organisation))
                || (consent.FindGround(g.Request) is { } ground && Concerns(ground.Invoked, consent, organisation)))
            || access.Withheld.Any(w => AskedFor(w.Row, access.RecipientOrganisation, consent, organisation)),
        ConsentReopened reopened => reopened.Changes.ChangesFor(consent, new HashSet<Guid> { organisation }).Any(),
        ReopeningForeseen coming => coming.Changes.ChangesFor(consent, new HashSet<Guid> { organisation }).Any(),
        MeldcodeStepTaken taken => taken.ByOrganisation == organisation,
        RulingHeard r => r.Organisation == organisation || r.Recipients.Any(to => to.Organisation == organisation),
        RulingSeen r => r.Organisation == organisation
            || consent.Rulings.Exists(one => one.Heard.Request == r.Request && one.Heard.Organisation == organisation),
        DisclosureRecorded told => told.ByOrganisation == organisation || told.To.Any(t => t.Organisation == organisation),
        GroundInvoked ground => ground.ByOrganisation == organisation || ground.RecipientOrganisation == organisation,
        GroundConfirmed or GroundEnded or EmergencyReviewed =>
            consent.FindGround(fact.About()!.Value) is { } ground && Concerns(ground.Invoked, consent, organisation),
        _ => fact.About() is { } id && consent.Find(id) is { } request && Concerns(request.Asked, consent, organisation),
    };
}
