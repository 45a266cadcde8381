using System.Globalization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Signals;

/// <summary>What the file of a family may answer no with.</summary>
public static class FamilyRefusals
{
    /// <summary>A child of 18 or older.</summary>
    public static readonly Refusal ChildIsAdult =
        new("kind-is-volwassen", "Wie 18 of ouder is, kan geen kind in dit gezin zijn. Kies een andere rol.");

    /// <summary>What this organisation recorded here was destroyed.</summary>
    public static Refusal ErasedOn(DateOnly day) => Refusals.Erased with
    {
        Reason = string.Create(
            CultureInfo.InvariantCulture,
            $"Wat uw organisatie over dit gezin vastlegde, is vernietigd op {day:d-M-yyyy}. Het komt niet terug."),
    };

    /// <summary>What this organisation recorded about this person was destroyed.</summary>
    public static readonly Refusal MemberErased = Refusals.Erased with
    {
        Reason = "Wat uw organisatie over deze persoon vastlegde, is vernietigd. In dit dossier komt er niets meer over hem of haar bij.",
    };

    /// <summary>A role that does not fit being born or not.</summary>
    public static readonly Refusal UnbornOrBorn = new("rol-past-niet", "Alleen een ongeboren kind heeft geen geboortedatum.");

    /// <summary>A parent under 12.</summary>
    public static readonly Refusal ParentTooYoung =
        new("ouder-te-jong", "Iemand onder de 12 kan hier geen ouder zijn. Controleer de geboortedatum.");

    /// <summary>An 'other adult' under 18.</summary>
    public static readonly Refusal AdultIsMinor =
        new("volwassene-is-minderjarig", "Wie jonger is dan 18, is hier geen volwassene. Kies een andere rol.");

    /// <summary>An id that is nobody's in this family.</summary>
    public static readonly Refusal NotAMember = new("geen-gezinslid", "Deze persoon hoort niet bij dit gezin.");

    /// <summary>Authority exists over minors only.</summary>
    public static readonly Refusal AuthorityOverAdult = new("gezag-alleen-over-kind", "Gezag bestaat alleen over een kind onder de 18.");

    /// <summary>Minors hold no authority.</summary>
    public static readonly Refusal HolderNotAdult = new("gezagdrager-niet-volwassen", "Alleen een volwassene kan gezag hebben.");

    /// <summary>Foster and step-parents never sign.</summary>
    public static readonly Refusal HolderNotParent =
        new("gezagdrager-geen-ouder", "Ouderlijk gezag heeft alleen een ouder. Is deze persoon voogd, kies dan voogdij.");

    /// <summary>An end on or before the beginning.</summary>
    public static readonly Refusal EndsBeforeItBegins = new("einde-voor-begin", "De einddatum moet na de begindatum liggen.");

    /// <summary>The same person already holds authority in that time.</summary>
    public static readonly Refusal AuthorityOverlaps =
        new("gezag-al-vastgelegd", "Voor deze tijd is het gezag van deze persoon over dit kind al vastgelegd. Beëindig dat eerst.");

    /// <summary>There is nothing to end.</summary>
    public static readonly Refusal NoAuthority =
        new("geen-gezag", "Op die datum is er geen gezag van deze persoon over dit kind om te beëindigen.");

    /// <summary>Something that was seen or held tomorrow.</summary>
    public static readonly Refusal InTheFuture = new("datum-in-de-toekomst", "Deze datum ligt in de toekomst.");

    /// <summary>A kind about children, said of an adult, or the other way round.</summary>
    public static readonly Refusal KindDoesNotFit = new("signaal-past-niet", "Dit soort signaal past niet bij deze persoon.");

    /// <summary>A signal that this organisation did not record.</summary>
    public static readonly Refusal SignalUnknown =
        new("signaal-onbekend", "Een van de signalen is niet door uw organisatie vastgelegd bij dit gezin.");

    /// <summary>Children never interpret for their parents.</summary>
    public static readonly Refusal ChildInterprets = new("kind-als-tolk", "Een kind mag niet tolken. Vraag een tolk, of een volwassene.");

    /// <summary>A date to come back on belongs to 'not now'.</summary>
    public static readonly Refusal ComeBackWithoutNotNow =
        new("terugkomen-alleen-bij-niet-nu", "Een datum om terug te komen hoort alleen bij de uitkomst 'niet nu'.");

    /// <summary>A date to come back on that lies before the talk.</summary>
    public static readonly Refusal ComeBackTooEarly = new("terugkomen-te-vroeg", "De datum om terug te komen moet na het gesprek liggen.");

    /// <summary>Nothing is recorded any more about somebody who is gone.</summary>
    public static readonly Refusal IsGone = new("is-er-niet-meer", "Over deze persoon wordt niets nieuws meer vastgelegd.");

    /// <summary>Authority begins at birth.</summary>
    public static readonly Refusal AuthorityBeforeBirth =
        new("gezag-pas-na-geboorte", "Gezag wordt na de geboorte vastgelegd. Tot dan beslist de moeder over haar eigen gegevens.");

    /// <summary>Nobody represents himself, and nobody represents an organisation.</summary>
    public static readonly Refusal RepresentsNobody =
        new("vertegenwoordiging-past-niet", "Kies een persoon die wordt vertegenwoordigd, en iemand anders die dat doet.");

    /// <summary>For minors the holders of authority act.</summary>
    public static readonly Refusal RepresentedTooYoung = new(
        "vertegenwoordigde-te-jong",
        "Voor wie jonger is dan 18, beslissen de gezagdragers. Een schriftelijke machtiging kan vanaf 16 jaar.");

    /// <summary>Minors represent nobody.</summary>
    public static readonly Refusal RepresentativeNotAdult =
        new("vertegenwoordiger-niet-volwassen", "Alleen een volwassene of een organisatie kan iemand vertegenwoordigen.");

