using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>Every no around a volunteer, a transfer, and what the family says itself.</summary>
public static partial class ReferralRefusals
{
    public static readonly Refusal TakenOver = new(
        "overgedragen", "Dit gezin is overgedragen. Uw team ziet deze overdracht niet meer; het nieuwe team is nu het aanspreekpunt.");

    public static readonly Refusal NoInformalSupport = new(
        "geen-informele-steun", "Een vrijwilliger kan alleen helpen als het gezin ja zei tegen steun van een vrijwilliger.");

    public static readonly Refusal FieldNotAgreed = new(
        "veld-niet-afgesproken", "Een vrijwilliger ziet alleen wat voor deze steun is afgesproken en naar uw team is gestuurd.");

    public static readonly Refusal VolunteerThere = new(
        "vrijwilliger-al-gekoppeld", "Bij dit gezin is al een andere vrijwilliger. Zeg wie u vervangt, of beëindig die steun eerst.");

    public static readonly Refusal VolunteerUnknown = new("vrijwilliger-onbekend", "Deze vrijwilliger hoort niet bij deze verwijzing.");

    public static readonly Refusal NothingMore = new(
        "niets-meer-plannen",
        "Over wie deze verwijzing gaat, wordt niets meer gepland, gevraagd of verzonden. U kunt haar afronden of terughalen.");

    public static readonly Refusal SupportOver = new(
        "steun-voorbij", "Uw steun aan dit gezin is gestopt. U ziet hier niets meer. Klopt dat niet? Bel uw coördinator.");

    public static readonly Refusal SaidYes = new("al-ja-gezegd", "U zei al ja. Wilt u stoppen? Kies dan 'ik wil stoppen'.");

    public static readonly Refusal SayYesFirst = new("eerst-ja-of-nee", "Zeg eerst of u dit gezin wilt helpen.");

    public static readonly Refusal NoOwnWay = new(
        "eigen-ingang-vanaf-12", "Een kind onder de 12 krijgt geen eigen code. Bel of bezoek het gezin.");

    public static Refusal YearRuns(int year) => new(
        "jaar-loopt-nog",
        $"De cijfers van {year} zijn er vanaf 1 februari {year + 1}. Tussenstanden zijn er niet: uit twee standen naast elkaar zou een "
        + "klein aantal af te leiden zijn.");

    public static readonly Refusal TooLateToAnswer = new(
        "te-laat-om-te-antwoorden", "Deze vraag is gesloten. Bel de organisatie die u de code gaf.");
}
