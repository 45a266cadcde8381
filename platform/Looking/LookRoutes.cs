using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Looking.Unusual;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Looking;

/// <summary>A page of the access log; <see cref="Next"/> is what to give as <c>na</c> to go on, null at the end.</summary>
public sealed record AccessLog(string Service, IReadOnlyList<AccessLine> Lines, string? Next);

/// <summary>The access log of a service, for the privacy officer of the organisation whose people are in it; and the register.</summary>
internal static class LookRoutes
{
    private const int LinesAPage = 200;

    public static void MapLooks(this WebApplication app)
    {
        // A service without a log of its own has no lines to show.
        if (app.Services.GetService<ServiceParts>() is not { Service: var service })
            return;

        var log = app.MapHouseGroup($"/v1/logboek/{service}").WithTags("logboek").NotesLooks("toegangslogboek");
        log.MapGet("", (string? dag, HttpContext http, Asker asker, IViews views, CancellationToken ct) =>
                OfDay(service, dag, http, asker, views, ct))
            .RequiresRole(Roles.PrivacyOfficer)
            .Produces<AccessLog>()
            .WithSummary("Het toegangslogboek van een dag: wat mensen van uw organisatie bekeken, zochten, vastlegden of probeerden");

        log.MapGet("/over/{about:guid}", (Guid about, HttpContext http, Asker asker, IViews views, CancellationToken ct) =>
                Page(service, AccessLinesView.OfThing(asker.Organisation, about), new(), http, views, ct))
            .RequiresRole(Roles.PrivacyOfficer)
            .Produces<AccessLog>()
            .WithSummary("Wat mensen van uw organisatie met een gezin, verwijzing of persoon deden, ook wat zij alleen bekeken");

        log.MapProcessingLog(service);
        log.MapUnusual(service);

        log.MapGet("/verwerkingen", () => TypedResults.Ok(ActivityRegister.Known))
            .ShowsNobody()
            .RequiresRole(
                Roles.PrivacyOfficer, Roles.Auditor, Roles.Administrator, Roles.Professional, Roles.TeamLead, Roles.FocusOfficer)
            .Produces<ActivityRegister>()
            .WithSummary("Het register van verwerkingen: wat er met persoonsgegevens gebeurt, waarvoor en op welke wet");
    }

    private static Task<IResult> OfDay(
        string service, string? dag, HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        var read = DateOnly.TryParseExact(dag, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        var errors = new InputErrors().Must(read, "dag", "Noem een dag, zoals 2027-03-03.");
        return Page(service, AccessLinesView.OfDay(asker.Organisation, day), errors, http, views, ct);
    }

    private static async Task<IResult> Page(
        string service, string part, InputErrors errors, HttpContext http, IViews views, CancellationToken ct)
    {
        var after = http.Request.Query["na"].ToString();
        errors.Must(after.Length == 0 || Position.TryParse(after, out _), "na", "Geef hier de waarde van next uit het vorige antwoord.");
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, AccessLinesView.Table);
        var key = after.Length == 0 ? null : AccessLinesView.Key(part, after);
        var lines = await views.List<AccessLine>(AccessLinesView.Table, part, ct, LinesAPage + 1, key);
        return TypedResults.Ok(new AccessLog(
            service, [.. lines.Take(LinesAPage)], lines.Count > LinesAPage ? lines[LinesAPage - 1].Position : null));
    }
}
