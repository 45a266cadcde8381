using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Keepings;

/// <summary>
/// A record of a file of the own organisation, when it came in, and until which last day it is kept. Stand: loopt, bijna-om, om,
/// langer-bewaard, ter-beslissing. Without a code of the person's own; what it says is not here.
/// </summary>
public sealed record RecordKept(
    Guid Family, Guid Entry, string Kind, Guid? Member, DateOnly ReceivedOn, DateOnly LastDay, string Law, string Stand);

/// <summary>The worklist record by record: under the Wmo each goes so long after it came in, under the other laws with its file.</summary>
internal static class RecordRoutes
{
    private const string Letter = "verwijzing";
    private const int Most = 1_000;
    private static readonly string[] Stands = ["ter-beslissing", "om", "bijna-om", "langer-bewaard"];

    public static void MapRecords(this RouteGroupBuilder routes, string[] roles)
    {
        routes.MapGet("/gegevens", List).RequiresRole(roles)
            .WithSummary("De gegevens van uw organisatie waarvan de eigen termijn om of bijna om is, stuk voor stuk (Wmo)")
            .WithDescription("Met ?stand= een van ter-beslissing, om, bijna-om of langer-bewaard. Hoogstens duizend, de oudste eerst.")
            .Produces<RecordKept[]>();
        routes.MapGet("/{gezin:guid}/gegevens", Read).RequiresRole(roles)
            .WithSummary("Alle gegevens in een dossier van uw organisatie: wanneer zij binnenkwamen en tot wanneer zij blijven")
            .Produces<RecordKept[]>();
    }

    private static async Task<IResult> List(
        string? stand, HttpContext http, Asker asker, IViews views, KeepingDesk desk, FamilyHandler families, TimeProvider clock,
        CancellationToken ct)
    {
        if (stand is not null && new InputErrors().OneOf(stand, "stand", Stands) is { None: false } errors)
            return errors.ToProblem();

        await views.FreshFor(http, KeepingsView.Table);
        var (today, found) = (Amsterdam.DateAt(clock.Now()), new List<RecordKept>());
        foreach (var file in (await desk.NearEnd(asker.Organisation, today, ct)).Where(f => f.Records is not null))
        {
            var records = await Of(file, asker.Organisation, desk, families, today, ct);
            found.AddRange(records.Where(r => stand is null ? r.Stand != KeepingDesk.Runs : r.Stand == stand));
        }

        return TypedResults.Ok(found.OrderBy(r => r.LastDay).ThenBy(r => r.Entry).Take(Most).ToArray());
    }

    private static async Task<IResult> Read(
        Guid gezin, Asker asker, KeepingDesk desk, FamilyHandler families, TimeProvider clock, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        return await desk.Of(gezin, asker.Organisation, today, ct) is { } file
            ? TypedResults.Ok((await Of(file, asker.Organisation, desk, families, today, ct)).ToArray())
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IReadOnlyList<RecordKept>> Of(
        KeptFileAnswer file, Guid organisation, KeepingDesk desk, FamilyHandler families, DateOnly today, CancellationToken ct)
    {
        if ((await families.Load(file.Family, ct)).State is not FamilyFile.Opened opened || await desk.Row(file.Family, organisation, ct) is
            not { } row)
        {
            return [];
        }

        var years = file.Records is null ? (int?)null : file.Laws.Single(law => law.Code == file.Law).Years;
        return
        [
            .. opened.RecordsOf(organisation)
                .Concat(row.Letters.Select(letter => new FileRecord(letter.Referral, Letter, Member: null, letter.MovedOn)))
                .Select(record => Kept(record, years is { } own ? record.ReceivedOn.AddYears(own) : file.LastDay))
                .OrderBy(record => record.LastDay).ThenBy(record => record.ReceivedOn).ThenBy(record => record.Entry),
        ];

        RecordKept Kept(FileRecord record, DateOnly lastDay) => new(
            file.Family, record.Entry, record.Kind, record.Member, record.ReceivedOn, lastDay, file.Law, Stand(lastDay));

        string Stand(DateOnly lastDay) => lastDay.AddDays(-KeepingDesk.DaysNear) > today ? KeepingDesk.Runs
            : file.Erasure is not null && lastDay < today ? "ter-beslissing"
            : file.Reasons.Count > 0 ? "langer-bewaard"
            : lastDay < today ? "om" : "bijna-om";
    }
}
