using System.Globalization;
using WarmHandover.Platform.Time;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals;

/// <summary>
/// The professional's side of the one timeline in plain words: what happened, without a name or a word of the family. A referral and a
/// transfer of the family have words of their own.
/// </summary>
public static class TimelineWords
{
    /// <summary>Where it stands, and since when, in a sentence.</summary>
    public static string Stands(Referral.Known known) => $"Zij is nu '{Of(known.Status)}', sinds {Spoken(known.Move.At)}.";

    private static string Of(ReferralStatus status) => status switch
    {
        ReferralStatus.Concept => "concept",
        ReferralStatus.Ready => "klaar om te verzenden",
        ReferralStatus.Sent => "verzonden",
        ReferralStatus.Received => "ontvangen",
        ReferralStatus.Accepted => "geaccepteerd",
        ReferralStatus.HandoverPlanned => "overdracht gepland",
        ReferralStatus.HandoverHeld => "warm overgedragen",
        ReferralStatus.InProgress => "hulp gestart",
        ReferralStatus.OnHold => "in de wacht",
        ReferralStatus.Completed => "afgerond",
        ReferralStatus.Declined => "afgewezen",
        ReferralStatus.ReRouted => "doorgestuurd",
        ReferralStatus.Recalled => "teruggehaald",
        ReferralStatus.Stopped => "gestopt",
        ReferralStatus.Expired => "verlopen",
        ReferralStatus.Reopened => "heropend",
        _ => throw new System.Diagnostics.UnreachableException($"{status} has no words"),
    };

    /// <summary>What one fact is called on a screen.</summary>
    public static string Of(ReferralEvent fact, Referral.Known now) => fact switch
    {
        SendingEvent sending => Of(sending),
        ReceivingEvent receiving => Of(receiving),
        HelpEvent help => Of(help),
        FamilyEvent family => Of(family),
        SupportEvent support => Of(support),
        WrongSendingReported => "Gemeld: dit ging naar een team waarvoor het niet was. De brief is dicht.",
        DestructionConfirmed { Word: ReferralDecider.NotOpened } => "Het team bevestigde dat het niets heeft geopend.",
        DestructionConfirmed => "Het team bevestigde dat het alles heeft vernietigd.",
        BreachAssessed => "De privacyfunctionaris heeft het beoordeeld.",
        TermEvent term => Of(term, now),
        TaskEvent task => task is TaskSet set
            ? $"Te doen: {Features.TasksFeature.Text(set.Reason)}"
            : "Een taak is afgehandeld of niet meer nodig.",
        FamilyTakenOver => "Het gezin is overgedragen: het ontvangende team heeft nu de regie. De vorige regiehouder kijkt niet meer mee.",
        ReferralDrafted => now.Transfer
            ? "Overdracht van het gezin begonnen: het andere team neemt de regie over."
            : "Verwijzing begonnen: het andere team helpt mee, de regie blijft bij de verwijzer.",
        LetterWritten => "De brief is geschreven.",
        RowsHeard heard => heard.Closed.Count > 0 ? "De toestemming is veranderd; iets is ingetrokken." : "De toestemming is veranderd.",
        ReferralSent => now.Transfer ? "De overdracht is verzonden." : "De verwijzing is verzonden.",
        ReferralReceived => "Ontvangen door het team.",
        ReferralClaimed => "Een collega nam haar op zich.",
        ReferralAccepted => now.Transfer
            ? "Geaccepteerd. De regie gaat over bij het gesprek met het gezin of als de hulp begint."
            : "Geaccepteerd. De regie over het gezin blijft bij de verwijzer.",
        ReferralDeclined => "Afgewezen.",
        ReferralReRouted => "Doorgestuurd naar een ander team.",
        ReferralRecalled => "Teruggehaald door de verwijzer.",
        ReferralStopped => "Gestopt, omdat het gezin dat wil.",
        ReferralExpired => "Verlopen: de verwijzer wachtte niet langer.",
        HandoverPlanned planned => $"Gezamenlijk gesprek gepland op {Spoken(planned.PlannedAt)}.",
        HandoverHeld => now.Transfer ? "Warm overgedragen: samen gesproken met het gezin." : "Samen gesproken met het gezin.",
        HandoverMissed => "Het gezamenlijke gesprek ging niet door.",
        HelpStarted => "De hulp is begonnen.",
        HelpPaused => "De hulp staat even stil.",
        HelpResumed => "De hulp gaat verder.",
        HelpCompleted => "De hulp is afgerond.",
        ReferralReopened => "Weer opgenomen.",
        CheckBackPlanned planned => $"Nazorg gepland op {Dates.Read(planned.DueOn)}.",
        CheckBackDue => "Vandaag vragen of het heeft geholpen.",
        CheckBackAnswered { ByFamily: true } => "Het gezin zei zelf of het heeft geholpen.",
        CheckBackAnswered => "Gevraagd of het heeft geholpen.",
        _ => throw new System.Diagnostics.UnreachableException($"{fact.GetType().Name} has no words"),
    };

