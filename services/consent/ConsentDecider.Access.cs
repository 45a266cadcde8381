using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>
/// The decision point. Who opens must be the recipient itself; who sends must be party to the family or pass on what it was sent. A
/// refusal is a fact too, and its code tells no more than the asker may know: that something was taken back only to whom it was open, or
/// who asked for it.
/// </summary>
public static partial class ConsentDecider
{
    /// <summary>Opening a letter or a section.</summary>
    public const string Open = "openen";

    /// <summary>Sending rows to a recipient.</summary>
    public const string Send = "verzenden";

    /// <summary>Joining names to a worklist: once per person, family and day.</summary>
    public const string Worklist = "werklijst";

    /// <summary>Taking rows out of the house.</summary>
    public const string Export = "exporteren";

    /// <summary>Telling the sender how it goes on.</summary>
    public const string Feedback = "terugkoppelen";

    /// <summary>Sending on what was received, or what was recorded beside it.</summary>
    public const string ReferOn = "doorverwijzen";

    /// <summary>The answer recorded before to this question (or, for a worklist, today to this person); null when there is none.</summary>
    public static AccessAnswered? RecordedAnswer(DecideAccess question, Consent consent)
    {
        if (consent.Recent.LastOrDefault(a => a.Question == question.Question) is { } same)
            return same;
        if (question.Action != Worklist)
            return null;

        var now = Judge(question, consent);
        return consent.Recent.LastOrDefault(a => a.Action == Worklist && a.By == now.By && a.Purpose == now.Purpose
            && (a.RecipientTeam, a.RecipientOrganisation) == (now.RecipientTeam, now.RecipientOrganisation)
            && Amsterdam.DateAt(a.At) == Amsterdam.DateAt(now.At)
            && a.Granted.ToHashSet().SetEquals(now.Granted) && a.Withheld.ToHashSet().SetEquals(now.Withheld));
    }

    private static Decision<ConsentFact> DecideOn(DecideAccess question, Consent consent)
    {
        if (RecordedAnswer(question, consent) is not null)
            return [];

        var now = Judge(question, consent);
        if (now.Granted is [])
            return [now];

        return
        [
            new AccessGranted(
                now.Question, now.By, now.Action, now.RecipientTeam, now.RecipientOrganisation, now.Purpose,
                now.Granted, now.Withheld, now.At),
        ];
    }

    /// <summary>What the decision point would answer now, and how each row stands; nothing is recorded, because nothing is shown.</summary>
    public static (AccessRefused Answer, IReadOnlyList<Standing> Standings) Explain(DecideAccess question, Consent consent) =>
        (Judge(question, consent),
            [.. question.Rows.Distinct().Select(row => StandingOf(question, row, consent, consent.NotBefore(question.At)))]);

    private static AccessRefused Judge(DecideAccess question, Consent consent)
    {
        var at = consent.NotBefore(question.At);
        var (granted, withheld) = (new List<RowGranted>(), new List<RowWithheld>());
        foreach (var row in question.Rows.Distinct())
        {
            var standing = MayAsk(question, row, consent) ? StandingOf(question, row, consent, at) : null;
            if (standing?.Granted is not { } open)
                withheld.Add(new(row, standing is null ? "gesloten" : WhyClosed(question, consent, standing, at)));
            else if (WhyNotThere(question, row, standing, consent) is { } code)
                withheld.Add(new(row, code));
            else
                granted.Add(open);
        }

        return new(
            question.Question, question.By, question.Action, question.RecipientTeam, question.RecipientOrganisation, question.Purpose,
            granted, withheld, at);
    }

    private static Standing StandingOf(DecideAccess question, Row row, Consent consent, DateTimeOffset at) => Standing.Of(
        consent, row, question.RecipientTeam, question.RecipientOrganisation,
        question is { Action: Worklist, Purpose: "worklist" or Worklist } ? null : question.Purpose, at);

    private static bool MayAsk(DecideAccess question, Row row, Consent consent) => consent.Family is not null && question.Action switch
    {
        Open or Worklist =>
            (question.By.Team, question.By.Organisation) == (question.RecipientTeam, question.RecipientOrganisation),
        Send => consent.HasParty(question.By.Organisation) || Holds(question.By, row, consent),
        Export or Feedback or ReferOn => consent.HasParty(question.By.Organisation),
        _ => false,
    };

    // GDPR 5(1)(b), Jeugdwet 7.3.11: what came for one purpose is not passed on for another, unless whoever passes it on asked for that
    // himself. And some kinds of organisation never receive some kinds of data, whoever agreed.
    private static string? WhyNotThere(DecideAccess question, Row row, Standing standing, Consent consent) =>
        Lists.Categories.Find(row.Category)?.Never?.Contains(question.RecipientKind) is true ? "ontvanger-nooit"
        : question.Action != ReferOn || standing.Request?.AskedByOrganisation == question.By.Organisation ? null
        : CameUnder(question.By, row, consent) is { Length: > 0 } purposes && !purposes.Contains(question.Purpose) ? "ander-doel"
        : null;

    private static string[] CameUnder(AccessAsker by, Row row, Consent consent) =>
    [
        .. consent.Holdings
            .Where(h => h.Key.By == new ListedRecipient(by.Team, by.Organisation) && h.Value.Sent.Contains(row))
            .Select(h => consent.Find(h.Key.Request)?.Asked.Purpose).OfType<string>(),
        .. consent.Grounds
            .Where(g => consent.Disclosed.Contains((by.Team, row)) && g.IsFor(row, by.Team, by.Organisation, null))
            .Select(g => g.Invoked.Purpose),
    ];

    // A team that was sent rows and has not accepted is no party yet; it may still pass them on to whom the family agreed to.
    private static bool Holds(AccessAsker by, Row row, Consent consent) => consent.Disclosed.Contains((by.Team, row))
        && consent.Requests.Any(r => r.Reaches(new(by.Team, by.Organisation), consent.LastAt));

    private static string WhyClosed(DecideAccess question, Consent consent, Standing standing, DateTimeOffset at)
    {
        if (standing.Request is null && consent.Disclosed.Contains((question.RecipientTeam, standing.Row))
            && consent.Grounds.LastOrDefault(g => g.Began(at) && g.IsFor(
                standing.Row, question.RecipientTeam, question.RecipientOrganisation, question.Purpose)) is { } past)
        {
            return past.Ended is null ? "verlopen" : "ingetrokken";
        }

        var mayKnow = consent.Disclosed.Contains((question.RecipientTeam, standing.Row))
            || standing.Request?.AskedByOrganisation == question.By.Organisation;

        return !mayKnow || standing.Request is not { } request ? "geen-toestemming"
            : standing.Restricted ? "beperkt"
            : standing.Narrowed is { Objected: true } || standing.Stands.Any(s => s.Says is Says.TookBack) ? "ingetrokken"
            : Amsterdam.DateAt(at) > request.Until || standing.Stands.Any(s => s.Says is Says.Lapsed) ? "verlopen"
            : "geen-toestemming";
    }
}
