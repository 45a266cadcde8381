using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

/// <summary>Why consent says no to a command: stable codes, one plain Dutch sentence each.</summary>
public static partial class ConsentRefusals
{
    /// <summary>The request id was used for something else.</summary>
    public static readonly Refusal RequestExists = new("verzoek-bestaat-al", "Dit verzoek bestaat al, met een andere inhoud.");

    /// <summary>Never open-ended, never longer than the rule set allows, never backwards.</summary>
    public static readonly Refusal Term =
        new("geldigheid", "Toestemming begint vandaag of later, eindigt daarna, en duurt hoogstens een jaar. Bij sommige doelen korter.");

    /// <summary>More than the purpose needs.</summary>
    public static readonly Refusal OutsidePurpose =
        new("buiten-doel", "Een of meer gegevens horen niet bij dit doel. Vraag niet meer dan nodig is.");

    /// <summary>Some kinds of organisation hear only that help began or ended.</summary>
    public static readonly Refusal NeverForThisKind =
        new("ontvanger-nooit", "Dit soort organisatie mag een of meer van deze gegevens nooit ontvangen, ook niet met een ja.");

    /// <summary>A child's category about an adult, or the other way round.</summary>
    public static readonly Refusal RowDoesNotFit = new("rij-past-niet", "Dit soort gegevens bestaat niet voor deze persoon.");

    /// <summary>Nobody may be asked: the only signatory may not be informed.</summary>
    public static readonly Refusal MayNotBeAsked =
        new("niet-informeren", "Deze persoon mag niet worden geïnformeerd en dus ook niets worden gevraagd.");

    /// <summary>A yes is heard by the organisation that asked, or comes from the person himself.</summary>
    public static readonly Refusal YesBelongsToTheAsker =
        new("ja-bij-de-vrager", "Een 'ja' kan alleen de organisatie vastleggen die het heeft gevraagd, of de persoon zelf.");

    /// <summary>He has no say about any of these rows, so nothing changes.</summary>
    public static readonly Refusal NoSignatory =
        new("geen-ondertekenaar", "Deze persoon beslist niet over deze gegevens. Er is niets veranderd.");

    /// <summary>The request does not name this row.</summary>
    public static readonly Refusal NotAsked = new("niet-gevraagd", "Een of meer gegevens staan niet in dit verzoek.");

    /// <summary>Longer than asked, or ending before today.</summary>
    public static readonly Refusal AnswerTerm =
        new("geldigheid-antwoord", "Een antwoord geldt vanaf vandaag en hoogstens zo lang als is gevraagd.");

    /// <summary>Nobody waits for an answer to a request that is over by then.</summary>
    public static readonly Refusal LaterThanAsked =
        new("dag-na-einde", "Dan is dit verzoek voorbij. Kies een eerdere dag, of zeg nu nee en vraag het later opnieuw.");

    /// <summary>The request's term has passed.</summary>
    public static readonly Refusal Over = new("verzoek-verlopen", "De termijn van dit verzoek is voorbij. Vraag het opnieuw.");

    /// <summary>What is asked is explained before a yes can be given (GDPR 7(3), Jeugdwet 7.3.2).</summary>
    public static readonly Refusal ExplainFirst =
        new("eerst-uitleg", "Leg eerst vast wat er aan deze persoon is uitgelegd. Daarna kan een 'ja'.");

    /// <summary>The recipient is in the directory no more.</summary>
    public static readonly Refusal RecipientClosed =
        new("ontvanger-bestaat-niet", "Dit team of deze soort organisatie staat niet (meer) op de lijst. Kies een andere ontvanger.");

    /// <summary>An answer that was not recorded here, or that counts no more.</summary>
    public static readonly Refusal NothingToCorrect =
        new("niets-te-herstellen", "Uw organisatie heeft van deze persoon geen antwoord vastgelegd dat nu telt.");

    /// <summary>Somebody's own word is taken back by himself, never by another.</summary>
    public static readonly Refusal OwnWord =
        new("eigen-woord", "Dit heeft de persoon zelf gezegd. Alleen hij of zij kan het veranderen.");

    /// <summary>It was looked at already, with the other outcome.</summary>
    public static readonly Refusal ReviewedAlready =
        new("al-beoordeeld", "Iemand heeft dit al beoordeeld, met een andere uitkomst.");

    /// <summary>Newcomers count only when everybody who decides was told.</summary>
    public static readonly Refusal NotEverybodyTold =
        new("niet-iedereen-weet-het", "Vertel het eerst aan iedereen die hierover beslist. Daarna telt het nieuwe team mee.");

    /// <summary>Only a kind of organisation has newcomers, and only those that are listed.</summary>
    public static readonly Refusal NoNewcomer =
        new("geen-nieuwkomer", "Dit team hoort niet bij de soort organisatie in dit verzoek, of het telt al mee.");

