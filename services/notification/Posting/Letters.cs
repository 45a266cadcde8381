using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.Time;

namespace WarmHandover.Notifications.Posting;

/// <summary>What was sealed for bringing a code: where to, the code itself, until when.</summary>
internal sealed record CarriedCode(string To, string Code, DateTimeOffset Until, string Language);

/// <summary>
/// The words that leave the house, in Dutch (B1) and English: a neutral subject, a number, an address to type, and no link to press. A
/// finder learns nothing of whom or what it is about.
/// </summary>
internal sealed class Letters(Cards cards)
{
    /// <summary>One or more items of an inbox.</summary>
    public Letter OfInbox(Guid message, string to, string language, IReadOnlyList<MessageQueued> items)
    {
        var urgent = items.Any(i => i.Urgency is "eerst" or "dreigend");
        var (subject, close) = language == "en"
            ? (urgent ? "Urgent: there is something in your inbox" : "There is something in your inbox",
                $"Sign in and open your inbox: {cards.Address}. You cannot answer this message.")
            : (urgent ? "Dringend: er is iets in uw postvak" : "Er is iets in uw postvak",
                $"Meld u aan en open uw postvak: {cards.Address}. Op dit bericht kunt u niet antwoorden.");
        var lines = items.Select(i => language == "en"
            ? $"There is something about {i.Number} ({Amsterdam.LocalAt(i.RaisedAt):d-M-yyyy HH:mm})."
            : NotificationRules.Table.Text(i.Reason, i.Number, i.RaisedAt));
        return new(message, to, subject, $"{string.Join('\n', lines)}\n\n{close}", language);
    }

    /// <summary>A personal code.</summary>
    public Letter OfCode(Guid message, string channel, CarriedCode code)
    {
        var day = Amsterdam.LastDayUntil(code.Until).ToString("d-M-yyyy", System.Globalization.CultureInfo.InvariantCulture);
        var (subject, text) = (code.Language == "en", channel == "sms") switch
        {
            (true, true) => ("", $"Your personal code: {code.Code}. Type it at {cards.Address}. Works until {day}. Give it to nobody."),
            (false, true) => ("",
                $"Uw persoonlijke code: {code.Code}. Typ hem op {cards.Address}. Werkt tot en met {day}. Geef hem aan niemand."),
            (true, _) => ("A message for you",
                $"You asked for a personal code.\n\nGo to: {cards.Address}\nType this code: {code.Code}\n\n"
                + $"The code works until {day}. Give it to nobody. Did you not ask for it? Then you need not do anything."),
            _ => ("Een bericht voor u",
                $"U vroeg om een persoonlijke code.\n\nGa naar: {cards.Address}\nTyp deze code: {code.Code}\n\n"
                + $"De code werkt tot en met {day}. Geef hem aan niemand. Vroeg u hier niet om? Dan hoeft u niets te doen."),
        };
        return new(message, code.To, subject, text, code.Language);
    }
}
