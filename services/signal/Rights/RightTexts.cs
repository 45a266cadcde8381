using System.Globalization;
using System.Text;
using WarmHandover.Platform.Overviews;

namespace WarmHandover.Signals.Rights;

/// <summary>How an overview begins, in plain words.</summary>
internal static class OverviewText
{
    public static string Of(IReadOnlyList<OverviewEntry> entries, IReadOnlyList<HeldHere> parts, int looks) =>
        "Dit is wat deze organisatie over u heeft vastgelegd en gedeeld. "
        + $"Er staan {entries.Count} regels in het dossier. Er is {looks + parts.Sum(p => p.Looks.Count)} keer in gekeken of gewerkt; "
        + "u ziet wanneer, in welke rol en waarvoor, niet door wie. U mag vragen om iets te verbeteren, te wissen of een tijd niet te "
        + "gebruiken, bezwaar maken, en een klacht indienen bij de Autoriteit Persoonsgegevens. Wat is weggelaten, staat onderaan met de "
        + "wet en hoe vaak. Wat andere organisaties zelf vastlegden, vraagt u daar.";
}

/// <summary>The answer to a request about own data, as a letter in plain Dutch.</summary>
internal static class RightLetter
{
    private static readonly CultureInfo Dutch = CultureInfo.InvariantCulture;

    /// <summary>The letter; null while it was not answered.</summary>
    public static string? Of(RightRequest state, string? explanation)
    {
        if (state is not { Asked: { } asked } || (state.Granted?.AnsweredOn ?? state.Refused?.AnsweredOn) is not { } day)
            return null;

        var text = new StringBuilder();
        text.AppendLine(Dutch, $"Betreft: uw verzoek om {Kind(asked.Kind)}, ontvangen op {Day(asked.ReceivedOn)}.");
        text.AppendLine(Dutch, $"Datum van dit besluit: {Day(day)}.").AppendLine();
        if (state.Refused is { } no)
        {
            var reason = FamilyCodes.RightRefusals.Find(no.Reason)!;
            text.AppendLine(Dutch, $"Wij doen niet wat u vroeg. Reden: {reason.Label} ({reason.Law}).");
            if (explanation is not null)
                text.AppendLine(explanation);
            if (no.Statement is not null)
                text.AppendLine("Wat u ervan vindt, is als uw verklaring bij het dossier gevoegd.");
        }
        else
        {
            text.AppendLine(Granted(state, asked));
        }

        if (state.Extended is { } later)
        {
            text.AppendLine(Dutch, $"Het duurde langer dan een maand. Dat is u verteld op {Day(later.ToldOn)} ({Delay(later.Reason)}).");
        }

        text.AppendLine().AppendLine(Objection(state.Granted?.PublicBody ?? state.Refused!.PublicBody, day));
        return text.ToString();
    }

    private static string Granted(RightRequest state, RightAsked asked) => asked.Kind switch
    {
        RightKinds.Access => "Wij geven u het overzicht van wat wij over u hebben."
            + (state.Granted!.LeftOut.All(l => l.Code == OverviewCodes.Safety)
                ? ""
                : " Wat is weggelaten, staat in het overzicht met de wet."),
        RightKinds.Rectification => "Wij hebben verbeterd wat niet klopte: wat verkeerd was, is doorgestreept en telt niet meer mee. "
            + "Wie deze gegevens van ons kreeg, krijgt bericht (AVG 19).",
        _ => "Wij bewaren deze gegevens en gebruiken of delen ze voorlopig niet (AVG 18). Wie ze van ons kreeg, krijgt bericht. "
            + "Voordat de beperking eindigt, hoort u dat van ons.",
    };

    // UAVG 34: the answer of a public body is a decision (Awb 6:7, 6:8). UAVG 35: of another, the court.
    private static string Objection(bool publicBody, DateOnly day)
    {
        var until = Day(RightDecider.ObjectBy(day));
        return publicBody
            ? "Dit is een besluit (UAVG 34). Bent u het er niet mee eens? Dan kunt u bezwaar maken. Doe dat binnen zes weken na de dag "
                + $"waarop dit besluit is verstuurd, dus uiterlijk op {until} (Awb 6:7 en 6:8). Stuur een brief met uw naam, de datum, "
                + "tegen welk besluit u bezwaar maakt en waarom, en uw handtekening (Awb 6:5). U kunt ook een klacht indienen bij de "
                + "Autoriteit Persoonsgegevens."
            : "Bent u het er niet mee eens? Vraag ons eerst om uitleg. U kunt een klacht indienen bij de Autoriteit Persoonsgegevens, en "
                + $"binnen zes weken, dus uiterlijk op {until}, de rechtbank vragen om te beslissen (UAVG 35).";
    }

    private static string Kind(string kind) => kind switch
    {
        RightKinds.Access => "inzage (AVG 15)",
        RightKinds.Rectification => "verbetering (AVG 16)",
        _ => "beperking (AVG 18)",
    };

    private static string Delay(string reason) => FamilyCodes.ErasureDelays.Find(reason)?.Label ?? reason;

    private static string Day(DateOnly day) => day.ToString("d-M-yyyy", Dutch);
}
