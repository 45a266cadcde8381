using WarmHandover.Platform.Deciding;

namespace WarmHandover.Notifications;

/// <summary>Every no that notification can say.</summary>
public static class NotificationRefusals
{
    public static readonly Refusal ConfirmFirst = new(
        "eerst-bevestigen", "Deze gegevens moeten dicht. Bevestig eerst wat u ermee hebt gedaan.");

    public static readonly Refusal NothingToConfirm = new("niets-te-bevestigen", "Bij deze melding is niets te bevestigen.");

    public static readonly Refusal AlreadyConfirmed = new("al-bevestigd", "Dit is al bevestigd, met een ander antwoord.");

    public static readonly Refusal WasOpened =
        new("wel-geopend", "Uw team heeft deze gegevens wel geopend. Kies een ander woord.");

    public static readonly Refusal AlreadyDone = new("al-afgehandeld", "Deze melding is al afgehandeld of vervallen.");

    public static readonly Refusal TakenByOther = new("al-opgepakt",
        "Een collega heeft deze melding al opgepakt. Overleg samen wie het doet.");

    public static readonly Refusal NotAside = new(
        "niet-uit-te-stellen", "Dit kan niet worden uitgesteld: deze gegevens moeten dicht. Bevestig wat u ermee hebt gedaan.");

    public static readonly Refusal SnoozeOdd = new("uitstel-onjuist", "Kies een moment in de komende dertig dagen.");

    public static readonly Refusal WordUnknown =
        new("woord-onbekend", "Kies: niet geopend, gesloten, vernietigd of in eigen dossier.");

    public static readonly Refusal LawNeeded =
        new("wet-en-datum-nodig", "Noem bij 'in eigen dossier' de wet en tot wanneer u bewaart; bij de andere antwoorden niet.");
}
