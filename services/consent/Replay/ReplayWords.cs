using System.Diagnostics;
using WarmHandover.Contracts;

namespace WarmHandover.Consents.Replaying;

/// <summary>What each fact is called in a replay, and which of its parts are told. Names every fact.</summary>
internal static class ReplayWords
{
    /// <summary>The kind of step and what it was, in plain words.</summary>
    public static (string Kind, string What) Of(ConsentFact fact) => fact switch
    {
        FamilyHeard => ("gezin", "De samenstelling van het gezin, het gezag of de partijen is gehoord."),
        FilesJoined { Survives: true } => ("gezin", "Een ander dossier over hetzelfde kind is bij dit dossier gevoegd."),
        FilesJoined => ("gezin", "Dit dossier is bij een ander dossier over hetzelfde kind gevoegd."),
        ConsentNarrowed => ("gezin", "Onder het andere nummer van dit gezin gold het strengere: dat geldt nu ook hier."),
        PageWithheld => ("gezin", "Iets is voor iemand achtergehouden om een ander te beschermen."),
        ConsentRequested { Kind: Lists.AcceptanceOfHelp } => ("vraag", "Er is gevraagd of hulp welkom is."),
        ConsentRequested => ("vraag", "Er is toestemming gevraagd."),
        NewcomersTold => ("uitleg", "De ondertekenaars hoorden welke teams erbij kwamen."),
        ExplanationGiven => ("uitleg", "De vraag is uitgelegd."),
        ContactAttempted => ("vraag", "Iemand die moet tekenen, werd niet bereikt."),
        AnswerGiven => ("antwoord", "Een ondertekenaar zei ja."),
        AnswerRefused => ("antwoord", "Een ondertekenaar zei nee."),
        AnswerLater => ("antwoord", "Een ondertekenaar wil later beslissen."),
        LaterCame => ("antwoord", "De dag kwam waarop iemand opnieuw gevraagd wilde worden."),
        LaterLapsed => ("antwoord", "Opnieuw vragen hoeft niet meer."),
        ConsentWithdrawn => ("intrekking", "Een ondertekenaar nam zijn ja terug."),
        WithdrawalConfirmed => ("intrekking", "Een team zei wat het deed met wat werd ingetrokken."),
        WithdrawalEscalated => ("intrekking", "Teams bevestigden een intrekking niet op tijd."),
        WordContradicted => ("intrekking", "Een team zei niets te hebben geopend; het logboek zegt iets anders."),
        AnswerInvalidated => ("herstel", "Een antwoord was volgens iemand verkeerd vastgelegd."),
        InvalidationReviewed { Upheld: true } => ("herstel", "Een tweede persoon vond ook dat een antwoord verkeerd was vastgelegd."),
        InvalidationReviewed => ("herstel", "Een tweede persoon vond dat een antwoord goed was vastgelegd."),
        ConsentReopened => ("heropening", "Er moet opnieuw worden gevraagd."),
        ReopeningForeseen => ("heropening", "Binnenkort moet opnieuw worden gevraagd."),
        ExceptionInvoked => ("uitzondering", "Er is een wettelijke uitzondering gebruikt."),
        GroundInvoked { Minutes: not null } => ("noodtoegang", "In een noodgeval is gevraagd om kort te mogen kijken."),
        GroundInvoked => ("grond", "Er is gedeeld zonder toestemming, op een wettelijke grond."),
        EmergencyReviewed => ("noodtoegang", "Iemand anders keek na of de noodtoegang terecht was."),
        GroundConfirmed => ("grond", "Een tweede persoon stond achter de grond."),
        GroundEnded => ("grond", "De grond eindigde."),
        MeldcodeStepTaken => ("meldcode", "Er is een stap van de meldcode gezet."),
        DisclosureRecorded => ("deling", "Er is buiten dit systeem iets verteld; dat is achteraf vastgelegd."),
        RulingHeard { Kind: Ruling.Restriction, Lifted: false } => ("verzoek", "Op verzoek worden gegevens bewaard en niet gebruikt."),
        RulingHeard { Kind: Ruling.Restriction } => ("verzoek", "Een beperking is opgeheven."),
        RulingHeard => ("verzoek", "Op verzoek zijn gegevens verbeterd; wie ze kreeg, hoort dat."),
        RulingSeen => ("verzoek", "Een team zag dat gegevens zijn verbeterd of beperkt."),
        AccessGranted { Action: ConsentDecider.Send } => ("inzage", "Er is verzonden."),
        AccessGranted { Action: ConsentDecider.Open } => ("inzage", "Er is geopend."),
        AccessGranted { Action: ConsentDecider.Worklist } => ("inzage", "Namen stonden op een werklijst."),
        AccessGranted { Action: ConsentDecider.Export } => ("inzage", "Er is geëxporteerd."),
        AccessGranted { Action: ConsentDecider.Feedback } => ("inzage", "Er is teruggekoppeld."),
        AccessGranted { Action: ConsentDecider.ReferOn } => ("inzage", "Er is doorverwezen."),
        AccessGranted => ("inzage", "Er is gekeken."),
        AccessRefused => ("inzage", "Iemand wilde kijken of verzenden; dat is geweigerd."),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not told"),
    };

