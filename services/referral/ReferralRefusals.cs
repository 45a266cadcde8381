using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>Every no that referral and its directory can say.</summary>
public static partial class ReferralRefusals
{
    /// <summary>What this organisation recorded of the family was destroyed.</summary>
    public static Refusal ErasedOn(DateOnly day) => Refusals.Erased with
    {
        Reason = $"Wat uw organisatie over dit gezin vastlegde, is vernietigd op {Directory.Dates.Read(day)}. Het komt niet terug.",
    };

    public static readonly Refusal AlreadyDrafted = new("verwijzing-bestaat", "Deze verwijzing bestaat al, met andere gegevens.");

    public static readonly Refusal NotYourTeam = new("niet-uw-team", "U werkt niet bij dit team.");

    public static readonly Refusal NeedUnknown = new(
        "hulpvraag-onbekend", "Deze hulpvraag is bij uw organisatie niet bekend. Is zij net vastgelegd? Probeer het dan zo nog eens.");

    public static readonly Refusal RecipientClosed = new(
        "ontvanger-niet-open", "Dit team staat niet in de sociale kaart, is gesloten, of is nu niet te bereiken.");

    public static readonly Refusal NoRows = new("geen-rijen", "Kies over wie en over wat er gegevens meegaan.");

    public static readonly Refusal LetterSent = new("brief-verzonden", "De verwijzing is al weg. De brief kan niet meer worden gewijzigd.");

    public static readonly Refusal RowNotAsked =
        new("rij-niet-gevraagd", "De brief heeft een onderdeel over een persoon of onderwerp dat niet bij deze verwijzing hoort.");

    public static readonly Refusal RowTwice =
        new("rij-dubbel", "De brief heeft twee onderdelen over dezelfde persoon en hetzelfde onderwerp.");

    public static readonly Refusal NothingAllowed =
        new("geen-toestemming", "Er is nog geen toestemming om iets naar dit team te sturen. Vraag die eerst aan het gezin.");

    public static readonly Refusal NotFromHere = new("overgang-niet-toegestaan", "Dat kan niet bij de stand waarin deze verwijzing nu is.");

    public static readonly Refusal NotYours = new("niet-aan-u", "Dat kan alleen de andere partij bij deze verwijzing doen.");

    public static readonly Refusal ReasonUnknown = new("reden-onbekend", "Kies een reden uit de lijst die hierbij hoort.");

    public static readonly Refusal ClaimNeedsReason =
        new("reden-nodig", "Een collega heeft deze verwijzing al op zich genomen. Geef een reden om haar over te nemen.");

    public static readonly Refusal FirstConversationOwed = new(
        "eerste-gesprek-verplicht",
        "Uw team werkt voor de gemeente: het gezin heeft recht op een eerste gesprek. Daarvóór is 'geen plek' geen reden.");

    public static readonly Refusal NotCovered = new(
        "ontvanger-niet-gedekt",
        "Het gezin heeft geen toestemming gegeven om iets met dat team te delen. Vraag de verwijzer die te bespreken.");

    public static readonly Refusal Circle = new("cirkel", "Deze verwijzing is al bij dat team geweest. Zij gaat niet terug in een kring.");

    public static readonly Refusal TermRuns =
        new("termijn-loopt", "Voor dit team loopt een wettelijke termijn. Daarom kan de verwijzing niet vervallen.");

    public static readonly Refusal NotQuick =
        new("niet-snel", "'Snel afgerond' kan tot 30 dagen na de acceptatie, en alleen zonder doelen. Kies een andere uitkomst.");

    public static readonly Refusal InThePast = new("in-het-verleden", "Kies een moment dat nog komt.");

    public static readonly Refusal InTheFuture = new("in-de-toekomst", "Een gesprek dat nog moet komen kan niet gehouden zijn.");

    public static readonly Refusal NotPlanned = new("gesprek-niet-gepland", "Dit gesprek staat niet gepland.");

    public static readonly Refusal AlreadyHeld = new("gesprek-al-gehouden", "Van dit gesprek is al iets anders vastgelegd.");

    public static readonly Refusal NobodyThere =
        new("wie-was-erbij", "Leg vast wie van het gezin en welke hulpverleners bij het gesprek waren.");

    public static readonly Refusal CheckBackKnown =
        new("nazorg-bestaat", "Dit nazorgmoment bestaat al, op een andere dag of bij een ander team.");

    public static readonly Refusal CheckBackDate = new("nazorg-datum", "Kies een dag vanaf vandaag en binnen twee jaar.");

    public static readonly Refusal CheckBackAnswered = new("nazorg-beantwoord", "Bij dit nazorgmoment is al iets anders vastgelegd.");

    public static readonly Refusal AnswerUnknown =
        new("antwoord-onbekend", "Geef een cijfer van 1 tot en met 5 en kies een antwoord uit de lijst.");

    public static readonly Refusal OrganisationKnown =
        new("organisatie-bestaat", "Deze organisatie staat al in de sociale kaart, met andere gegevens.");

    public static readonly Refusal KindUnknown = new("soort-onbekend", "Kies een soort organisatie uit de lijst.");

    public static readonly Refusal OrganisationUnknown = new("organisatie-onbekend", "Deze organisatie staat niet in de sociale kaart.");

    public static readonly Refusal TeamKnown = new("team-bestaat", "Dit team staat al in de sociale kaart, met andere gegevens.");

    public static readonly Refusal TeamHasWork =
        new("team-heeft-werk", "Er lopen nog verwijzingen bij dit team. Rond ze eerst af of draag ze over.");

