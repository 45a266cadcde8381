using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>Every no about a wrong sending.</summary>
public static partial class ReferralRefusals
{
    /// <summary>Nothing left yet.</summary>
    public static readonly Refusal NotSentYet =
        new("nog-niet-verzonden", "Deze verwijzing is nog niet verzonden. Er is niets terug te halen.");

    /// <summary>It was reported already.</summary>
    public static readonly Refusal ReportedBefore =
        new("al-gemeld", "Deze verkeerde verzending is al gemeld. De brief is dicht, en de ontvanger is gevraagd te vernietigen.");

    /// <summary>Nothing was reported.</summary>
    public static readonly Refusal NothingReported = new("niets-gemeld", "Van deze verwijzing is geen verkeerde verzending gemeld.");

    /// <summary>The team said another word before.</summary>
    public static readonly Refusal ConfirmedBefore = new("al-bevestigd", "Uw team heeft dit al bevestigd, met een ander woord.");

    /// <summary>The access log shows that it was opened.</summary>
    public static readonly Refusal WasOpened =
        new("wel-geopend", "Het logboek laat zien dat uw team de brief heeft geopend. Vernietig wat u hebt, en kies dat woord.");

    /// <summary>The letter is closed: it was never for this team.</summary>
    public static readonly Refusal SentWrongly =
        new("verkeerd-verzonden", "Deze brief was niet voor uw team en is dicht. Vernietig wat u hebt, en bevestig dat.");
}