    /// <summary>Whose answer or page it is.</summary>
    public static Guid? Who(ConsentFact fact) => fact switch
    {
        AnswerGiven a => a.Signatory,
        AnswerRefused a => a.Signatory,
        AnswerLater a => a.Signatory,
        ConsentWithdrawn w => w.Signatory,
        ContactAttempted c => c.Signatory,
        ExplanationGiven e => e.Signatory,
        AnswerInvalidated i => i.Signatory,
        PageWithheld kept => kept.Viewer,
        ExceptionInvoked e => e.Child,
        LaterCame l => l.Signatory,
        LaterLapsed l => l.Signatory,
        _ => null,
    };

    /// <summary>Who receives; of what was told to several, the first of whom this auditor may know.</summary>
    public static ListedRecipient? To(ConsentFact fact, Consent consent, IReadOnlySet<Guid> organisations) => fact switch
    {
        ConsentRequested { Scope: null } r => new(r.RecipientTeam, r.RecipientOrganisation),
        GroundInvoked g => new(g.RecipientTeam, g.RecipientOrganisation),
        AccessAnswered a => new(a.RecipientTeam, a.RecipientOrganisation),
        WithdrawalConfirmed w => new(w.Team, w.Organisation),
        WordContradicted w => new(w.Team, w.Organisation),
        RulingSeen r => new(r.Team, r.Organisation),
        DisclosureRecorded told when Told(told, organisations).FirstOrDefault() is { } to => new(to.Team, to.Organisation),
        ConsentRequested or DisclosureRecorded => null,
        _ => fact.About() is { } id && consent.Find(id)?.Asked is { Scope: null } asked
            ? new(asked.RecipientTeam, asked.RecipientOrganisation)
            : null,
    };

    /// <summary>What for, where the fact says it itself.</summary>
    public static string? Purpose(ConsentFact fact) => fact switch
    {
        AccessAnswered a => a.Purpose,
        GroundInvoked g => g.Purpose,
        DisclosureRecorded d => d.Purpose,
        _ => null,
    };

    /// <summary>The text that was explained, where the fact says it itself.</summary>
    public static string? TextOf(ConsentFact fact) => fact switch
    {
        ExplanationGiven e => e.Explained.Version,
        ConsentRequested r => r.Explained?.Version ?? r.TextVersion,
        _ => null,
    };

    /// <summary>By which way it was asked, said or told.</summary>
    public static string? Channel(ConsentFact fact) => fact switch
    {
        ConsentRequested r => r.Channel,
        AnswerGiven a => a.Channel,
        AnswerRefused a => a.Channel,
        AnswerLater a => a.Channel,
        ConsentWithdrawn w => w.Channel,
        ContactAttempted c => c.Channel,
        ExplanationGiven e => e.Channel,
        NewcomersTold n => n.Channel,
        DisclosureRecorded d => d.Form,
        AccessAnswered a => a.Action,
        _ => null,
    };

    /// <summary>Why, in a code.</summary>
    public static string? Reason(ConsentFact fact) => fact switch
    {
        AnswerRefused a => a.Reason,
        AnswerInvalidated i => i.Reason,
        GroundEnded g => g.Reason,
        EmergencyReviewed r => r.Outcome,
        ExceptionInvoked e => e.Code,
        WithdrawalConfirmed w => w.Word,
        MeldcodeStepTaken m => m.Step,
        ConsentReopened r => string.Join(' ', r.Changes.Select(c => c.Reason).Distinct()),
        ReopeningForeseen r => string.Join(' ', r.Changes.Select(c => c.Reason).Distinct()),
        AccessAnswered a => string.Join(' ', a.Withheld.Select(w => w.Code).Distinct()) is { Length: > 0 } codes ? codes : null,
        _ => null,
    };

    /// <summary>The rows; of an access those that were granted, of what was told those that were told to whom he may know of.</summary>
    public static IReadOnlyList<Row> Rows(ConsentFact fact, Consent consent, IReadOnlySet<Guid> organisations) => fact switch
    {
        ConsentRequested asked => asked.Rows,
        AnswerGiven a => a.Rows,
        AnswerRefused a => a.Rows,
        AnswerLater a => a.Rows,
        ConsentWithdrawn w => w.Rows,
        ExceptionInvoked e => e.Rows,
        GroundInvoked g => g.Rows,
        RulingHeard r => r.Rows,
        DisclosureRecorded told =>
            [.. Told(told, organisations).SelectMany(t => t.Granted.Select(g => g.Row).Concat(t.Unfounded)).Distinct()],
        ConsentReopened reopened => RowsOf(reopened.Changes.ChangesFor(consent, organisations)),
        ReopeningForeseen coming => RowsOf(coming.Changes.ChangesFor(consent, organisations)),
        ConsentNarrowed n => [.. n.Rows.Where(r => Concerns(r, consent, organisations)).Select(r => r.Row).Distinct()],
        AccessAnswered access => [.. access.Granted.Select(g => g.Row)],
        _ => [],
    };

    /// <summary>To whom something was told, as far as an auditor of these organisations may know.</summary>
    public static IEnumerable<ToldTo> Told(DisclosureRecorded told, IReadOnlySet<Guid> organisations) =>
        told.To.Where(t => organisations.Contains(told.ByOrganisation) || organisations.Contains(t.Organisation));

    private static bool Concerns(NarrowedRow row, Consent consent, IReadOnlySet<Guid> organisations) =>
        consent.Find(row.Request)?.Asked is { } asked
        && (organisations.Contains(asked.AskedByOrganisation) || organisations.Any(asked.IsFor));

    private static Row[] RowsOf(IEnumerable<Reopened> changes) => [.. changes.SelectMany(c => c.Rows).Select(r => r.Row).Distinct()];
}