    /// <summary>The same person already acts for him in that time.</summary>
    public static readonly Refusal RepresentationOverlaps =
        new("vertegenwoordiging-al-vastgelegd", "Voor deze tijd is deze vertegenwoordiging al vastgelegd. Beëindig die eerst.");

    /// <summary>There is nothing to end.</summary>
    public static readonly Refusal NoRepresentation =
        new("vertegenwoordiging-onbekend", "Deze vertegenwoordiging is bij dit gezin niet vastgelegd.");

    /// <summary>Who holds no authority in that time cannot be suspended in it.</summary>
    public static readonly Refusal NothingToSuspend =
        new("geen-gezag-om-te-schorsen", "Deze persoon heeft in deze tijd geen gezag dat stil kan liggen.");

    /// <summary>The same is already recorded.</summary>
    public static readonly Refusal SuspensionOverlaps =
        new("schorsing-al-vastgelegd", "Voor deze tijd is al vastgelegd dat dit gezag stilligt.");

    /// <summary>There is nothing to end.</summary>
    public static readonly Refusal NoSuspension = new("schorsing-onbekend", "Dit stilliggen van gezag is bij dit gezin niet vastgelegd.");

    /// <summary>Under 12 nobody is judged.</summary>
    public static readonly Refusal JudgedTooYoung = new(
        "wilsbekwaamheid-vanaf-12", "Een oordeel over wilsbekwaamheid past bij iemand van 12 of ouder. Jonger beslissen de gezagdragers.");

    /// <summary>The same is already recorded.</summary>
    public static readonly Refusal JudgementOverlaps =
        new("oordeel-al-vastgelegd", "Voor deze tijd en dit onderwerp is al een oordeel vastgelegd. Beëindig dat eerst.");

    /// <summary>There is nothing to end.</summary>
    public static readonly Refusal NoJudgement = new("oordeel-onbekend", "Dit oordeel is bij dit gezin niet vastgelegd.");

    /// <summary>Only a parent of 16 or 17 can be declared adult.</summary>
    public static readonly Refusal NotAMinorParent =
        new("geen-minderjarige-ouder", "Alleen een ouder van 16 of 17 kan door de rechter meerderjarig zijn verklaard.");

    /// <summary>It was recorded with another date.</summary>
    public static readonly Refusal DeclaredBefore =
        new("al-meerderjarig-verklaard", "De meerderjarigverklaring is al vastgelegd, met een andere datum.");

    /// <summary>Only an expected child is born or lost.</summary>
    public static readonly Refusal NotExpected =
        new("geen-verwacht-kind", "Deze persoon is niet vastgelegd als een kind dat wordt verwacht.");

    /// <summary>A death of what is not a born person.</summary>
    public static readonly Refusal CannotDie = new(
        "overlijden-past-niet", "Leg bij een verwacht kind vast dat de zwangerschap is geëindigd. Een organisatie kan niet overlijden.");

    /// <summary>A need that this organisation did not record.</summary>
    public static readonly Refusal NeedUnknown = new("hulpvraag-onbekend", "Deze hulpvraag is niet door uw organisatie vastgelegd.");

    /// <summary>A goal that this organisation did not record.</summary>
    public static readonly Refusal GoalUnknown = new("doel-onbekend", "Dit doel is niet door uw organisatie vastgelegd.");

    /// <summary>A pointing out that this organisation did not record.</summary>
    public static readonly Refusal PointingUnknown =
        new("voorziening-niet-aangewezen", "Uw organisatie heeft dit gezin deze voorziening niet aangewezen.");

    /// <summary>A plan for yesterday.</summary>
    public static readonly Refusal InThePast = new("datum-in-het-verleden", "Deze datum is al voorbij.");

    /// <summary>A talk that this organisation did not plan, or that was held or missed already.</summary>
    public static readonly Refusal NotPlanned = new("gesprek-niet-gepland", "Dit gesprek staat niet (meer) gepland.");

    /// <summary>The family asked not to be asked again.</summary>
    public static readonly Refusal DoNotAskAgain = new(
        "niet-meer-vragen", "Het gezin wil hier niet meer naar gevraagd worden. Vraagt het er zelf om, geef dat dan aan.");

    /// <summary>A safety flag says so.</summary>
    public static readonly Refusal MayNotBeContacted =
        new("niet-contacteren", "Een van deze personen mag niet worden benaderd. Kies iemand anders.");

    /// <summary>An entry that this organisation did not make.</summary>
    public static readonly Refusal EntryUnknown = new("vastlegging-onbekend", "Dit is niet door uw organisatie bij dit gezin vastgelegd.");

    /// <summary>A number in a text may be a BSN.</summary>
    public static readonly Refusal SuspectNumber = new(
        "mogelijk-bsn",
        "In de tekst staat een nummer dat een BSN kan zijn. Maak het onleesbaar, of leg vast dat het geen BSN is (zie 'nummers').");

    /// <summary>Only whoever opened a file joins it with another of its own.</summary>
    public static readonly Refusal NotOpenedByYou = new(
        "dossier-van-een-ander",
        "Een van deze dossiers is door een andere organisatie geopend. Samenvoegen kan alleen met eigen dossiers.");

    /// <summary>Two files are joined because of a child.</summary>
    public static readonly Refusal NoChildInBoth = new(
        "geen-kind-in-beide", "Samenvoegen kan alleen als hetzelfde kind in beide dossiers staat. Noem het kind bij 'same'.");

    /// <summary>The file was joined to another one.</summary>
    public static Refusal JoinedInto(Guid into) => new(
        "dossier-samengevoegd", $"Dit dossier is samengevoegd met een ander dossier van dit gezin. Ga verder in dossier {into}.");
}
