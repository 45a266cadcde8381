using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>
/// How far a row is open for a recipient and a purpose under one family id, so that it is never wider under another: until a last day, or
/// not at all. No team means every team of the organisation.
/// </summary>
public sealed record Limit(Row Row, Guid? Team, Guid Organisation, string? Form, string Purpose, DateOnly? Until, bool Objected);

/// <summary>
/// What two ids of one family have in common, since their files were joined: of what stands under both the stricter counts (decision 26).
/// Pure.
/// </summary>
public static class Twins
{
    /// <summary>
    /// How far everything is open that stands at an instant. What was never asked, and what is over, limits nothing; what waits for an
    /// answer, or was refused, is not open.
    /// </summary>
    public static IReadOnlyList<Limit> Standing(Consent consent, DateTimeOffset at) => consent.Family is null ? [] :
    [
        .. consent.Requests
            .Where(r => r.Asked.Kind == Lists.Waiver && !r.IsOver(at))
            .SelectMany(r => Of(consent, r, at))
            .GroupBy(l => (l.Row, l.Team, l.Organisation, l.Form, l.Purpose))
            .Select(same => same.Where(l => l.Until is not null).MaxBy(l => l.Until)
                ?? same.First() with { Objected = same.Any(l => l.Objected) }),
    ];

    /// <summary>What somebody objects to after something was said, and did not before.</summary>
    public static IReadOnlyList<Limit> Objections(Consent before, Consent after)
    {
        var old = Objected(before).ToHashSet();
        return [.. Objected(after).Where(o => !old.Contains(o)).Select(o => o.Limit).Distinct()];
    }

    /// <summary>'Everything' is everything under both ids: the same command there; null for a command about one request.</summary>
    public static ConsentCommand? Everywhere(ConsentCommand command, FilesJoined twin) => command switch
    {
        WithdrawConsent { Request: null } w => w with { Signatory = twin.There(w.Signatory), Rows = There(w.Rows, twin) },
        AnswerAll { Answer: RefuseConsent no } => new AnswerAll(no with
        {
            Signatory = twin.There(no.Signatory),
            Rows = There(no.Rows, twin),
        }),
        _ => null,
    };

    private static Row[]? There(IReadOnlyList<Row>? rows, FilesJoined twin) =>
        rows is null ? null : [.. rows.Select(r => r with { Subject = twin.There(r.Subject) })];

    /// <summary>The limits as they are under the other id.</summary>
    public static IReadOnlyList<Limit> Translated(this IEnumerable<Limit> limits, FilesJoined twin) =>
        [.. limits.Select(l => l with { Row = l.Row with { Subject = twin.There(l.Row.Subject) } })];

    /// <summary>The rows of requests that are asked at an instant and that limits make narrower than they are.</summary>
    public static IReadOnlyList<NarrowedRow> Narrows(Consent consent, IReadOnlyList<Limit> limits, DateTimeOffset at) =>
    [
        .. from request in consent.Requests
           where request.Asked.Kind == Lists.Waiver && !request.IsOver(at)
           from limit in limits
           where request.Asked.Rows.Contains(limit.Row) && request.Asked.Purpose == limit.Purpose && Reaches(request, limit, at)
           where limit.Until is not { } until || until < request.Asked.Until
           group limit by (request, limit.Row) into one
           let strictest = new NarrowedRow(
               one.Key.request.Asked.Request, one.Key.Row,
               one.Any(l => l.Until is null) ? null : one.Min(l => l.Until), one.Any(l => l.Objected))
           where !one.Key.request.Narrowings.Exists(n => n.Row.Row == strictest.Row && IsAsStrict(n.Row, strictest))
           select strictest,
    ];

    private static IEnumerable<(Guid Request, Guid Who, Limit Limit)> Objected(Consent consent) => consent.Family is null ? [] :
        from request in consent.Requests
        where request.Asked.Kind == Lists.Waiver && !request.IsOver(consent.LastAt)
        from limit in Of(consent, request, consent.LastAt)
        where limit.Objected
        from stands in Consents.Standing.In(consent, request, limit.Row, consent.LastAt).Stands
        where stands.Says is Says.No or Says.TookBack
        select (request.Asked.Request, stands.Signatory, limit);

    private static IEnumerable<Limit> Of(Consent consent, Request request, DateTimeOffset now)
    {
        var begins = Amsterdam.StartOf(request.Asked.From);
        var at = now > begins ? now : begins;
        return from to in Targets(request, at)
               from row in request.Asked.Rows
               let standing = Consents.Standing.In(consent, request, row, at, to.Team is { } team ? new(team, to.Organisation) : null)
               where standing.Stance is not Stance.None
               select new Limit(
                   row, to.Team, to.Organisation, request.Asked.Scope?.Form, request.Asked.Purpose,
                   standing.Stance is Stance.Allowed ? LastDay(request, row, standing, at) : null,
                   standing.Stands.Any(s => s.Says is Says.No or Says.TookBack));
    }

    private static IEnumerable<(Guid? Team, Guid Organisation)> Targets(Request request, DateTimeOffset at) =>
        request.Asked.Scope is { Width: RecipientScope.Organisation }
            ? [(null, request.Asked.RecipientOrganisation)]
            : request.RecipientsAt(at).Select(r => ((Guid?)r.Team, r.Organisation));

    // Somebody's yes may end before the request does.
    private static DateOnly LastDay(Request request, Row row, Standing standing, DateTimeOffset at) => standing.Stands
        .Select(s => request.Words.LastOrDefault(w => w.Signatory == s.Signatory && w.Rows.Contains(row) && w.CountsAt(at))?.Until)
        .Concat(request.Narrowings.Where(n => n.Row.Row == row).Select(n => n.Row.Until))
        .Append(request.Asked.Until)
        .Min(day => day ?? request.Asked.Until);

    // A meeting only about itself, every other recipient about all; and a recipient that contains the other, or is contained by it.
    private static bool Reaches(Request request, Limit limit, DateTimeOffset at) =>
        (limit.Form is null || request.Asked.Scope?.Form == limit.Form)
        && (limit.Team is { } team
            ? request.Reaches(new(team, limit.Organisation), at)
            : request.Asked.RecipientOrganisation == limit.Organisation
                || request.RecipientsAt(at).Any(r => r.Organisation == limit.Organisation));

    private static bool IsAsStrict(NarrowedRow one, NarrowedRow other) =>
        (one.Until is null || (other.Until is { } day && one.Until <= day)) && (one.Objected || !other.Objected);
}
