using System.Net;
using System.Text;
using WarmHandover.Platform.Time;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// One provision on one sheet, in plain Dutch (B1): short sentences, questions as headings, large letters, no code and no picture. What is
/// not known is left out, never guessed.
/// </summary>
public static class Leaflet
{
    /// <summary>The sheet as HTML that prints on A4.</summary>
    public static string Of(ProvisionRow row, IReadOnlyList<LocationEntry> places, DateTimeOffset now)
    {
        var card = ProvisionCard.Of(row, Amsterdam.DateAt(now));
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>").Append(Safe(card.Name))
            .Append("</title><style>")
            .Append("body{font:1.2rem/1.6 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff}")
            .Append("h1{font-size:2rem;line-height:1.2}h2{font-size:1.3rem;margin:1.4rem 0 .2rem}p,ul{margin:.2rem 0}")
            .Append("footer{margin-top:2rem;border-top:1px solid #000;font-size:1rem}@page{size:A4;margin:2cm}</style></head><body><main>")
            .Append("<h1>").Append(Safe(card.Name)).Append("</h1>");
        if (card.Status != "active")
            Say(page, "Let op", [Closed(card.Status)]);
        Say(page, "Let op", [card.Alert]);
        Say(page, "Wat is het?", [card.Description, card.Organisation is { Length: > 0 } by ? $"Dit is van {by}." : null]);
        Say(page, "Voor wie is het?", [card.ForWhom, Ages(card), .. card.IncomeNorms.Select(Income)]);
        Say(page, "Wat kost het?", [card.Cost]);
        Say(page, "Hoe vraagt u het aan?", [card.HowToApply]);
        List(page, "Wat neemt u mee?", card.Documents);
        Say(page, "Waar en wanneer?", [.. places.SelectMany(Place), card.OpeningHours]);
        Say(page, "Hoe lang duurt het?", [card.WaitTime is { } wait ? $"Wachttijd: {wait}." : null]);
        List(page, "Welke talen spreken ze?", card.Languages);
        Say(page, "Hebt u een vraag?",
            [card.Phone is { } phone ? $"Bel {phone}." : null, card.Email is { } mail ? $"Mail naar {mail}." : null,
                card.Url is { Length: > 0 } url ? $"Kijk op {url}." : null]);
        page.Append("</main><footer><p>").Append(Safe(Checked(card)))
            .Append("</p><p>Klopt er iets niet? Zeg het ons. Dan maken wij het goed.</p>")
            .Append("<p>Afgedrukt op ").Append(Safe(Dates.Read(now))).Append(".</p></footer></body></html>");
        return page.ToString();
    }

    private static void Say(StringBuilder page, string question, IEnumerable<string?> answers)
    {
        var said = answers.Where(answer => !string.IsNullOrWhiteSpace(answer)).ToArray();
        if (said is [])
            return;

        page.Append("<h2>").Append(Safe(question)).Append("</h2>");
        foreach (var answer in said)
            page.Append("<p>").Append(Safe(Sentence(answer!))).Append("</p>");
    }

    private static void List(StringBuilder page, string question, IReadOnlyList<string> items)
    {
        if (items is [])
            return;

        page.Append("<h2>").Append(Safe(question)).Append("</h2><ul>");
        foreach (var item in items)
            page.Append("<li>").Append(Safe(item)).Append("</li>");
        page.Append("</ul>");
    }

    private static string? Ages(ProvisionCard card) => (card.MinimumAge, card.MaximumAge) switch
    {
        ({ } from, { } until) => $"U of uw kind is {from:0} tot en met {until:0} jaar.",
        ({ } from, null) => $"U of uw kind is {from:0} jaar of ouder.",
        (null, { } until) => $"U of uw kind is niet ouder dan {until:0} jaar.",
        _ => null,
    };

    private static string Income(IncomeNorm norm) => norm switch
    {
        { Percentage: 100, Until: null } => "Uw inkomen is niet hoger dan de bijstand.",
        { Until: { } until } =>
        $"Uw inkomen is niet hoger dan {norm.Percentage}% van de bijstand. Dit geldt tot en met {Dates.Read(until)}.",
        _ => $"Uw inkomen is niet hoger dan {norm.Percentage}% van de bijstand.",
    };

    private static IEnumerable<string?> Place(LocationEntry place)
    {
        yield return place.Name;
        foreach (var address in place.Addresses ?? [])
            yield return string.Join(", ", new[] { address.Address1, address.Address2, address.PostalCode, address.City }.OfType<string>());
        yield return place.Transportation;
        foreach (var way in place.Accessibility ?? [])
            yield return way.Description;
        foreach (var schedule in place.Schedules ?? [])
            yield return schedule.Description;
    }

    private static string Closed(string status) => status == "temporarily closed" ? "Dit is nu even gesloten." : "Dit is er nu niet meer.";

    private static string Checked(ProvisionCard card) => card.Check switch
    {
        { By: "bestand" } check => $"Wij hebben dit op {Dates.Read(check.On)} opgeschreven. Bel eerst even als u zeker wilt zijn.",
        { LongAgo: true } check => $"Wij hebben dit het laatst nagekeken op {Dates.Read(check.On)}. Dat is lang geleden: bel eerst even.",
        { } check => $"Wij hebben dit het laatst nagekeken op {Dates.Read(check.On)}.",
    };

    private static string Sentence(string text) => text.TrimEnd() is [.., '.' or '!' or '?'] whole ? whole : $"{text.TrimEnd()}.";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
