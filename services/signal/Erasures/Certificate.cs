using System.Globalization;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Erasures;

/// <summary>
/// What who asked may know without signing in: where it stands, until when it is decided, why it was refused, and that everything is gone.
/// No name, no family, no organisation.
/// </summary>
public sealed record ErasureStanding(
    string Stand, string Text, DateOnly ReceivedOn, DateOnly DecideBy, bool PutOff, string? Reason, string? Law,
    ErasureCertificate? Certificate);

/// <summary>The certificate: that it is done, by which service when, and from which day on no backup of the keys exists either.</summary>
public sealed record ErasureCertificate(
    Guid Certificate, string Scope, DateOnly ReceivedOn, DateOnly GrantedOn, DateOnly DoneOn, IReadOnlyList<ServiceDone> Services,
    DateOnly KeysGoneOn, string Text);

/// <summary>When one service destroyed what it had.</summary>
public sealed record ServiceDone(string Service, DateTimeOffset At);

/// <summary>How a request stands, in words for who asked it.</summary>
public static class ErasureWords
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["te-beslissen"] = "Uw verzoek is ontvangen. U hoort uiterlijk op {0} wat ermee gebeurt.",
        ["toegewezen"] = "Uw verzoek is toegewezen. Een tweede persoon laat het uitvoeren, uiterlijk op {0}.",
        ["in-uitvoering"] = "De gegevens worden nu vernietigd. Het bewijs ervan vindt u hier zodra alles klaar is.",
        ["afgewezen"] =
            "Uw verzoek is afgewezen. De reden staat hieronder. Bent u het er niet mee eens? Vraag uitleg, maak bezwaar bij een "
            + "overheidsorganisatie, of dien een klacht in bij de Autoriteit Persoonsgegevens.",
        ["teruggenomen"] = "Het verzoek is teruggenomen. Er is niets vernietigd.",
        ["vernietigd"] = "De gegevens zijn vernietigd. Hieronder staat het bewijs.",
    };

    /// <summary>What who asked may know.</summary>
    public static ErasureStanding Standing(Erasure state)
    {
        var asked = state.Asked!;
        var reason = FamilyCodes.ErasureReasons.Find(state.Refused?.Reason);
        return new(
            state.Stand, string.Format(CultureInfo.InvariantCulture, Texts[state.Stand], Day(state.DecideBy)), asked.ReceivedOn,
            state.DecideBy, state.PutOff, reason?.Label, reason?.Law, Certificate(state));
    }

    /// <summary>The certificate; null while something still stands.</summary>
    public static ErasureCertificate? Certificate(Erasure state)
    {
        if (state is not { Certified: { } certified, Granted: { } granted, Asked: { } asked })
            return null;

        var done = Amsterdam.DateAt(state.Done.Values.Max());
        var scope = state.ReceivedUntil is { } until
            ? $"wat een organisatie tot en met {Day(until)} over een gezin ontving of vastlegde; de termijn daarvan was om"
            : asked.Member is null
            ? "het hele dossier van een organisatie over een gezin"
            : "wat een organisatie over een persoon vastlegde";
        return new(
            asked.Erasure, state.ReceivedUntil is not null ? "gegevens" : asked.Member is null ? "dossier" : "persoon", asked.ReceivedOn,
            Amsterdam.DateAt(granted.At), done,
            [.. state.Done.Select(service => new ServiceDone(service.Key, service.Value))], certified.KeysGoneOn,
            $"Vernietigd op {Day(done)}: {scope}. Twee mensen besloten dit. Sleutels en inhoud zijn in alle onderdelen vernietigd; "
            + $"vanaf {Day(certified.KeysGoneOn)} staan de sleutels ook in geen reservekopie meer. Wat blijft: nummers, codes en tijden "
            + "zonder naam, om te kunnen bewijzen wat er gebeurde. Wat een andere organisatie zelf vastlegde, staat nog daar; zij beslist "
            + "er zelf over.");
    }

    private static string Day(DateOnly day) => day.ToString("d-M-yyyy", CultureInfo.InvariantCulture);
}
