using System.Globalization;
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
        .Produces<StandingSeen>()
        .WithSummary("Hoe het stond: op een moment, zoals bekend op een ander moment");

    private static async Task<IResult> Handle(
        Guid family, Guid? team, string? doel, string? op, string? bekend, Asker asker, IEventLog log, TimeProvider clock,
        CancellationToken ct)
    {
        var now = clock.Now();
        var errors = new InputErrors();
        var (at, known) = (Moment(op, now, "op", errors), Moment(bekend, now, "bekend", errors));
        errors.Must(doel is null || Lists.Purposes.Find(doel) is not null, "doel", "Kies een doel uit de lijst.");
        errors.Must(asker.Roles.Contains(Roles.Auditor) || (op ?? bekend) is null, "op", "Terugkijken kan alleen de auditor.");
        if (!errors.None)
            return errors.ToProblem();

        var history = await History.Read(log, family, ct);
        if (!history.Now.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        return TypedResults.Ok(Of(family, history.KnownAt(known).Now, at, known, team, doel, asker));
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

    private static StandingSeen Of(
        Guid family, Consent consent, DateTimeOffset at, DateTimeOffset known, Guid? team, string? purpose, Asker asker) => new(
        family, at, known,
        [.. Named(consent, asker.Organisation)
            .Where(r => (team is null || r.Team == team) && (purpose is null || r.Purpose == purpose))
            .GroupBy(r => (r.Team, r.Organisation, r.Purpose, r.Form))
            .Select(g => new RecipientSeen(
                g.Key.Team, g.Key.Organisation, g.Key.Purpose,
                [.. g.SelectMany(r => r.Rows).Distinct()
                    .Select(row => Standing.Of(consent, row, g.Key.Team, g.Key.Organisation, g.Key.Purpose, at, g.Key.Form))
                    .Select(s => Stood(s, asker))]) { Meeting = g.Key.Form })]);

    // Who is missing and who said no is for the asker and the auditor; to everybody else a row is open or it is not.
    private static RowStood Stood(Standing standing, Asker asker)
    {
        var granted = standing.Granted;
        if (asker.Roles.Contains(Roles.Auditor) || standing.Request?.AskedByOrganisation == asker.Organisation
            || standing.Ground?.Invoked.ByOrganisation == asker.Organisation)
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

    /// <summary>To whom something was asked or sent without asking, as far as it concerns an organisation.</summary>
    private static IEnumerable<(Guid Team, Guid Organisation, string Purpose, string? Form, IReadOnlyList<Row> Rows)> Named(
        Consent consent, Guid organisation) =>
    [
        .. consent.Requests
            .Where(r => r.Asked.Kind == Lists.Waiver)
            .SelectMany(r => r.RecipientsAt(consent.LastAt).Select(to => (r.Asked, to.Team, to.Organisation)))
            .Where(r => r.Asked.AskedByOrganisation == organisation || r.Organisation == organisation)
            .Select(r => (r.Team, r.Organisation, r.Asked.Purpose, r.Asked.Scope?.Form, r.Asked.Rows)),
        .. consent.Grounds.Select(g => g.Invoked)
            .Where(g => g.ByOrganisation == organisation || g.RecipientOrganisation == organisation)
            .Select(g => (g.RecipientTeam, g.RecipientOrganisation, g.Purpose, (string?)null, g.Rows)),
    ];
}
