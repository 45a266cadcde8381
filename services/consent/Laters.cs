using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>
/// Who wanted to answer later, and when that day is. From the first moment of the day until there is an answer, the request ends or he
/// decides no more, it is a task of the team that asked. Pure.
/// </summary>
public static class Laters
{
    /// <summary>The task's id follows from the request and the number of the word.</summary>
    public static Guid TaskOf(Guid request, int word) => DerivedIds.Of(request, $"later|{word}");

    /// <summary>The instant at which the clock must look again; null when nobody waits for a day.</summary>
    public static DateTimeOffset? Due(Consent consent) => Waiting(consent)
        .Select(w => w.Word.CameAt is null ? w.Word.Until!.Value : w.Request.Asked.Until.AddDays(1))
        .Select(day => (DateTimeOffset?)Amsterdam.StartOf(day)).Min();

    /// <summary>The first day that came, or the first task that became moot, that was not written down yet; null when none is.</summary>
    public static ConsentFact? Reached(Consent consent, DateTimeOffset at) => Waiting(consent)
        .Select(w => (w.Request, w.Word, Day: w.Word.CameAt is null ? w.Word.Until!.Value : w.Request.Asked.Until.AddDays(1)))
        .Where(w => Amsterdam.StartOf(w.Day) <= at)
        .OrderBy(w => w.Day)
        .Select(w => w.Word.CameAt is null
            ? (ConsentFact)new LaterCame(
                w.Request.Asked.Request, w.Word.Signatory, w.Word.Number, w.Day, Late: Amsterdam.DateAt(at) > w.Day, at)
            : new LaterLapsed(w.Request.Asked.Request, w.Word.Signatory, w.Word.Number, at))
        .FirstOrDefault();

    /// <summary>The tasks that came up to now, each open or not.</summary>
    public static IReadOnlyList<LaterStands> Came(Consent consent) =>
    [
        .. from request in consent.Requests
           from word in request.Words
           where word.CameAt is not null
           select new LaterStands(
               TaskOf(request.Asked.Request, word.Number), request.Asked.Request, request.Asked.AskedByTeam,
               request.Asked.AskedByOrganisation, word.Until!.Value, IsOpen(consent, request, word, consent.LastAt)),
    ];

    // What waits for its day, as far as it will be a task then; and what is a task, until its request ends.
    private static IEnumerable<(Request Request, Word Word)> Waiting(Consent consent) => consent.Family is null ? [] :
        from request in consent.Requests
        from word in request.Words
        where word is { Saying: Saying.Later, Until: not null, LapsedAt: null }
        where word.CameAt is null
            ? IsOpen(consent, request, word, Later(consent.LastAt, Amsterdam.StartOf(word.Until!.Value)))
            : word.Rows.Any(row => IsLast(request, word, row, consent.LastAt))
        select (request, word);

    private static bool IsOpen(Consent consent, Request request, Word word, DateTimeOffset at) =>
        word.LapsedAt is null && !request.IsOver(at) && consent.HasParty(request.Asked.AskedByOrganisation)
        && consent.Family!.Member(word.Signatory) is not { MayNotBeInformed: true }
        && word.Rows.Any(row => IsLast(request, word, row, at)
            && Signatories.MaySpeak(word.Signatory, row, consent.Family, Amsterdam.DateAt(at), Lists.RuleSetOf(request.Asked))
            && Standing.Say(consent, request, row, word.Signatory, at) is Says.Later);

    private static bool IsLast(Request request, Word word, Row row, DateTimeOffset at) => request.Words
        .LastOrDefault(w => w.Signatory == word.Signatory && w.Rows.Contains(row) && w.CountsAt(at))?.Number == word.Number;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
