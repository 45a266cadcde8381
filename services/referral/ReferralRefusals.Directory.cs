using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>Every no of the sociale kaart and its care paths.</summary>
public static partial class ReferralRefusals
{
    public static readonly Refusal CarePathKnown = new("zorgpad-bestaat", "Dit zorgpad bestaat al. Leg een nieuwe versie vast.");

    public static readonly Refusal ReviewDate =
        new("herzien-op", "Kies een dag om het pad opnieuw te bekijken: na vandaag, en binnen twee jaar.");

    public static readonly Refusal NotTheOwner =
        new("niet-de-aanbieder", "Dat kan alleen de organisatie die deze voorziening aanbiedt, of wie de sociale kaart beheert.");

    public static readonly Refusal OwnedByOthers = new("al-beheerd", "Een andere organisatie houdt deze voorziening al bij.");

    public static readonly Refusal ClaimedByOthers =
        new("al-aangevraagd", "Een andere organisatie heeft al gezegd dat zij dit aanbiedt. De beheerder kijkt ernaar.");

    public static readonly Refusal NotClaimed = new("niet-aangevraagd", "Deze organisatie heeft niet gezegd dat zij dit aanbiedt.");

    public static readonly Refusal EnoughDoubts =
        new("al-gemeld", "Er is al vaker gemeld dat hier iets niet klopt. De beheerder kijkt ernaar; dank u wel.");

    public static readonly Refusal DoubtSettled = new("melding-afgehandeld", "Deze melding is al anders afgehandeld.");

    public static readonly Refusal ProvisionKnown =
        new("voorziening-bestaat", "Deze voorziening staat al in de sociale kaart, met andere gegevens.");
}