    private static string Of(SendingEvent fact) => fact switch
    {
        SectionAdded => "Er is een onderdeel aan de brief toegevoegd.",
        RowsAdded => "Er zijn later onderdelen nagestuurd.",
        LetterReadBeforehand { How: "niet-gewenst" } => "Het gezin wilde de brief niet vooraf lezen.",
        LetterReadBeforehand => "Het gezin las of hoorde de brief vooraf.",
        _ => "Verbonden met een andere verwijzing van het gezin.",
    };

    private static string Of(ReceivingEvent fact) => fact switch
    {
        ReferralHandedOn => "Doorgegeven aan een collega.",
        ClaimReleased => "Terug naar het team.",
        QuestionAsked => "De ontvanger stelde een vraag.",
        QuestionAnswered => "De verwijzer gaf antwoord.",
        OpenedByColleague => "Een collega opende de brief, met een reden.",
        ReceiverReplaced => "Een ander team gaat verder: het vorige is gesloten.",
        _ => "Een ander team van de verwijzer gaat verder.",
    };

    private static string Of(HelpEvent fact) => fact switch
    {
        HandoverConfirmed => "Het gezin bevestigde het gesprek.",
        ContactMade { Reached: true } => "Contact met het gezin.",
        ContactMade => "Geprobeerd het gezin te bereiken.",
        GoalSet => "Een doel afgesproken.",
        GoalJudged => "Vastgelegd of een doel is bereikt.",
        ProgressNoted => "Een eigen notitie.",
        FeedbackGiven => "Teruggekoppeld aan de verwijzer, zoals afgesproken.",
        FirstConversationHeld => "Eerste gesprek over hulp bij schulden.",
        DebtHelpDecided => "Besluit over hulp bij schulden.",
        _ => "Een volgende stap in de schuldhulp.",
    };

    private static string Of(FamilyEvent fact) => fact switch
    {
        FamilyMoved => "Het gezin is verhuisd naar een andere gemeente. De hulp gaat door tot een warme overdracht.",
        MemberGone => "Alles wat over deze persoon gepland stond, is gestopt.",
        CheckBackCancelled => "Een nazorgmoment vervalt.",
        SideErased { Side: Side.Sender } => "De verwijzer heeft vernietigd wat hij over het gezin vastlegde.",
        SideErased => "De ontvanger heeft vernietigd wat hij over het gezin vastlegde.",
        _ => "Het gezin nam zijn ja tegen deze hulp terug.",
    };

    private static string Of(SupportEvent fact) => fact switch
    {
        VolunteerAssigned => "Een vrijwilliger is gevraagd.",
        VolunteerAccepted => "De vrijwilliger zei ja.",
        VolunteerDeclined => "De vrijwilliger zei nee.",
        SupportReported => "De vrijwilliger liet weten hoe het gaat.",
        VolunteerWantsToStop => "De vrijwilliger wil stoppen.",
        _ => "De steun van de vrijwilliger is gestopt; die ziet niets meer.",
    };

    private static string Of(TermEvent fact, Referral.Known now)
    {
        if (fact is ThreatRecorded)
            return "Een dreigende situatie vastgelegd: de termijn is korter.";

        var (name, what) = fact switch
        {
            TermStarted started => (started.Term, $"loopt tot en met {Dates.Read(started.EndsOn)}"),
            TermShortened shorter => (shorter.Term, $"is korter: tot en met {Dates.Read(shorter.EndsOn)}"),
            TermPutOff later => (later.Term, $"later op wens van het gezin: {Dates.Read(later.Until)}"),
            TermApproaching near => (near.Term, "is bijna voorbij"),
            TermExpired over => (over.Term, "is verstreken"),
            TermMet met => (met.Term, "is gehaald"),
            TermClosed closed => (closed.Term, "is gesloten"),
            _ => throw new System.Diagnostics.UnreachableException($"{fact.GetType().Name} has no words"),
        };
        var kind = now.Terms.Find(t => t.Started.Term == name)?.Kind ?? name;
        return $"Termijn '{TermRules.Standard.Of(kind).Name}' {what}.";
    }

    private static string Spoken(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Dates.Read(at)} om {Amsterdam.LocalAt(at):HH:mm} uur");
}