    /// <summary>The team said another word before.</summary>
    public static readonly Refusal WordSaid =
        new("al-bevestigd", "Uw team heeft dit al bevestigd, met een ander woord.");

    /// <summary>The ledger shows a look.</summary>
    public static readonly Refusal WasOpened =
        new("wel-geopend", "Uw team heeft deze gegevens wel geopend. Kies een ander woord.");

    /// <summary>What is kept in the own file is kept by a law, until a day.</summary>
    public static readonly Refusal LawOfOwnFile = new(
        "wet-nodig", "Alleen bij 'in eigen dossier' hoort een wet en een laatste dag, en daar zijn ze allebei nodig.");

    /// <summary>He said yes already; taking that back is a withdrawal.</summary>
    public static readonly Refusal AnsweredAlready =
        new("al-geantwoord", "Er is al 'ja' gezegd. Terugnemen kan altijd, met een intrekking.");

    /// <summary>Only for a child of 12-15, where child and holders sign together, and only for the child's own rows.</summary>
    public static readonly Refusal ExceptionDoesNotFit = new(
        "uitzondering-past-niet", "Deze uitzondering is er alleen voor gegevens over een kind van 12 tot en met 15 jaar, in dit verzoek.");

    /// <summary>The child's own yes is always needed.</summary>
    public static readonly Refusal ChildDidNotSayYes =
        new("kind-zei-geen-ja", "Het kind zelf heeft nog geen 'ja' gezegd. Dat is ook bij deze uitzondering nodig.");

    /// <summary>The well-considered wish exists only after a refusal.</summary>
    public static readonly Refusal NoHolderRefused =
        new("gezag-zei-geen-nee", "Deze uitzondering is er pas als iemand met gezag 'nee' heeft gezegd.");

    /// <summary>This kind of organisation cannot use the ground.</summary>
    public static readonly Refusal GroundSender =
        new("grond-zender", "Uw organisatie kan deze grond niet gebruiken. Vraag toestemming, of kies een andere grond.");

    /// <summary>The ground does not reach this recipient.</summary>
    public static readonly Refusal GroundRecipient =
        new("grond-ontvanger", "Deze grond geldt niet voor deze ontvanger. Zonder toestemming mag het daar niet heen.");

    /// <summary>The ground does not cover these rows, or only with a motivation of their own.</summary>
    public static readonly Refusal GroundCategory = new(
        "grond-categorie", "Deze grond geldt niet voor een of meer van deze gegevens. Soms mag het wel, met een aparte motivering.");

    /// <summary>The evidence does not carry it: no order in force, or nobody beside the one who decides.</summary>
    public static readonly Refusal GroundEvidence =
        new("grond-bewijs", "Het bewijs bij deze grond klopt niet: de beschikking geldt vandaag niet, of de tweede persoon ontbreekt.");

    /// <summary>Never longer than the matrix or the order allows.</summary>
    public static readonly Refusal GroundTerm =
        new("grond-termijn", "Deze grond geldt niet zo lang. Kies een eerdere laatste dag.");

    /// <summary>Two people are two people.</summary>
    public static readonly Refusal SamePerson =
        new("zelfde-persoon", "Iemand anders moet dit bevestigen. U kunt dat niet zelf doen.");

    /// <summary>A second permission came too late: what was an emergency then is asked anew.</summary>
    public static readonly Refusal EmergencyTooLate =
        new("noodtoegang-te-laat", "Deze aanvraag is te oud om nog mee in te stemmen. Is het nog nodig? Vraag het dan opnieuw.");

    /// <summary>The file was joined to another; new questions are asked there.</summary>
    public static Refusal JoinedInto(Guid into) => new(
        "gezin-samengevoegd", $"Dit dossier is samengevoegd met een ander dossier van dit gezin. Stel nieuwe vragen bij gezin {into}.");

    /// <summary>Nobody can sign for a row: unborn, unknown, or authority not recorded.</summary>
    public static Refusal NobodySigns(string code) => code switch
    {
        "ongeboren" => new(code, "Over een kind dat nog niet geboren is, kan niets worden gevraagd."),
        "wilsonbekwaam-alleen" => new(
            code, "Deze persoon kan hierover niet zelf beslissen, en er is niemand vastgelegd die mag tekenen. Leg eerst vast wie dat is."),
        "niet-meer-vragen" => new(code, "Over deze persoon wordt niets meer gevraagd."),
        "gezag-onbekend" => new(code, "Leg eerst vast wie het gezag over dit kind heeft."),
        _ => new(code, "Deze persoon hoort niet bij dit gezin."),
    };
}
