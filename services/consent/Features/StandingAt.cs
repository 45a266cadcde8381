using System.Globalization;
using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>How rows stood at one moment, as known at another.</summary>
public sealed record StandingSeen(Guid Family, DateTimeOffset At, DateTimeOffset Known, IReadOnlyList<RecipientSeen> Recipients);

/// <summary>For one recipient and purpose: each row, with the request and the version of the consent it rests on.</summary>
public sealed record RecipientSeen(Guid Team, Guid Organisation, string Purpose, IReadOnlyList<RowStood> Rows)
{
    /// <summary>The form of a meeting, when it is about what is told there; null for all that is seen in the software.</summary>
    public string? Meeting { get; init; }
}

/// <summary>A row as it stood.</summary>
public sealed record RowStood(RowSeen Row, Guid? Request, int ConsentVersion)
{
    /// <summary>The ground's code, when the row was open without consent; then the request is the ground's id.</summary>
    public string? Ground { get; init; }
}

internal static class StandingEndpoint
{
    public static void MapStanding(this IEndpointRouteBuilder consents) => consents
        .MapGet("/{family:guid}/stand", Handle)
        .RequiresRole(Roles.Professional, Roles.Auditor)
        .InsideAnAssignment()
        .Produces<StandingSeen>()
        .WithSummary("Hoe het stond: op een moment, zoals bekend op een ander moment");

    private static async Task<IResult> Handle(
        Guid family, Guid? team, string? doel, string? op, string? bekend, Asker asker, HttpContext http, IEventLog log,
        TimeProvider clock, CancellationToken ct)
    {
        var now = clock.Now();
        var errors = new InputErrors();
        var (at, known) = (Moment(op, now, "op", errors), Moment(bekend, now, "bekend", errors));
        errors.Must(doel is null || Lists.Purposes.Find(doel) is not null, "doel", "Kies een doel uit de lijst.");
        errors.Must(asker.Roles.Contains(Roles.Auditor) || (op ?? bekend) is null, "op", "Terugkijken kan alleen de auditor.");
        if (!errors.None)
            return errors.ToProblem();

        var history = await History.Read(log, family, ct);
        if (!history.Now.HasParty(asker.Organisation) || ((op ?? bekend) is not null && !(http.Covers(at) && http.Covers(known))))
            return Refusals.Missing.ToProblem();

        return TypedResults.Ok(Of(
            family, history.KnownAt(known).Now, at, known, team, doel, http.Organisations(asker), asker.Roles.Contains(Roles.Auditor)));
    }

    private const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>A moment (RFC 3339), or a local date, which means the end of that day; now when nothing is said.</summary>
    internal static DateTimeOffset Moment(string? text, DateTimeOffset now, string field, InputErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            return now;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day < DateOnly.MaxValue)
            return Amsterdam.StartOf(day.AddDays(1)).AddMicroseconds(-1);
        if (text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Universal, out var at))
            return at;

        errors.Add(field, "Noem een moment zoals 2027-03-03T14:05:00+01:00, of een dag zoals 2027-03-03.");
        return now;
    }

    /// <summary>
    /// How the rows stood that concern some organisations. <paramref name="auditor"/>: also who is missing and who said no, of all of them.
    /// </summary>
    internal static StandingSeen Of(
        Guid family, Consent consent, DateTimeOffset at, DateTimeOffset known, Guid? team, string? purpose,
        IReadOnlySet<Guid> organisations, bool auditor) => new(
        family, at, known,
        [.. Named(consent, organisations)
            .Where(r => (team is null || r.Team == team) && (purpose is null || r.Purpose == purpose))
            .GroupBy(r => (r.Team, r.Organisation, r.Purpose, r.Form))
            .Select(g => new RecipientSeen(
                g.Key.Team, g.Key.Organisation, g.Key.Purpose,
                [.. g.SelectMany(r => r.Rows).Distinct()
                    .Select(row => Standing.Of(consent, row, g.Key.Team, g.Key.Organisation, g.Key.Purpose, at, g.Key.Form))
                    .Select(s => Stood(s, organisations, auditor))]) { Meeting = g.Key.Form })]);

    // Who is missing and who said no is for the asker and the auditor; to everybody else a row is open or it is not.
    private static RowStood Stood(Standing standing, IReadOnlySet<Guid> organisations, bool auditor)
    {
        var granted = standing.Granted;
        if (auditor || (standing.Request is { } asked && organisations.Contains(asked.AskedByOrganisation))
            || (standing.Ground is { } ground && organisations.Contains(ground.Invoked.ByOrganisation)))
        {
            return new(
                OverviewEndpoint.Row(standing), granted?.Request ?? standing.Request?.Request,
                granted?.ConsentVersion ?? standing.ConsentVersion)
            {
                Ground = granted?.Ground,
            };
        }

        var open = DutchWords.Of(granted is null ? Stance.None : Stance.Allowed);
        return new(new(standing.Row, open, null, [], [], [], null), granted?.Request, granted?.ConsentVersion ?? 0);
    }

    /// <summary>To whom something was asked or sent without asking, as far as it concerns some organisations.</summary>
    internal static IEnumerable<(Guid Team, Guid Organisation, string Purpose, string? Form, IReadOnlyList<Row> Rows)> Named(
        Consent consent, IReadOnlySet<Guid> organisations) =>
    [
        .. consent.Requests
            .Where(r => r.Asked.Kind == Lists.Waiver)
            .SelectMany(r => r.RecipientsAt(consent.LastAt).Select(to => (r.Asked, to.Team, to.Organisation)))
            .Where(r => organisations.Contains(r.Asked.AskedByOrganisation) || organisations.Contains(r.Organisation))
            .Select(r => (r.Team, r.Organisation, r.Asked.Purpose, r.Asked.Scope?.Form, r.Asked.Rows)),
        .. consent.Grounds.Select(g => g.Invoked)
            .Where(g => organisations.Contains(g.ByOrganisation) || organisations.Contains(g.RecipientOrganisation))
            .Select(g => (g.RecipientTeam, g.RecipientOrganisation, g.Purpose, (string?)null, g.Rows)),
    ];
}