    public static readonly Refusal NothingWritten = new("brief-leeg", "Er is nog geen brief om te lezen of voor te lezen.");

    public static readonly Refusal LinkUnknown =
        new("verwijzing-onbekend", "Deze verwijzing hoort niet bij hetzelfde gezin van uw organisatie.");

    public static readonly Refusal OutsideAgreement = new(
        "buiten-ketenafspraak",
        "De afspraak tussen deze organisaties laat dit doel of deze gegevens niet toe. Kies minder rijen of een ander doel.");

    public static readonly Refusal QuestionOpen = new("vraag-staat-open", "Deze vraag staat al open bij de verwijzer.");

    public static readonly Refusal QuestionUnknown = new("vraag-onbekend", "Deze vraag is bij deze verwijzing niet gesteld.");

    public static readonly Refusal QuestionAnswered = new("vraag-beantwoord", "Op deze vraag is al iets anders geantwoord.");

    public static readonly Refusal OtherOrganisation =
        new("andere-organisatie", "De afzender kan alleen een ander team van dezelfde organisatie worden.");

    public static readonly Refusal OpeningNeedsReason = new(
        "reden-nodig-collega",
        "Een collega heeft deze verwijzing op zich genomen. Kies een reden (?reden=) om de brief te openen; het gezin kan die zien.");

    public static readonly Refusal CannotHandOn = new(
        "niet-over-te-dragen",
        "Niet alles kan naar dat team: bij de genoemde nummers geeft het gezin daarvoor geen toestemming, of is het er al geweest. "
        + "Er is niets veranderd.");

    public static readonly Refusal PeerNeedsYes = new(
        "ervaringsdeskundige-ja", "Een ervaringsdeskundige is er alleen bij met het ja van iemand van het gezin die erbij was.");

    public static readonly Refusal NotHeld = new("gesprek-niet-gehouden", "Dit gesprek is nog niet als gehouden vastgelegd.");

    public static readonly Refusal WasNotThere = new("was-er-niet-bij", "Deze persoon was volgens de vastlegging niet bij het gesprek.");

    public static readonly Refusal GoalUnknown = new("doel-onbekend", "Dit doel hoort niet bij deze verwijzing.");

    public static readonly Refusal GoalsOpen = new("doelen-open", "Leg eerst van elk doel vast of het bereikt is.");

    public static readonly Refusal ResultUnknown = new("resultaat-onbekend", "Kies een eindresultaat dat bij deze uitkomst hoort.");

    public static readonly Refusal FeedbackNotAgreed = new(
        "terugkoppeling-niet-afgesproken", "Het gezin gaf geen toestemming om dit aan de verwijzer terug te koppelen.");

    public static readonly Refusal FeedbackTooMuch =
        new("terugkoppeling-zonder-inhoud", "Eigen woorden gaan alleen mee bij de soort 'terugkoppeling-inhoud'.");

    public static readonly Refusal NoDebtHelp = new("geen-schuldhulp", "Deze verwijzing gaat niet over hulp bij schulden.");

    public static readonly Refusal FirstConversationWas = new("eerste-gesprek-bekend", "Het eerste gesprek is al anders vastgelegd.");

    public static readonly Refusal FirstConversationFirst = new("eerst-het-gesprek", "Leg eerst het eerste gesprek vast.");

    public static readonly Refusal BeforeSending = new("voor-verzending", "Die dag ligt voor de dag waarop de verwijzing werd verzonden.");

    public static readonly Refusal NothingPromised =
        new("geen-aanvraag-geen-termijn", "Zonder aanvraag is er geen besluit, en dus geen toegezegd aantal weken.");

    public static readonly Refusal PromisedTooLong =
        new("toezegging-te-lang", "Zeg een aantal weken toe dat de wet en uw gemeente toelaten (hoogstens 8).");

    public static readonly Refusal NoApplication = new("geen-aanvraag", "Er is geen aanvraag waarop kan worden besloten.");

    public static readonly Refusal DecidedBefore = new("besluit-bekend", "Er is al een ander besluit vastgelegd.");

    public static readonly Refusal AgreementKnown = new("ketenafspraak-bestaat", "Deze ketenafspraak bestaat al, met andere gegevens.");

    public static readonly Refusal AgreementEnded =
        new("ketenafspraak-voorbij", "Deze ketenafspraak is beëindigd, of haar laatste dag staat vast.");

    public static readonly Refusal AgreementWaits =
        new("ketenafspraak-wacht", "Over deze afspraak ligt al een voorstel. Laat daar eerst over besluiten, of trek het in.");

    public static readonly Refusal ThreatUnknown =
        new("dreiging-onbekend", "Kies een dreiging uit de lijst van de wet of van uw gemeente.");

    public static readonly Refusal TermUnknown = new("termijn-onbekend", "Deze termijn loopt niet bij deze verwijzing.");

    public static readonly Refusal TermOver = new("termijn-voorbij", "Deze termijn is al gehaald of afgesloten.");

    public static readonly Refusal TermOfFamily =
        new("termijn-van-gezin", "Deze termijn is van het gezin. Zij kan niet worden verschoven.");

    public static readonly Refusal TooFar = new("te-ver-weg", "Kies een dag binnen een jaar.");

    public static readonly Refusal TaskUnknown = new("taak-onbekend", "Deze taak is er niet, of is niet voor uw team.");

    public static readonly Refusal TaskOver = new("taak-afgehandeld", "Bij deze taak is al iets anders vastgelegd.");
}
